"""The layouts worth a try for a number of accelerators, in one order on every machine."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from estimator.catalogue.entries import Shape
from estimator.memory.degrees import Degrees
from estimator.memory.given import Fixed, fixed
from estimator.request import Recompute
from estimator.run.run import Run

_MAXIMUM_TENSOR = 16
_MAXIMUM_PIPELINE = 64
_MAXIMUM_CONTEXT = 16
_MAXIMUM_EXPERT = 64
_LEAST_SEQUENCE = 4096
# Narrower slices of an expert starve the matrix units.
_LEAST_EXPERT_COLUMNS = 1024
# Layers may divide unevenly if the fullest stage holds at most this much more than its share.
_UNEVENNESS = 1.1
_GATHERED_MICRO_BATCHES = (1, 2, 4, 8, 16)
_GATHERING = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """What is done to make a run fit: recomputation, and frozen weights that wait in the host's memory."""

    recompute: Recompute
    offload: bool = False


@dataclass(frozen=True)
class Space:
    """What bounds the layouts of a run on any number of accelerators."""

    shape: Shape
    link_domain: int
    sequence_length: float
    fixed: Fixed
    efforts: tuple[Effort, ...]

    def splits(self, accelerators: int) -> Iterator[Degrees]:
        """Every way to split the model and its sequences, without ZeRO stage and recomputation.

        Tensor parallelism stays within the link domain and divides the heads; what is left over is data parallel.
        """
        for tensor, pipeline, context in product(
            self.tensors(accelerators), self.pipelines, self.contexts
        ):
            split = tensor * pipeline * context
            if accelerators % split == 0:
                data = accelerators // split
                for expert, virtual in product(
                    self.experts(tensor, data * tensor * context), self._virtual_stages(pipeline)
                ):
                    yield Degrees(tensor, pipeline, virtual, context, expert, data)

    def leanest(
        self, accelerators: int, effort: Effort, stages: Collection[int] | None = None
    ) -> Iterator[Degrees]:
        """The layouts of which one takes the least memory, the shortest pipeline first: where none fits, nothing does.

        For each number of stages that is the widest split, with as much sharing as there is.
        """
        pipelines = self.pipelines if stages is None else stages
        splits = self._widest(accelerators, self.tensors(1 if effort.offload else accelerators), pipelines)
        tried = (self.shared(split, effort) for split in splits)
        return (degrees for degrees in tried if degrees)

    def _widest(self, accelerators: int, tensors: list[int], pipelines: Collection[int]) -> Iterator[Degrees]:
        for pipeline in pipelines:
            stage, rest = divmod(accelerators, pipeline)
            tensor = 0 if rest else max((degree for degree in tensors if stage % degree == 0), default=0)
            if not tensor:
                continue
            context = max((degree for degree in self.contexts if stage // tensor % degree == 0), default=0)
            if not context:
                continue
            experts = self.experts(tensor, stage)
            for expert in sorted({*experts[:1], *experts[-1:]}, reverse=True):
                yield Degrees(tensor, pipeline, 1, context, expert, stage // tensor // context)

    def leanest_of_all(self, accelerators: int, effort: Effort) -> Iterator[Degrees]:
        """For each number of stages the leanest layout that any number allows, on so many that all degrees divide."""
        tensor, context = max(self.tensors(1 if effort.offload else _MAXIMUM_TENSOR)), max(self.contexts)
        experts = self.experts(tensor, _MAXIMUM_EXPERT)
        for pipeline in self.pipelines:
            for expert in {experts[0], experts[-1]}:
                copies = -(-accelerators // (tensor * pipeline * context))
                degrees = self.shared(Degrees(tensor, pipeline, 1, context, expert, copies), effort)
                if degrees:
                    yield degrees

    def tensors(self, accelerators: int) -> list[int]:
        """Degrees of tensor parallelism."""
        if self.fixed.tensor:
            return [self.fixed.tensor]
        most = min(_MAXIMUM_TENSOR, self.link_domain, accelerators)
        heads = self.shape.heads or self.shape.linear_heads
        return [degree for degree in _doublings(most) if heads % degree == 0]

    @cached_property
    def pipelines(self) -> list[int]:
        """Numbers of stages that divide the layers, nearly."""
        if self.fixed.pipeline:
            return [self.fixed.pipeline]
        layers = self.shape.layers
        most = min(_MAXIMUM_PIPELINE, layers)
        return [degree for degree in range(1, most + 1) if -(-layers // degree) * degree <= _UNEVENNESS * layers]

    @cached_property
    def contexts(self) -> list[int]:
        """Degrees of context parallelism."""
        if self.fixed.context:
            return [self.fixed.context]
        longest = self.sequence_length / _LEAST_SEQUENCE
        return [degree for degree in _doublings(_MAXIMUM_CONTEXT) if degree == 1 or degree <= longest]

    def experts(self, tensor: int, holders: int) -> list[int]:
        """Degrees that divide the experts and the devices of a stage; whole experts unless tensor slices stay wide."""
        if self.fixed.expert or not self.shape.experts:
            return [self.fixed.expert or 1]
        dividing = [
            degree
            for degree in _doublings(min(_MAXIMUM_EXPERT, self.shape.experts, holders))
            if self.shape.experts % degree == 0 == holders % degree
        ]
        sliced = self.shape.expert_width / tensor >= _LEAST_EXPERT_COLUMNS or tensor == 1
        return dividing if sliced else dividing[1:]

    def _virtual_stages(self, pipeline: int) -> list[int]:
        if pipeline == 1 or self.fixed.has_degrees:
            return [1]
        return [turns for turns in (1, 2, 4) if pipeline * turns <= self.shape.layers]

    def without_gathering(self, split: Degrees, effort: Effort) -> Iterator[Degrees]:
        """The split with ZeRO stages that keep weights whole, the least sharing first; pipelines take the first."""
        if effort.offload or self.fixed.zero == _GATHERING:
            return
        copies = split.data * split.context
        usual = (0,) if copies == 1 else (1,) if split.pipeline > 1 else (1, 2)
        for zero in usual if self.fixed.zero is None else (self.fixed.zero,):
            yield split.run_with(zero, self.fixed.micro_batch or 1, effort.recompute)

    def with_gathering(self, split: Degrees, effort: Effort) -> Iterator[Degrees]:
        """The split with shared weights, which are gathered for each micro-batch, so that large ones pay."""
        usual = self.fixed.zero is None and split.pipeline == 1 and split.data * split.context > 1
        if effort.offload and split.tensor > 1 and not self.fixed.tensor:
            return
        if usual or self.fixed.zero == _GATHERING:
            sizes = (self.fixed.micro_batch,) if self.fixed.micro_batch else _GATHERED_MICRO_BATCHES
            for size in sizes:
                yield split.run_with(_GATHERING, size, effort.recompute, offload=effort.offload)

    def shared(self, split: Degrees, effort: Effort) -> Degrees | None:
        """The split with as much sharing as there is: where this does not fit, none of its layouts does."""
        gathered = next(self.with_gathering(split, effort), None)
        return gathered or max(self.without_gathering(split, effort), key=lambda one: one.zero, default=None)


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


def _doublings(most: int) -> list[int]:
    return [2**power for power in range(most.bit_length()) if 2**power <= most]
