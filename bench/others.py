"""llm-analysis 0.2.2 on a run that both know, from a cold process and warm.

It pins old libraries, so it has an environment of its own: LLM_ANALYSIS_PYTHON names that environment's Python.
"""

import os
import subprocess
import sys

from bench.line import line, row
from bench.terminal import processor_seconds

RUN = {
    "model_name": "decapoda-research_llama-7b-hf",
    "gpu_name": "a100-sxm-80gb",
    "dtype_name": "w16a16e16",
    "activation_recomputation": 0,
    "total_num_tokens": 2_000_000_000_000,
    "tp_size": 8,
    "dp_size": 8,
    "batch_size_per_gpu": 1,
    "seq_len": 2048,
    "flops_efficiency": 0.5,
}
OURS = "7B 2T 64xa100 mfu=0.5 seq=2048 tp=8"
WARM = """
import contextlib, io, logging, time
logging.disable(logging.CRITICAL)
from llm_analysis.analysis import train
with contextlib.redirect_stdout(io.StringIO()):
    train(**{run})
    begun = time.process_time()
    for number in range(200):
        train(**{{**{run}, "total_num_tokens": 2_000_000_000_000 + number}})
    spent = time.process_time() - begun
print(spent / 200)
"""


def main() -> None:
    """Print both, or why only ours can be."""
    ours = processor_seconds([sys.executable, "-m", "estimator", *OURS.split()])
    line(f"`llmcost {OURS}`, processor time from a cold process", ours, "s")
    python = os.environ.get("LLM_ANALYSIS_PYTHON")
    if not python:
        row("llm-analysis", "skipped: `LLM_ANALYSIS_PYTHON` names no Python that has it", "")
        return
    options = [word for name, value in RUN.items() for word in (f"--{name}", str(value))]
    line("llm-analysis, the same", processor_seconds([python, "-m", "llm_analysis.analysis", "train", *options]), "s")
    warm = subprocess.run([python, "-c", WARM.format(run=RUN)], check=True, capture_output=True, text=True)
    line("llm-analysis, one run in a warm process", 1e3 * float(warm.stdout.split()[-1]), "ms")
