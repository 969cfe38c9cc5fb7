"""How a training run is spread over its accelerators, as numbers."""

from dataclasses import dataclass
from functools import cache

from estimator.request import Recompute


@dataclass(frozen=True, slots=True, order=True)
class Degrees:
    """Parallel degrees, ZeRO stage, micro-batch [sequences] and recomputation.

    The accelerators are tensor × pipeline × context × data; experts are spread over the first, third and fourth.
    """

    tensor: int = 1
    pipeline: int = 1
    virtual_stages: int = 1
    context: int = 1
    expert: int = 1
    data: int = 1
    zero: int = 0
    micro_batch: int = 1
    recompute: Recompute = "none"
    sequence_parallel: bool = True

    @property
    def accelerators(self) -> int:
        """How many accelerators the layout takes."""
        return self.tensor * self.pipeline * self.context * self.data

    @property
    def expert_tensor(self) -> int:
        """How far an expert's matrices are split: not at all once experts are spread over accelerators."""
        return 1 if self.expert > 1 else self.tensor

    @property
    def complexity(self) -> tuple[int, ...]:
        """How hard a layout is to run, for comparison: recomputation first, then pipeline, context, experts, tensor."""
        turns = self.pipeline * self.virtual_stages
        return (self.recompute != "none", turns, self.context, self.expert, self.tensor, self.zero)

    @property
    def counts(self) -> dict[str, int]:
        """The degrees by vocabulary name."""
        names = ("tensor", "pipeline", "virtual_stages", "context", "expert", "expert_tensor", "data", "micro_batch")
        return {name: getattr(self, name) for name in names}

    @property
    def form(self) -> "Degrees":
        """The degrees as far as equations differ: which are more than one, not how many."""
        split = (self.tensor, self.pipeline, self.virtual_stages, self.context, self.expert, self.data)
        return _form(tuple(degree > 1 for degree in split), self.zero, self.recompute, self.sequence_parallel)

    def __str__(self) -> str:
        parts = [f"TP {self.tensor}", f"PP {self.pipeline}", f"DP {self.data}"]
        parts += [f"VPP {self.virtual_stages}"] if self.virtual_stages > 1 else []
        parts += [f"CP {self.context}"] if self.context > 1 else []
        parts += [f"EP {self.expert}"] if self.expert > 1 else []
        return " · ".join([*parts, f"ZeRO-{self.zero}", f"recompute {self.recompute}"])


@cache
def _form(split: tuple[bool, ...], zero: int, recompute: Recompute, sequence_parallel: bool) -> Degrees:
    names = ("tensor", "pipeline", "virtual_stages", "context", "expert", "data")
    degrees = dict(zip(names, (1 + more for more in split), strict=True))
    return Degrees(**degrees, zero=zero, recompute=recompute, sequence_parallel=sequence_parallel)
