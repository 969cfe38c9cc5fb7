"""The layouts worth a try for a number of accelerators, in one order on every machine."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from estimator.catalogue.entries import Shape
from estimator.memory.degrees import Degrees
from estimator.request import Recompute

_MOST_TENSOR = 16
_MOST_PIPELINE = 64
_MOST_CONTEXT = 16
_MOST_EXPERT = 64
_LEAST_SEQUENCE = 4096
# Narrower slices of an expert starve the matrix units.
_LEAST_EXPERT_COLUMNS = 1024
# Layers may divide unevenly if the fullest stage holds at most this much more than its share.
_UNEVENNESS = 1.1


def layouts(shape: Shape, accelerators: int, link_domain: int, sequence_length: float) -> Iterator[Degrees]:
    """Every way to split the model and its sequences over all accelerators, without ZeRO stage and recomputation.

    Tensor parallelism stays within the link domain and divides the heads; what is left over is data parallel.
    """
    for tensor, pipeline, context in product(
        _tensor(shape, accelerators, link_domain), _pipeline(shape, accelerators), _context(sequence_length)
    ):
        split = tensor * pipeline * context
        if accelerators % split == 0:
            data = accelerators // split
            for expert, virtual in product(_expert(shape, tensor, data * tensor * context), _virtual(shape, pipeline)):
                yield Degrees(tensor, pipeline, virtual, context, expert, data)


def widest(shape: Shape, accelerators: int, link_domain: int, sequence_length: float) -> Degrees:
    """The split that shares a sequence and the weights as widely as can be without a pipeline."""
    tensor = max(degree for degree in _tensor(shape, accelerators, link_domain) if accelerators % degree == 0)
    context = max(degree for degree in _context(sequence_length) if accelerators // tensor % degree == 0)
    data = accelerators // tensor // context
    return Degrees(tensor, 1, 1, context, max(_expert(shape, tensor, data * tensor * context), default=1), data)


def without_gathering(split: Degrees, recompute: Recompute) -> Iterator[Degrees]:
    """The split with ZeRO stages that keep the weights whole, the least sharing first; pipelines take the first."""
    copies = split.data * split.context
    for zero in (0,) if copies == 1 else (1,) if split.pipeline > 1 else (1, 2):
        yield replace(split, zero=zero, recompute=recompute)


def with_gathering(split: Degrees, recompute: Recompute) -> Iterator[Degrees]:
    """The split with shared weights, which are gathered for each micro-batch, so that large ones pay."""
    if split.pipeline == 1 and split.data * split.context > 1:
        for micro_batch in (1, 2, 4, 8, 16):
            yield replace(split, zero=3, micro_batch=micro_batch, recompute=recompute)


def leanest(split: Degrees, recompute: Recompute) -> Degrees:
    """The split with as much sharing as there is: where this does not fit, nothing does."""
    return [*without_gathering(split, recompute), *islice(with_gathering(split, recompute), 1)][-1]


def _tensor(shape: Shape, accelerators: int, link_domain: int) -> list[int]:
    most = min(_MOST_TENSOR, link_domain, accelerators)
    heads = shape.heads or shape.linear_heads
    return [degree for degree in _doublings(most) if heads % degree == 0]


def _pipeline(shape: Shape, accelerators: int) -> list[int]:
    most = min(_MOST_PIPELINE, shape.layers, accelerators)
    return [
        degree
        for degree in range(1, most + 1)
        if accelerators % degree == 0 and -(-shape.layers // degree) * degree <= _UNEVENNESS * shape.layers
    ]


def _context(sequence_length: float) -> list[int]:
    return [
        degree for degree in _doublings(_MOST_CONTEXT) if degree == 1 or sequence_length / degree >= _LEAST_SEQUENCE
    ]


def _expert(shape: Shape, tensor: int, holders: int) -> list[int]:
    """Degrees that divide the experts and the devices of a stage; whole experts unless tensor slices stay wide."""
    if not shape.experts:
        return [1]
    dividing = [
        degree
        for degree in _doublings(min(_MOST_EXPERT, shape.experts, holders))
        if shape.experts % degree == 0 == holders % degree
    ]
    sliced = shape.expert_width / tensor >= _LEAST_EXPERT_COLUMNS or tensor == 1
    return dividing if sliced else dividing[1:]


def _virtual(shape: Shape, pipeline: int) -> list[int]:
    if pipeline == 1:
        return [1]
    return [turns for turns in (1, 2, 4) if pipeline * turns <= shape.layers]


def _doublings(most: int) -> list[int]:
    return [2**power for power in range(most.bit_length()) if 2**power <= most]
