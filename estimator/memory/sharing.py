"""How a split shares its states among the copies of the model, and what else is done to make a run fit."""

from collections.abc import Iterator

from msgspec import Struct

from estimator.memory.degrees import Degrees
from estimator.memory.given import Fixed
from estimator.request import Recompute

_GATHERED_MICRO_BATCHES = (1, 2, 4, 8, 16)
_GATHERING = 3


class Effort(Struct, frozen=True):
    """What is done to make a run fit: recomputation, and frozen weights that wait in the host's memory."""

    recompute: Recompute
    offload: bool = False


def without_gathering(split: Degrees, effort: Effort, fixed: Fixed) -> Iterator[Degrees]:
    """The split with ZeRO stages that keep weights whole, the least sharing first; pipelines take the first."""
    if effort.offload or fixed.zero == _GATHERING:
        return
    copies = split.data * split.context
    usual = (0,) if copies == 1 else (1,) if split.pipeline > 1 else (1, 2)
    for zero in usual if fixed.zero is None else (fixed.zero,):
        yield split.run_with(zero, fixed.micro_batch or 1, effort.recompute)


def with_gathering(split: Degrees, effort: Effort, fixed: Fixed) -> Iterator[Degrees]:
    """The split with shared weights, which are gathered for each micro-batch, so that large ones pay."""
    usual = fixed.zero is None and split.pipeline == 1 and split.data * split.context > 1
    if effort.offload and split.tensor > 1 and not fixed.tensor:
        return
    if usual or fixed.zero == _GATHERING:
        for size in (fixed.micro_batch,) if fixed.micro_batch else _GATHERED_MICRO_BATCHES:
            yield split.run_with(_GATHERING, size, effort.recompute, offload=effort.offload)


def shared(split: Degrees, effort: Effort, fixed: Fixed) -> Degrees | None:
    """The split with as much sharing as there is: where this does not fit, none of its layouts does."""
    gathered = next(with_gathering(split, effort, fixed), None)
    return gathered or max(without_gathering(split, effort, fixed), key=lambda one: one.zero, default=None)
