"""Whether accelerators hold a run, and the fewest that do: a bound in closed form, then few trials from there on."""

from collections.abc import Iterator
from itertools import chain, count, takewhile
from math import inf

from estimator.memory.candidates import Effort, Space, space_of
from estimator.memory.degrees import Degrees
from estimator.memory.trial import Trial
from estimator.run.run import Run

_MAXIMUM_ACCELERATORS = 2**20
_TRIED = "a number of accelerators that is tried"
_STEPS_BETWEEN_DOUBLINGS = (1.0, 1.25, 1.5, 1.75)
# So many copies that what they share takes nothing.
_COUNTLESS = 2**40
# Up to here one copy may fill all accelerators, and gathers no weights.
_ONE_COPY = 16


def holding(trial: Trial, space: Space) -> Effort | None:
    """The least effort under which the accelerators of a run hold it; None when nothing makes them."""
    return next((effort for effort in space.efforts if _hold(trial, space, effort)), None)


def leanest(trial: Trial, space: Space) -> Degrees | None:
    """The layout that takes the least memory of a run's accelerators, without the host's; None where none divides."""
    effort = next(effort for effort in reversed(space.efforts) if not effort.offload)
    tried = [space.leanest(split, effort) for split in space.widest(trial.run.count)]
    return min((degrees for degrees in tried if degrees), key=trial.memory, default=None)


def fewest(run: Run) -> int | None:
    """The fewest accelerators that hold the run, of those that are tried; None when not even a million do."""
    space = space_of(run)
    trial = Trial(run.on(1, _TRIED))
    surely = trial.least_accelerators()
    least = min(bound for effort in space.efforts for bound in _bounds(trial, space, effort))
    for size in sizes(run.accelerator.node_size, space.fixed.copy):
        if least == inf and size > _ONE_COPY:
            return None
        worth_a_try = size >= least or surely <= size <= _ONE_COPY
        if worth_a_try and holding(Trial(run.on(size, _TRIED)), space):
            return size
    return None


def sizes(node: int, copy: int) -> Iterator[int]:
    """The numbers of accelerators that are tried: up to a node doublings, then nodes in quarters of a doubling.

    Where the request fixes how many accelerators a copy of the model takes, whole copies.
    """
    below = (2**power for power in range(node.bit_length()) if 2**power < node)
    tried = (copy * number for number in _steps()) if copy > 1 else chain(below, (node * number for number in _steps()))
    return takewhile(lambda size: size <= _MAXIMUM_ACCELERATORS, tried)


def _steps() -> Iterator[int]:
    steps = (2**power * step for power in count() for step in _STEPS_BETWEEN_DOUBLINGS)
    return (int(step) for step in steps if step.is_integer())


def _hold(trial: Trial, space: Space, effort: Effort) -> bool:
    tried = (space.leanest(split, effort) for split in space.widest(trial.run.count))
    return any(degrees and trial.fits(degrees) for degrees in tried)


def _bounds(trial: Trial, space: Space, effort: Effort) -> Iterator[float]:
    """For each number of stages, how many accelerators must share the states at least; infinite where none can."""
    tried = (space.leanest(split, effort) for split in space.widest_of_all(_COUNTLESS))
    return (trial.least_sharing(degrees) for degrees in tried if degrees)
