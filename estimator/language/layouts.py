"""How a run is split, by the degrees that people know: `tp=8 pp=4 zero=1`, `tp8`, `zero-3`."""

import re
from collections.abc import Mapping

DEGREES: Mapping[str, tuple[str, ...]] = {
    "tensor_parallel": ("tp", "tensor_parallel", "tensor_parallelism", "tensor_parallel_size"),
    "pipeline_parallel": ("pp", "pipeline_parallel", "pipeline_parallelism", "pipeline_parallel_size"),
    "context_parallel": ("cp", "context_parallel", "context_parallelism", "context_parallel_size"),
    "expert_parallel": ("ep", "expert_parallel", "expert_parallelism", "expert_parallel_size"),
    "zero_stage": ("zero", "zero_stage"),
    "micro_batch": ("mbs", "micro_batch", "micro_batch_size", "microbatch", "microbatch_size"),
}
_SHORT: Mapping[str, str] = {names[0]: field for field, names in DEGREES.items()}
_WORD = re.compile(r"(tp|pp|cp|ep|zero|mbs)-?(\d{1,5})")


def degree(word: str) -> tuple[str, int] | None:
    """The field and value of a degree in one word (`tp8`); None for any other word."""
    match = _WORD.fullmatch(word)
    return None if match is None else (_SHORT[match[1]], int(match[2]))
