"""How long the command line takes from a cold process, and how many lines a second a batch answers."""

import statistics
import subprocess
import sys
import time

from bench.line import line

COMMAND = (sys.executable, "-m", "estimator")
LINES = 5_000


def main() -> None:
    """Print the medians."""
    line("llmcost TEXT from a cold process", statistics.median(_cold() for _ in range(9)), "s", "< 0.35")
    line("python -c pass, for comparison", statistics.median(_bare() for _ in range(9)), "s")
    line(f"llmcost batch over {LINES} lines", _batch(), "lines/s", "> 1000")


def _cold() -> float:
    return _run([*COMMAND, "70B", "2T", "a100", "mfu=0.5"])


def _bare() -> float:
    return _run([sys.executable, "-c", "pass"])


def _batch() -> float:
    requests = "".join(f"{7 + n % 90}B {1 + n % 5}T {8 * (1 + n % 64)}xh100\n" for n in range(LINES))
    return LINES / _run([*COMMAND, "batch", "-"], requests)


def _run(command: list[str], text: str = "") -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, text=True, input=text)
    return time.perf_counter() - start
