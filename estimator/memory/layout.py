"""The parallel layout that fits and is fastest, for a number of accelerators or with the fewest that will do."""

import math
from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.quantity import Quantity
from estimator.memory.candidates import Space, space_of
from estimator.memory.degrees import Degrees
from estimator.memory.fewest import fewest, holding
from estimator.memory.sharing import Effort, shared, with_gathering, without_gathering
from estimator.memory.trial import Trial
from estimator.run.run import Run

# What the arithmetic leaves out makes a larger difference than this.
_AS_GOOD_AS_EQUAL = 1.05
_MOST_DOUBLINGS = 20
_FEWEST = "the fewest that hold the run"


class Layout(Struct, frozen=True):
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
    """The fastest layout that fits with its memory and time, see best_degrees."""
    trial = Trial(run)
    degrees = best_degrees(trial)
    return _worked_out(trial, degrees) if degrees else None


def best_degrees(trial: Trial) -> Degrees | None:
    """The fastest layout that fits, or None when none does; the simplest of those that are as good as equal.

    Unless recomputation was said, nothing is recomputed where the run fits without.
    """
    space = space_of(trial.run)
    effort = holding(trial, space)
    if effort is None:
        return None
    found = _fitting(trial, space, effort) or _fitting(trial, space, effort, idle=True)
    limit = min(seconds for seconds, _ in found) * _AS_GOOD_AS_EQUAL
    simplest = min((degrees.complexity, seconds, degrees) for seconds, degrees in found if seconds <= limit)
    return simplest[-1]


def smallest_layout(run: Run) -> Layout | None:
    """The fastest layout on the fewest accelerators that hold the run; None below a million.

    What may be recomputed is what the request leaves open, not what more accelerators have settled.
    """
    asked = replace(run, recompute=run.request.recompute)
    count = fewest(asked)
    return best_layout(asked.on(count, _FEWEST)) if count else None


def layout_of(run: Run, degrees: Degrees) -> Layout:
    """A given layout with its memory and time, whether it fits or not."""
    placed = run if run.count == degrees.accelerators else run.on(degrees.accelerators, "the layout's accelerators")
    return _worked_out(Trial(placed), degrees)


def largest_batch(run: Run, layout: Layout) -> Degrees | None:
    """The layout's degrees with the largest micro-batch that fits, of powers of two; all is recomputed where open."""
    placed = run.on(layout.accelerators, "the layout's accelerators")
    trial, recompute = Trial(placed), run.request.recompute or "full"
    tried = (
        replace(layout.degrees, micro_batch=2**power, recompute=recompute, virtual_stages=1)
        for power in range(_MOST_DOUBLINGS)
    )
    return max(takewhile(trial.fits, tried), key=lambda one: one.micro_batch, default=None)


def _fitting(trial: Trial, space: Space, effort: Effort, *, idle: bool = False) -> list[tuple[float, Degrees]]:
    """Step time and degrees of the layouts that fit, slow ones left out.

    Every copy of the model must have a sequence to work on, unless copies may stand idle.
    """
    splits = [
        (trial.least_seconds(split), split)
        for split in space.splits(trial.run.count)
        if idle or trial.has_work_for(split)
    ]
    found: list[tuple[float, Degrees]] = []
    best = math.inf
    for least, split in sorted(splits):
        if least > best * _AS_GOOD_AS_EQUAL:
            break
        fitting = list(_fitting_variants(trial, space, split, effort, idle=idle))
        found += fitting
        best = min([best, *(seconds for seconds, _ in fitting)])
    return found


def _fitting_variants(
    trial: Trial, space: Space, split: Degrees, effort: Effort, *, idle: bool
) -> Iterator[tuple[float, Degrees]]:
    """What fits of one split: weights are gathered only where that is what makes it fit, or in larger batches."""
    leanest = shared(split, effort, space.fixed)
    if leanest is None or not trial.fits(leanest):
        return
    for degrees in without_gathering(split, effort, space.fixed):
        seconds = trial.seconds_if_it_fits(degrees)
        if seconds is not None:
            yield seconds, degrees
            return
    for place, degrees in enumerate(with_gathering(split, effort, space.fixed)):
        has_work = trial.has_work_for(degrees) or (idle and place == 0)
        seconds = trial.seconds_if_it_fits(degrees) if has_work else None
        if seconds is None:
            break
        yield seconds, degrees


def _worked_out(trial: Trial, degrees: Degrees) -> Layout:
    found = trial.quantities(degrees)
    return Layout(degrees, found["memory_per_accelerator"], found["step_seconds"], found["layout_mfu"])
