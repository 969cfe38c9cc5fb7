"""Which accelerators, how many and on whose terms: the cheapest, the fastest, and what lies between."""

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.language import write
from estimator.memory.layout import best_layout
from estimator.planning.deals import Published, published
from estimator.planning.search import Chances, Limits, Searched, search
from estimator.planning.terms import Term
from estimator.request import Request
from estimator.run.run import run_of
from estimator.unforeseen import refusing_overflow

# What is not so much faster than the option before it is left out of the front: two options to a doubling.
LEAST_STEP = 2**0.5


class Option(Struct, frozen=True, dict=True):
    """A fleet at a term: the estimate whose text gives the same figures."""

    estimate: Estimate
    term: Term

    @cached_property
    def layout(self) -> str | None:
        """The layout that fits and is fastest, searched for when asked."""
        found = best_layout(self.estimate.run)
        return str(found) if found else None


class _Point(NamedTuple):
    """One of the fleets of an accelerator, by its place among them."""

    days: float
    chances: Chances
    place: int


class RuledOut(Struct, frozen=True):
    """An accelerator that cannot do it, by id, and why."""

    accelerator: str
    why: str


class Plan(Struct, frozen=True):
    """What can be done within the limits, `front` being options that no other beats in both cost and time.

    `limits` are those of the request, or where it says none, those of `published` runs.
    """

    request: Request
    as_of: datetime.date
    limits: Limits
    published: Published
    front: tuple[Option, ...]
    ruled_out: tuple[RuledOut, ...]
    considered: int

    @property
    def cheapest(self) -> Option | None:
        """The option that costs least."""
        return self.front[0] if self.front else None

    @property
    def fastest(self) -> Option | None:
        """The option that takes the least time."""
        return self.front[-1] if self.front else None


@refusing_overflow
def plan(request: Request, catalogue: Catalogue, today: datetime.date, among: Sequence[str] = ()) -> Plan:
    """The plans for a request within its deadline and its budget, over all that it leaves open, or `among` some.

    Raises RequestError when what is trained is not said.
    """
    as_of = request.as_of or today
    if request.accelerator is None and (request.peak_throughput or request.memory):
        raise RequestError("A plan is over the accelerators of the catalogue.", "Leave out `peak=` and `memory=`.")
    asked = request.model_copy(update={"deadline": None, "budget": None})
    run_of(asked.model_copy(update={"accelerator": None, "precision": None}), catalogue, as_of)
    limits = Limits(request.deadline or published(catalogue).days.value, request.budget)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        searched = {name: search(asked, name, limits, catalogue, as_of) for name in _names(request, among, catalogue)}
    front = _thinned(_front(list(searched.values())))
    return Plan(
        request,
        as_of,
        limits,
        published(catalogue),
        tuple(_option(one, catalogue, today) for one in front),
        tuple(RuledOut(name, found.ruled_out) for name, found in searched.items() if found.ruled_out),
        sum(found.considered for found in searched.values()),
    )


def _names(request: Request, among: Sequence[str], catalogue: Catalogue) -> Sequence[str]:
    """The accelerators to search, by id."""
    if request.accelerator:
        return [catalogue.accelerator(request.accelerator).id]
    return among or [entry.id for entry in catalogue.accelerators]


def _front(searched: Sequence[Searched]) -> Iterator[_Point]:
    """The fleets that no other beats in both cost and time, cheapest first."""
    chances = [found.chances for found in searched if found.chances and found.chances.sizes.size]
    if not chances:
        return
    whose = np.repeat(np.arange(len(chances)), [one.costs.size for one in chances])
    place = np.concatenate([np.arange(one.costs.size) for one in chances])
    costs = np.concatenate([one.costs for one in chances])
    days = np.concatenate([one.days for one in chances])
    order = np.lexsort((days, costs))
    fastest = np.minimum.accumulate(days[order])
    better = np.concatenate([[True], fastest[1:] < fastest[:-1]])
    for one in order[better].tolist():
        yield _Point(float(days[one]), chances[whose[one]], int(place[one]))


def _thinned(front: Iterator[_Point]) -> list[_Point]:
    """The cheapest, whatever is a step faster than the one before, and the fastest in place of what is just slower."""
    found: list[_Point] = []
    last = None
    for last in front:
        if not found or last.days * LEAST_STEP <= found[-1].days:
            found.append(last)
    if last and found[-1] is not last:
        found[len(found) - 1 if len(found) > 1 else 1 :] = [last]
    return found


def _option(point: _Point, catalogue: Catalogue, today: datetime.date) -> Option:
    one = point.chances.chance(point.place)
    text = write(one.request)
    return Option(estimate(one.request.model_copy(update={"text": text}), catalogue, today), one.term)
