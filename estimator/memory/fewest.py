"""Whether accelerators hold a run, and the fewest that do: a bound in closed form, then few trials from there on."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, takewhile
from math import inf

from estimator.memory.candidates import Space, space_of
from estimator.memory.degrees import Degrees
from estimator.memory.sharing import Effort
from estimator.memory.trial import Trial
from estimator.run.run import Run

_MAXIMUM_ACCELERATORS = 2**20
_TRIED = "a number of accelerators that is tried"
_STEPS_BETWEEN_DOUBLINGS = (1.0, 1.25, 1.5, 1.75)
# So many accelerators that what they share takes nothing.
_COUNTLESS = 2**40
# Up to here one copy may fill all accelerators, and gathers no weights.
_ONE_COPY = 16


def holding(trial: Trial, space: Space) -> Effort | None:
    """The least effort under which the accelerators of a run hold it; None when nothing makes them."""
    count = trial.run.count
    return next((effort for effort in space.efforts if any(map(trial.fits, space.leanest(count, effort)))), None)


def leanest(trial: Trial, space: Space) -> Degrees | None:
    """The layout that takes the least memory of a run's accelerators, without the host's; None where none divides."""
    effort = next(effort for effort in reversed(space.efforts) if not effort.offload)
    return min(space.leanest(trial.run.count, effort), key=trial.memory, default=None)


def fewest(run: Run) -> int | None:
    """The fewest accelerators that hold the run, of those that are tried; None when not even a million do."""
    space = space_of(run).utmost
    trial = Trial(run.on(_COUNTLESS, _TRIED))
    one_copy, bounds = trial.least_accelerators(), _bounds(trial, space)
    least = min((bound for stages in bounds.values() for bound in stages.values()), default=inf)
    most = _MAXIMUM_ACCELERATORS if least < inf else _ONE_COPY
    tried = list(takewhile(lambda size: size <= most, sizes(run.accelerator.node_size, space.fixed.unit)))

    def holds(size: int) -> bool:
        if one_copy <= size <= _ONE_COPY:
            return holding(Trial(run.on(size, _TRIED)), space) is not None
        return size >= least and _hold(Trial(run.on(size, _TRIED)), space, bounds)

    few = next((size for size in tried if size <= _ONE_COPY and holds(size)), None)
    return few or _least_of(_doublings(size for size in tried if size > _ONE_COPY), holds)


def _doublings(tried: Iterable[int]) -> Iterable[list[int]]:
    """Sizes in rows, each twice the one before it; the row of powers of two first."""
    rows: dict[int, list[int]] = {}
    for size in tried:
        rows.setdefault(size // (size & -size), []).append(size)
    return (rows[odd] for odd in sorted(rows))


def _least_of(rows: Iterable[list[int]], holds: Callable[[int], bool]) -> int | None:
    """The least size that holds: twice what holds holds too, since each layout finds a second copy to share with."""
    found: int | None = None
    for row in rows:
        open_sizes = [size for size in row if found is None or size < found]
        place = bisect_left(open_sizes, 1, key=holds)
        found = open_sizes[place] if place < len(open_sizes) else found
    return found


def sizes(node: int, unit: int) -> Iterator[int]:
    """The numbers of accelerators that are tried: up to a node doublings, then nodes in quarters of a doubling.

    Where the request fixes degrees, the numbers that they divide.
    """
    below = (2**power for power in range(node.bit_length()) if 2**power < node)
    tried = (unit * number for number in _steps()) if unit > 1 else chain(below, (node * number for number in _steps()))
    return takewhile(lambda size: size <= _MAXIMUM_ACCELERATORS, tried)


def _steps() -> Iterator[int]:
    steps = (2**power * step for power in count() for step in _STEPS_BETWEEN_DOUBLINGS)
    return (int(step) for step in steps if step.is_integer())


_Bounds = dict[Effort, dict[int, float]]


def _bounds(trial: Trial, space: Space) -> _Bounds:
    """For each effort and number of stages, how many accelerators must share the states; none where no number can."""
    bounds: _Bounds = {effort: {} for effort in space.efforts}
    for effort, least in bounds.items():
        for degrees in space.leanest_of_all(_COUNTLESS, effort):
            bound = min(least.get(degrees.pipeline, inf), trial.least_sharing(degrees))
            if bound < inf:
                least[degrees.pipeline] = bound
    return bounds


def _hold(trial: Trial, space: Space, bounds: _Bounds) -> bool:
    """Whether the accelerators hold the run, only what the bounds allow being tried."""
    count = trial.run.count
    allowed = {
        effort: [stages for stages, bound in least.items() if bound <= count] for effort, least in bounds.items()
    }
    tried = chain.from_iterable(space.leanest(count, effort, stages) for effort, stages in allowed.items())
    return any(map(trial.fits, tried))
