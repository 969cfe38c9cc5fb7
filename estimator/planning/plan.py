"""Which accelerators, how many and on whose terms: the cheapest, the fastest, and what lies between."""

import datetime
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.language import write
from estimator.memory.layout import best_degrees
from estimator.memory.trial import Trial
from estimator.planning.deals import Published, published
from estimator.planning.fleets import Fleet, Limits
from estimator.planning.front import fronts_of
from estimator.planning.search import Candidate, RuledOut, candidate
from estimator.planning.terms import Term
from estimator.request import Request
from estimator.run.run import run_of
from estimator.unforeseen import refusing_overflow

# What is not so much faster than the option before it is left out of the front: two options to a doubling.
LEAST_STEP = 2**0.5


class Option(Struct, frozen=True, dict=True):
    """A fleet at a term; its estimate and its layout are worked out when asked."""

    fleet: Fleet
    catalogue: Catalogue
    today: datetime.date
    layouts: dict[tuple[str, int], str | None]

    @property
    def term(self) -> Term:
        """Whose accelerators these are, on which terms."""
        return self.fleet.term

    @property
    def is_let(self) -> bool:
        """Whether such fleets are seen to be let on its terms."""
        return self.fleet.is_let

    @cached_property
    def estimate(self) -> Estimate:
        """The estimate whose text gives the same figures."""
        request = self.fleet.request
        return estimate(request.model_copy(update={"text": write(request)}), self.catalogue, self.today)

    @property
    def layout(self) -> str | None:
        """The layout that fits and is fastest, the same on whatever term."""
        run = self.estimate.run
        key = (run.accelerator.id, run.count)
        if key not in self.layouts:
            degrees = best_degrees(Trial(run))
            self.layouts[key] = str(degrees) if degrees else None
        return self.layouts[key]


class Plan(Struct, frozen=True):
    """What can be done within the limits, `front` being options that no other beats in both cost and time.

    `limits` are those of the request, or where it says none, those of `published` runs. `let` are such
    options on terms that fleets like them are seen to be let on.
    """

    request: Request
    as_of: datetime.date
    limits: Limits
    published: Published
    front: tuple[Option, ...]
    let: tuple[Option, ...]
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
    """The plans for a request within its deadline and its budget, over all that it leaves open.

    `among` are the accelerators to choose from, all of them where none are named. Raises RequestError when what is
    trained is not said.
    """
    as_of = request.as_of or today
    if request.accelerator is None and (request.peak_throughput or request.memory):
        raise RequestError("A plan is over the accelerators of the catalogue.", "Leave out `peak=` and `memory=`.")
    asked = request.model_copy(update={"deadline": None, "budget": None})
    run_of(asked.model_copy(update={"accelerator": None, "precision": None}), catalogue, as_of)
    known, names = published(catalogue), _names(request, among, catalogue)
    limits = Limits(request.deadline or known.days.value, request.budget)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        tried = [candidate(asked, name, limits.days, catalogue, as_of) for name in names]
        possible = [one for one in tried if isinstance(one, Candidate)]
        found = fronts_of(possible, limits, known.times_usual.value)
    layouts: dict[tuple[str, int], str | None] = {}
    front, let = (
        tuple(Option(fleet, catalogue, today, layouts) for fleet in _thinned(points))
        for points in (found.front, found.let)
    )
    ruled_out = {one.accelerator: one for one in (*tried, *found.ruled_out) if isinstance(one, RuledOut)}
    in_order = tuple(ruled_out[name] for name in names if name in ruled_out)
    considered = sum(one.hoped.sizes.size * one.terms for one in possible)
    return Plan(request, as_of, limits, known, front, let, in_order, considered)


def _names(request: Request, among: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The accelerators to search, by id."""
    if named := among or (request.accelerator and [request.accelerator]):
        return [catalogue.accelerator(name).id for name in named]
    return [entry.id for entry in catalogue.accelerators]


def _thinned(front: Sequence[tuple[float, Fleet]]) -> list[Fleet]:
    """The cheapest, whatever is a step faster than the one before, and the fastest in place of what is just slower."""
    found = list(front[:1])
    for days, fleet in front[1:]:
        if days * LEAST_STEP <= found[-1][0]:
            found.append((days, fleet))
    if front and found[-1] is not front[-1]:
        found[len(found) - 1 if len(found) > 1 else 1 :] = front[-1:]
    return [fleet for _, fleet in found]
