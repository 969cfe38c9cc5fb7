"""The parallel layout that fits and is fastest, for a number of accelerators or with the fewest that will do."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from estimator.calculation.quantity import Quantity
from estimator.catalogue.entries import Accelerator
from estimator.memory.candidates import layouts, leanest, with_gathering, without_gathering
from estimator.memory.degrees import Degrees, Recompute
from estimator.memory.trial import Trial
from estimator.memory.workload import Workload

_MOST_ACCELERATORS = 2**20
# Flash attention leaves selective recomputation nothing to save, so it is tried only when asked for.
_RECOMPUTATIONS: tuple[Recompute, ...] = ("none", "full")
# What the arithmetic leaves out makes a larger difference than this.
_AS_GOOD_AS_EQUAL = 1.05
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


def best_layout(workload: Workload, accelerator: Accelerator, accelerators: int) -> Layout | None:
    """The fastest layout that fits, or None when none does; the simplest of those that are as good as equal.

    Raises ImpossibleError when the accelerator does not train in the workload's precision.
    """
    trial = Trial(workload, accelerator, accelerators)
    found = _fitting(trial, accelerator.link_domain) or _fitting(trial, accelerator.link_domain, idle=True)
    if not found:
        return None
    limit = min(seconds for seconds, _ in found) * _AS_GOOD_AS_EQUAL
    simplest = min((degrees.complexity, seconds, degrees) for seconds, degrees in found if seconds <= limit)
    return _worked_out(trial, simplest[-1])


def smallest_layout(workload: Workload, accelerator: Accelerator) -> Layout | None:
    """The fastest layout on the smallest number of accelerators that can hold the run; None below a million.

    Numbers tried are doublings up to a node, then multiples of a node in steps of a quarter of a doubling. Raises
    ImpossibleError when the accelerator does not train in the workload's precision.
    """
    least = Trial(workload, accelerator, accelerators=1).least_accelerators()
    sizes = (count for count in _sizes(accelerator.node_size) if count >= least)
    tries = (best_layout(workload, accelerator, count) for count in sizes)
    return next((layout for layout in tries if layout is not None), None)


def layout_of(workload: Workload, accelerator: Accelerator, degrees: Degrees) -> Layout:
    """A given layout with its memory and time, whether it fits or not."""
    return _worked_out(Trial(workload, accelerator, degrees.accelerators), degrees)


def _fitting(trial: Trial, link_domain: int, *, idle: bool = False) -> list[tuple[float, Degrees]]:
    """Step time and degrees of the layouts that fit, slow ones left out.

    Every copy of the model must have a sequence to work on, unless copies may stand idle.
    """
    shape, length = trial.workload.described.shape, trial.workload.sequence_length.value
    splits = [
        (trial.least_seconds(split), split)
        for split in layouts(shape, trial.accelerators, link_domain, length)
        if idle or trial.has_work_for(split)
    ]
    found: list[tuple[float, Degrees]] = []
    best = math.inf
    for least, split in sorted(splits):
        if least > best * _AS_GOOD_AS_EQUAL:
            break
        fitting = list(_fitting_variants(trial, split, idle=idle))
        found += fitting
        best = min([best, *(seconds for seconds, _ in fitting)])
    return found


def _fitting_variants(trial: Trial, split: Degrees, *, idle: bool) -> Iterator[tuple[float, Degrees]]:
    """What fits of one split: nothing is recomputed or gathered unless that is what makes it fit."""
    asked = trial.workload.recompute
    if not trial.fits(leanest(split, asked or "full")):
        return
    for recompute in (asked,) if asked else _RECOMPUTATIONS:
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
