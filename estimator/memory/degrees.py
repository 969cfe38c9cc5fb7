"""How a training run is spread over its accelerators, as numbers."""

from functools import cache

from msgspec import Struct

from estimator.request import Recompute


class Degrees(Struct, frozen=True, order=True):
    """Parallel degrees, ZeRO stage, micro-batch [sequences], recomputation, and whether weights wait in the host.

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
    offload: bool = False

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
    def counts(self) -> dict[str, float]:
        """The degrees by vocabulary name."""
        return {
            "tensor": self.tensor,
            "pipeline": self.pipeline,
            "virtual_stages": self.virtual_stages,
            "context": self.context,
            "expert": self.expert,
            "expert_tensor": self.expert_tensor,
            "data": self.data,
            "micro_batch": self.micro_batch,
        }

    def run_with(self, zero: int, micro_batch: int, recompute: Recompute, *, offload: bool = False) -> "Degrees":
        """The same split with a ZeRO stage, a micro-batch and a recomputation."""
        split = (self.tensor, self.pipeline, self.virtual_stages, self.context, self.expert, self.data)
        return Degrees(*split, zero, micro_batch, recompute, self.sequence_parallel, offload)

    @property
    def form(self) -> "Degrees":
        """The degrees as far as equations differ: which are more than one, not how many."""
        across = (self.tensor > 1, self.pipeline > 1, self.virtual_stages > 1, self.context > 1)
        how = (self.recompute, self.sequence_parallel, self.offload)
        return _form((*across, self.expert > 1, self.data > 1), self.zero, how)

    def __str__(self) -> str:
        parts = [f"TP {self.tensor}", f"PP {self.pipeline}", f"DP {self.data}"]
        parts += [f"VPP {self.virtual_stages}"] if self.virtual_stages > 1 else []
        parts += [f"CP {self.context}"] if self.context > 1 else []
        parts += [f"EP {self.expert}"] if self.expert > 1 else []
        parts += [f"micro-batch {self.micro_batch}"] if self.micro_batch > 1 else []
        parts += [f"ZeRO-{self.zero}", f"recompute {self.recompute}"]
        return " · ".join([*parts, "weights in the host's memory"] if self.offload else parts)


@cache
def _form(split: tuple[bool, ...], zero: int, how: tuple[Recompute, bool, bool]) -> Degrees:
    recompute, sequence_parallel, offload = how
    names = ("tensor", "pipeline", "virtual_stages", "context", "expert", "data")
    degrees = dict(zip(names, (1 + more for more in split), strict=True))
    return Degrees(**degrees, zero=zero, recompute=recompute, sequence_parallel=sequence_parallel, offload=offload)
