"""The fleets that no other beats in both cost and time, found without laying out those that are beaten anyway."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from estimator.calculation.arrays import Array
from estimator.planning.fleets import Fleet, Fleets, Limits
from estimator.planning.search import Candidate, RuledOut, all_within


class Found(NamedTuple):
    """The fleets on the front with the days of each, cheapest first: at any price, and as such are let."""

    front: list[tuple[float, Fleet]]
    let: list[tuple[float, Fleet]]
    ruled_out: list[RuledOut]


class _Front:
    """What grows into a front: costs in order, and the least days at each or less."""

    def __init__(self) -> None:
        self._costs, self._days = np.zeros(0), np.zeros(0)

    def add(self, costs: Array, days: Array) -> None:
        """Take in fleets with their costs and days."""
        costs, days = np.concatenate([self._costs, costs]), np.concatenate([self._days, days])
        order = np.argsort(costs)
        self._costs, self._days = costs[order], np.minimum.accumulate(days[order])

    def beats(self, costs: Array, days: Array) -> Array:
        """Which of some fleets are no better than one of these in either cost or time."""
        if not self._costs.size:
            return np.zeros(costs.shape, dtype=bool)
        cheaper = np.searchsorted(self._costs, costs, side="right")
        return np.asarray((cheaper > 0) & (self._days[np.maximum(cheaper, 1) - 1] <= days))


def fronts_of(candidates: Sequence[Candidate], limits: Limits, times: float) -> Found:
    """The best fleets of all candidates; a plan tries up to so many `times` the fewest that will do."""
    fronts, kept = (_Front(), _Front()), list[Fleets]()
    ruled_out: list[RuledOut] = []
    for one in _promising_first(candidates, limits):
        found = _unbeaten(one, limits, *fronts) or all_within(one, limits, times)
        if isinstance(found, RuledOut):
            ruled_out.append(found)
        elif found.sizes.size:
            kept.append(found)
            fronts[0].add(found.costs, found.days)
            fronts[1].add(*found.let_within(limits))
    front = [(days, kept[whose].cheapest(place)) for whose, place, days in _front([one.costs for one in kept], kept)]
    costs = [np.where(limits.hold_let(one), one.let_costs, np.inf) for one in kept]
    let = [(days, kept[whose].let(place)) for whose, place, days in _front(costs, kept)]
    return Found(front, let, ruled_out)


def _promising_first(candidates: Sequence[Candidate], limits: Limits) -> list[Candidate]:
    """Those first that would be on a front if all were as hoped."""
    hoped = [one.hoped.where(limits.hold(one.hoped) & (one.hoped.sizes <= one.usual)) for one in candidates]
    costs = [[one.costs for one in hoped], [one.let_costs for one in hoped]]
    leading = {whose for each in costs for whose, *_ in _front(each, hoped)}
    order = sorted(range(len(hoped)), key=lambda place: (place not in leading, place))
    return [candidates[place] for place in order]


def _unbeaten(one: Candidate, limits: Limits, front: _Front, let: _Front) -> Fleets | None:
    """Its fleets of usual size within limits that none on the fronts beats; None where it may have none within limits.

    A fleet is at best as hoped. Empty where all are beaten, as long as one of them holds the run within limits.
    """
    hoped = one.hoped
    chosen = limits.hold(hoped) & (hoped.sizes <= one.usual)
    beaten = front.beats(hoped.costs, hoped.days) & let.beats(hoped.let_at_least(), hoped.days)
    hopeful = chosen & ~beaten
    if hopeful.any():
        found = one.held(hopeful)
        if (good := limits.hold(found)).any():
            return found.where(good)
    left = np.flatnonzero(chosen & beaten)
    return hoped.where(left[:0]) if left.size and one.is_as_hoped(int(left[-1])) else None


def _front(costs: Sequence[Array], fleets: Sequence[Fleets]) -> Iterator[tuple[int, int, float]]:
    """Whose, which place and how many days: the fleets that no other beats in both cost and time, cheapest first."""
    if not fleets:
        return
    whose = np.repeat(np.arange(len(fleets)), [one.sizes.size for one in fleets])
    place = np.concatenate([np.arange(one.sizes.size) for one in fleets])
    paid, days = np.concatenate(costs), np.concatenate([one.days for one in fleets])
    order = np.lexsort((days, paid))
    order = order[paid[order] < np.inf]
    if not order.size:
        return
    fastest = np.minimum.accumulate(days[order])
    better = np.concatenate([[True], fastest[1:] < fastest[:-1]])
    for one in order[better].tolist():
        yield int(whose[one]), int(place[one]), float(days[one])
