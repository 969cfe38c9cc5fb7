"""How many accelerators a plan tries: two numbers to a doubling, and every change between them to the node."""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from estimator.estimate import Pace
from estimator.run.usual import whole_nodes

# more than any published run took
MAXIMUM_FLEET = 131_072
_STEPS_PER_DOUBLING = 2
_HOURS_PER_DAY = 24

PaceOf = Callable[[int], Pace | None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fleet may take: days, and accelerator-hours; `least_hours` is what none stays below."""

    days: float = math.inf
    hours: float = math.inf
    least_hours: float = 0

    @property
    def least_count(self) -> float:
        """Fewer accelerators are too late at any MFU."""
        return self.least_hours / (self.days * _HOURS_PER_DAY)


@dataclass(frozen=True, slots=True)
class Fleet:
    """A number of accelerators and what the run takes on them; without a pace where they do not hold it."""

    count: int
    pace: Pace | None

    @property
    def hours(self) -> float:
        """Accelerator-hours, endless where it does not fit."""
        return self.pace.hours if self.pace else math.inf

    @property
    def days(self) -> float:
        """Wall clock, endless where it does not fit."""
        return self.hours / self.count / _HOURS_PER_DAY

    def state(self, limits: Limits) -> tuple[object, ...]:
        """What more accelerators can change at once: whether they hold the run and how, and each limit."""
        recompute = self.pace.recompute if self.pace else ""
        return (recompute, self.days <= limits.days, self.hours <= limits.hours)


def counts(node: int) -> list[int]:
    """The numbers that are tried for accelerators with so many in a node, two to a doubling in whole nodes."""
    steps = range(int(math.log2(MAXIMUM_FLEET)) * _STEPS_PER_DOUBLING + 1)
    found = {whole_nodes(2 ** (step / _STEPS_PER_DOUBLING), node) for step in steps}
    return sorted(count for count in found if count <= MAXIMUM_FLEET)


def fleets(pace_of: PaceOf, node: int, limits: Limits, said: int | None = None) -> list[Fleet]:
    """The fleets to choose from, smallest first.

    As long as recomputation does not change, more accelerators take more hours and fewer days. So the cheapest and the
    fastest within limits stand where something changes, which is searched to the node.
    """
    if said:
        return [Fleet(said, pace_of(said))]
    coarse = list(_affordable(pace_of, node, limits))
    between = [fleet for low, high in pairwise(coarse) for fleet in _changes(pace_of, node, limits, low, high)]
    return sorted([*coarse, *between], key=lambda fleet: fleet.count)


def _affordable(pace_of: PaceOf, node: int, limits: Limits) -> Iterator[Fleet]:
    """The numbers tried, from the last that is certainly too late to the first beyond the hours allowed.

    From there on more accelerators save no hours.
    """
    tried = counts(node)
    first = min(bisect_right(tried, limits.least_count), len(tried)) - 1
    for count in tried[max(first, 0) :]:
        fleet = Fleet(count, pace_of(count))
        yield fleet
        if fleet.pace and fleet.pace.recompute == "none" and fleet.hours > limits.hours:
            return


def _changes(pace_of: PaceOf, node: int, limits: Limits, low: Fleet, high: Fleet) -> Iterator[Fleet]:
    """The fleets on both sides of each change between two, by halving."""
    middle = whole_nodes((low.count + high.count) / 2, node)
    if low.state(limits) == high.state(limits) or not low.count < middle < high.count:
        return
    fleet = Fleet(middle, pace_of(middle))
    yield fleet
    yield from _changes(pace_of, node, limits, low, fleet)
    yield from _changes(pace_of, node, limits, fleet, high)
