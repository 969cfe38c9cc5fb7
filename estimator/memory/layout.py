"""The parallel layout that fits and is fastest, for a number of accelerators or with the fewest that will do."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from estimator.calculation.quantity import Quantity
from estimator.memory.candidates import layouts, leanest, with_gathering, without_gathering
from estimator.memory.degrees import Degrees
from estimator.memory.trial import Trial
from estimator.request import Recompute
from estimator.run.run import Run

_MOST_ACCELERATORS = 2**20
# Flash attention leaves selective recomputation nothing to save, so it is tried only when asked for.
_RECOMPUTATIONS: tuple[Recompute, ...] = ("none", "full")
# What the arithmetic leaves out makes a larger difference than this.
_AS_GOOD_AS_EQUAL = 1.05
_TRIED = "a number of accelerators that is tried"
_STEPS_BETWEEN_DOUBLINGS = (1.0, 1.25, 1.5, 1.75)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a run is spread over its accelerators, with the memory of one [byte] and the time of a step [s].

    Both carry their working. `mfu` is what the step's arithmetic gives, before what kernels and a whole run lose.
    """

    degrees: Degrees
    memory: Quantity
    step_seconds: Quantity
    mfu: Quantity

    @property
    def accelerators(self) -> int:
        """How many accelerators the layout takes."""
        return self.degrees.accelerators

    def __str__(self) -> str:
        return str(self.degrees)


def best_layout(run: Run) -> Layout | None:
    """The fastest layout that fits, or None when none does; the simplest of those that are as good as equal.

    Unless recomputation was said, nothing is recomputed where the run fits without.
    """
    trial = Trial(run)
    for recompute in (run.recompute,) if run.recompute else _RECOMPUTATIONS:
        found = _fitting(trial, recompute) or _fitting(trial, recompute, idle=True)
        if found:
            limit = min(seconds for seconds, _ in found) * _AS_GOOD_AS_EQUAL
            simplest = min((degrees.complexity, seconds, degrees) for seconds, degrees in found if seconds <= limit)
            return _worked_out(trial, simplest[-1])
    return None


def smallest_layout(run: Run) -> Layout | None:
    """The fastest layout on the smallest number of accelerators that can hold the run; None below a million.

    Numbers tried are doublings up to a node, then multiples of a node in steps of a quarter of a doubling.
    """
    least = Trial(run.on(1, _TRIED)).least_accelerators()
    sizes = (count for count in _sizes(run.accelerator.node_size) if count >= least)
    tries = (best_layout(run.on(count, _TRIED)) for count in sizes)
    return next((layout for layout in tries if layout is not None), None)


def layout_of(run: Run, degrees: Degrees) -> Layout:
    """A given layout with its memory and time, whether it fits or not."""
    placed = run if run.count == degrees.accelerators else run.on(degrees.accelerators, _TRIED)
    return _worked_out(Trial(placed), degrees)


def _fitting(trial: Trial, recompute: Recompute, *, idle: bool = False) -> list[tuple[float, Degrees]]:
    """Step time and degrees of the layouts that fit, slow ones left out.

    Every copy of the model must have a sequence to work on, unless copies may stand idle.
    """
    run = trial.run
    splits = [
        (trial.least_seconds(split), split)
        for split in layouts(run.shape.shape, run.count, run.accelerator.link_domain, run.sequence_length.value)
        if idle or trial.has_work_for(split)
    ]
    found: list[tuple[float, Degrees]] = []
    best = math.inf
    for least, split in sorted(splits):
        if least > best * _AS_GOOD_AS_EQUAL:
            break
        fitting = list(_fitting_variants(trial, split, recompute, idle=idle))
        found += fitting
        best = min([best, *(seconds for seconds, _ in fitting)])
    return found


def _fitting_variants(
    trial: Trial, split: Degrees, recompute: Recompute, *, idle: bool
) -> Iterator[tuple[float, Degrees]]:
    """What fits of one split: weights are gathered only where that is what makes it fit, or in larger batches."""
    if not trial.fits(leanest(split, recompute)):
        return
    for degrees in without_gathering(split, recompute):
        seconds = trial.seconds_if_it_fits(degrees)
        if seconds is not None:
            yield seconds, degrees
            return
    for degrees in with_gathering(split, recompute):
        has_work = trial.has_work_for(degrees) or (idle and degrees.micro_batch == 1)
        seconds = trial.seconds_if_it_fits(degrees) if has_work else None
        if seconds is None:
            break
        yield seconds, degrees


def _worked_out(trial: Trial, degrees: Degrees) -> Layout:
    found = trial.quantities(degrees)
    return Layout(degrees, found["memory_per_accelerator"], found["step_seconds"], found["layout_mfu"])


def _sizes(node: int) -> Iterator[int]:
    size = 1
    while size < node:
        yield size
        size *= 2
    nodes = 1
    while nodes * node <= _MOST_ACCELERATORS:
        steps = (round(nodes * step) for step in _STEPS_BETWEEN_DOUBLINGS if (nodes * step).is_integer())
        yield from (count * node for count in steps)
        nodes *= 2
