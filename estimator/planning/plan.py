"""Which accelerators, how many and on whose terms: the cheapest, the fastest, and what lies between."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, Pace, estimate, least_hours, pace
from estimator.language import write
from estimator.money.spending import overhead
from estimator.planning.fleets import MAXIMUM_FLEET, Fleet, Limits, fleets
from estimator.planning.terms import Term, terms_of
from estimator.request import Request
from estimator.run.run import run_of


@dataclass(frozen=True, slots=True)
class Option:
    """A fleet at a term: the estimate whose text gives the same figures."""

    estimate: Estimate
    term: Term

    @property
    def layout(self) -> str | None:
        """The layout that fits and is fastest, None where none was found."""
        found = self.estimate.fit
        return str(found.layout) if found and found.layout else None


class RuledOut(NamedTuple):
    """An accelerator that cannot do it, by id, and why."""

    accelerator: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What can be done within the limits, `front` being the options that no other beats in both cost and time."""

    request: Request
    as_of: datetime.date
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


class _Tried(NamedTuple):
    """A fleet of an accelerator at its cheapest term: cost with overheads [USD]."""

    request: Request
    term: Term
    fleet: Fleet
    cost: float


class _Searched(NamedTuple):
    tried: list[_Tried]
    considered: int
    ruled_out: str = ""


def plan(request: Request, catalogue: Catalogue, today: datetime.date) -> Plan:
    """The plans for a request within its deadline and its budget, over all that it leaves open.

    Raises RequestError when what is trained is not said.
    """
    as_of = request.as_of or today
    open_request = request.model_copy(update={"deadline": None, "budget": None})
    names = [request.accelerator] if request.accelerator else [entry.id for entry in catalogue.accelerators]
    if request.accelerator is None and (request.peak_throughput or request.memory):
        raise RequestError("A plan is over the accelerators of the catalogue.", "Leave out `peak=` and `memory=`.")
    run_of(open_request.model_copy(update={"accelerator": None, "precision": None}), catalogue, as_of)
    searched = {
        name: _search(request, open_request, catalogue.accelerator(name).id, catalogue, as_of) for name in names
    }
    front = _front(one for found in searched.values() for one in found.tried)
    ruled_out = tuple(RuledOut(name, found.ruled_out) for name, found in searched.items() if found.ruled_out)
    considered = sum(found.considered for found in searched.values())
    return Plan(request, as_of, tuple(_option(one, catalogue, today) for one in front), ruled_out, considered)


def _search(
    request: Request, open_request: Request, accelerator: str, catalogue: Catalogue, as_of: datetime.date
) -> _Searched:
    """The fleets of one accelerator within the limits, at its lowest price: a higher one is never better."""
    entry = catalogue.accelerator(accelerator)
    terms = terms_of(request, accelerator, catalogue, as_of)
    if not terms:
        return _Searched([], 0, f"not offered: no price of {entry.name} is known on these terms")
    a_hour = terms[0].price * (1 + overhead(request, catalogue).value)
    asked = open_request.model_copy(update={"accelerator": accelerator, **terms[0].words})
    try:
        least = least_hours(asked, catalogue, as_of)
        limits = Limits(request.deadline or math.inf, (request.budget or math.inf) / a_hour, least)
        found = fleets(partial(_pace, asked, catalogue, as_of), entry.node_size, limits, request.accelerators)
    except RequestError as error:
        return _Searched([], 0, error.message)
    fitting = [fleet for fleet in found if fleet.pace]
    good = [fleet for fleet in fitting if fleet.days <= limits.days and fleet.hours <= limits.hours]
    why = "" if good else _why(fitting, limits, a_hour)
    return _Searched(
        [_Tried(asked, terms[0], fleet, fleet.hours * a_hour) for fleet in good], len(found) * len(terms), why
    )


def _pace(asked: Request, catalogue: Catalogue, as_of: datetime.date, count: int) -> Pace | None:
    return pace(asked.model_copy(update={"accelerators": count}), catalogue, as_of)


def _why(fitting: list[Fleet], limits: Limits, a_hour: float) -> str:
    """Why no fleet will do."""
    if not fitting:
        return f"does not fit on the accelerators allowed, at most {MAXIMUM_FLEET:,}"
    cheapest = min(fitting, key=lambda fleet: fleet.hours)
    if cheapest.hours > limits.hours:
        return f"too dear: ${cheapest.hours * a_hour:,.0f} at least"
    affordable = [fleet for fleet in fitting if fleet.hours <= limits.hours]
    fastest = min(affordable, key=lambda fleet: fleet.days)
    within = " within the budget" if limits.hours < math.inf else ""
    return f"too late: {fastest.count:,} accelerators, the fastest{within}, take {fastest.days:,.4g} days"


def _front(tried: Iterable[_Tried]) -> list[_Tried]:
    """Those that no other beats in both cost and time, cheapest first."""
    front: list[_Tried] = []
    for one in sorted(tried, key=lambda one: (one.cost, one.fleet.days)):
        if not front or one.fleet.days < front[-1].fleet.days:
            front.append(one)
    return front


def _option(one: _Tried, catalogue: Catalogue, today: datetime.date) -> Option:
    request = one.request.model_copy(update={"accelerators": one.fleet.count})
    text = write(request)
    return Option(estimate(request.model_copy(update={"text": text}), catalogue, today, layout=True), one.term)
