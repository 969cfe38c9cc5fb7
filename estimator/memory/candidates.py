"""The layouts worth a try for a number of accelerators, in one order on every machine."""

from collections.abc import Collection, Iterator
from functools import cache, cached_property
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.memory.degrees import Degrees
from estimator.memory.given import Fixed, fixed
from estimator.memory.sharing import Effort, shared
from estimator.request import Recompute
from estimator.run.run import Run

_MAXIMUM_TENSOR = 16
_MAXIMUM_PIPELINE = 64
_MAXIMUM_CONTEXT = 16
MAXIMUM_EXPERT = 64
_LEAST_SEQUENCE = 4096
# Narrower slices of an expert starve the matrix units.
_LEAST_EXPERT_COLUMNS = 1024
# Layers may divide unevenly if the fullest stage holds at most this much more than its share.
_UNEVENNESS = 1.1
# A multiple of every degree of tensor and expert parallelism that is tried.
_PLENTIFUL = 1024


class Space(Struct, frozen=True, dict=True):
    """What bounds the layouts of a run on any number of accelerators."""

    shape: Shape
    link_domain: int
    sequence_length: float
    fixed: Fixed
    efforts: tuple[Effort, ...]

    @property
    def utmost(self) -> "Space":
        """The same with nothing but the most that can be done to make a run fit: where that fails, less does too."""
        return replace(self, efforts=tuple({effort.offload: effort for effort in self.efforts}.values()))

    def splits(self, accelerators: int) -> Iterator[Degrees]:
        """Every way to split the model and its sequences, without ZeRO stage and recomputation.

        Tensor parallelism stays within the link domain and divides the heads; what is left over is data parallel.
        """
        for tensor, pipeline, context in product(self.tensors(accelerators), self.pipelines, self.contexts):
            split = tensor * pipeline * context
            if accelerators % split == 0:
                data = accelerators // split
                for expert, virtual in product(
                    self.experts(tensor, data * tensor * context), self._virtual_stages(pipeline)
                ):
                    yield Degrees(tensor, pipeline, virtual, context, expert, data)

    def leanest(self, accelerators: int, effort: Effort, stages: Collection[int] | None = None) -> Iterator[Degrees]:
        """The layouts of which one takes the least memory, the shortest pipeline first: where none fits, nothing does.

        For each number of stages that is the widest split, with as much sharing as there is.
        """
        pipelines = self.pipelines if stages is None else stages
        splits = self._widest(accelerators, self.tensors(1 if effort.offload else accelerators), pipelines)
        tried = (shared(split, effort, self.fixed) for split in splits)
        return (degrees for degrees in tried if degrees)

    def _widest(self, accelerators: int, tensors: list[int], pipelines: Collection[int]) -> Iterator[Degrees]:
        for pipeline in pipelines:
            stage, rest = divmod(accelerators, pipeline)
            tensor = 0 if rest else self._widest_tensor(tensors, stage)
            dividing = [degree for degree in self.contexts if tensor and stage // tensor % degree == 0]
            if dividing:
                context, experts = dividing[-1], self.experts(tensor, stage)
                for expert in {experts[0], experts[-1]}:
                    yield Degrees(tensor, pipeline, 1, context, expert, stage // tensor // context)

    def _widest_tensor(self, tensors: list[int], stage: int) -> int:
        """The widest degree that divides a stage's devices and leaves experts wide enough; 0 where none does."""
        fitting = (degree for degree in reversed(tensors) if stage % degree == 0 and self.experts(degree, stage))
        return next(fitting, 0)

    def leanest_of_all(self, accelerators: int, effort: Effort) -> Iterator[Degrees]:
        """For each number of stages the leanest layout that any number allows, on so many that all degrees divide."""
        tensors, context = self.tensors(1 if effort.offload else _MAXIMUM_TENSOR), self.contexts[-1]
        tensor = self._widest_tensor(tensors, _PLENTIFUL)
        experts = self.experts(tensor, _PLENTIFUL) if tensor else []
        for pipeline in self.pipelines:
            for expert in {*experts[:1], *experts[-1:]}:
                copies = -(-accelerators // (tensor * pipeline * context))
                degrees = shared(Degrees(tensor, pipeline, 1, context, expert, copies), effort, self.fixed)
                if degrees:
                    yield degrees

    def tensors(self, accelerators: int) -> list[int]:
        """Degrees of tensor parallelism."""
        if self.fixed.tensor:
            return [self.fixed.tensor]
        most = min(_MAXIMUM_TENSOR, self.link_domain, accelerators)
        heads = self.shape.heads or self.shape.linear_heads
        return [degree for degree in doublings(most) if heads % degree == 0]

    @cached_property
    def pipelines(self) -> list[int]:
        """Numbers of stages that divide the layers, nearly."""
        if self.fixed.pipeline:
            return [self.fixed.pipeline]
        return _stages(self.shape.layers)

    @cached_property
    def contexts(self) -> list[int]:
        """Degrees of context parallelism."""
        if self.fixed.context:
            return [self.fixed.context]
        longest = self.sequence_length / _LEAST_SEQUENCE
        return [degree for degree in doublings(_MAXIMUM_CONTEXT) if degree == 1 or degree <= longest]

    def experts(self, tensor: int, holders: int) -> list[int]:
        """Degrees that divide the experts and the devices of a stage; whole experts unless tensor slices stay wide."""
        if self.fixed.expert or not self.shape.experts:
            return [self.fixed.expert or 1]
        dividing = [
            degree
            for degree in doublings(min(MAXIMUM_EXPERT, self.shape.experts, holders))
            if self.shape.experts % degree == 0 == holders % degree
        ]
        sliced = self.shape.expert_width / tensor >= _LEAST_EXPERT_COLUMNS or tensor == 1
        return dividing if sliced else dividing[1:]

    def _virtual_stages(self, pipeline: int) -> list[int]:
        if pipeline == 1 or self.fixed.has_degrees:
            return [1]
        return [turns for turns in (1, 2, 4) if pipeline * turns <= self.shape.layers]


def space_of(run: Run) -> Space:
    """What bounds the layouts of a run.

    Nothing is recomputed where it fits without. Flash attention leaves selective recomputation nothing to save, so it
    is tried only when asked for. Weights that are not trained may wait in the host's memory, as a last resort.
    """
    recomputations: tuple[Recompute, ...] = (run.recompute,) if run.recompute else ("none", "full")
    efforts = tuple(Effort(recompute) for recompute in recomputations)
    if run.adapts:
        efforts += (Effort(recomputations[-1], offload=True),)
    shape, domain = run.shape.shape, run.accelerator.link_domain
    return Space(shape, domain, run.sequence_length.value, fixed(run), efforts)


@cache
def _stages(layers: int) -> list[int]:
    most = min(_MAXIMUM_PIPELINE, layers)
    return [degree for degree in range(1, most + 1) if -(-layers // degree) * degree <= _UNEVENNESS * layers]


@cache
def doublings(most: int) -> tuple[int, ...]:
    """The powers of two up to a number."""
    return tuple(2**power for power in range(most.bit_length()))
