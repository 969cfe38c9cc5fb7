"""Every fleet of one accelerator within limits, on its cheapest term and on the terms that such fleets are let on."""

import datetime

import numpy as np
from msgspec import Struct

from estimator.calculation.arrays import Array
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.errors import RequestError
from estimator.memory.placing import held
from estimator.money.spending import overhead
from estimator.planning.deals import deals_of, has_network, published, reach
from estimator.planning.fleets import Fleets, Limits
from estimator.planning.paces import Paces
from estimator.planning.rent import alternatives, days_of
from estimator.planning.terms import RECENT_DAYS, Term, recent_terms, terms_of
from estimator.request import Request
from estimator.run.by_team import with_team_defaults

NOT_OFFERED = "not offered: "
_TRIED = "a number of accelerators that is tried"


class Candidate(Struct, frozen=True):
    """An accelerator, the numbers of it to try, and how they would do if each held the run with nothing recomputed.

    `usual` is the most that published runs of so much work took.
    """

    paces: Paces
    hoped: Fleets
    mfu: Array
    usual: float
    terms: int

    @property
    def id(self) -> str:
        """The accelerator's identifier."""
        return self.paces.run.accelerator.id

    def held(self, chosen: Array) -> Fleets:
        """Some of the fleets as they are, with their hours endless where they do not hold the run."""
        sizes = self.hoped.sizes[chosen]
        mfu, holds = self.paces.held_mfu(sizes, self.mfu[chosen])
        return self.hoped.at(sizes, np.where(holds, self.paces.hours(mfu), np.inf))

    def is_as_hoped(self, place: int) -> bool:
        """Whether a fleet holds the run with nothing recomputed."""
        run = held(self.paces.run.on(int(self.hoped.sizes[place]), _TRIED))
        return run is not None and run.recompute in (None, self.paces.run.recompute or "none")


class RuledOut(Struct, frozen=True):
    """An accelerator that cannot do it, by id, and why."""

    accelerator: str
    why: str


def candidate(
    asked: Request, accelerator: str, days: float, catalogue: Catalogue, as_of: datetime.date
) -> Candidate | RuledOut:
    """The fleets of an accelerator for a request that leaves open what is to be found, and may take so many days."""
    entry = catalogue.accelerator(accelerator)
    own = with_team_defaults(asked.model_copy(update={"accelerator": accelerator}), catalogue, as_of)
    terms = _terms(asked, own, accelerator, catalogue, as_of)
    if not terms:
        return RuledOut(accelerator, _not_offered(asked, entry))
    try:
        paces = Paces.of(own, catalogue, as_of)
    except RequestError as error:
        return RuledOut(accelerator, error.message)
    sizes = paces.sizes(reach(entry, catalogue))
    if not sizes.size:
        return RuledOut(accelerator, "no number of accelerators is whole copies of the layout")
    if (at_peak := days_of(paces.hours(np.ones(1)), sizes[-1:])[0]) > days:
        return RuledOut(accelerator, f"too late: {_most(entry, sizes)} take {at_peak:,.0f} days even at their peak")
    deals = alternatives(deals_of(own, entry, catalogue, as_of))
    mfu = paces.mfu(sizes, paces.run.recompute or "none")
    hoped = Fleets.of(own.asked, terms[0], deals, overhead(own, catalogue).value, sizes, paces.hours(mfu))
    usual = max(published(catalogue).times_usual.value * paces.run.accelerators.value, entry.node_size)
    return Candidate(paces, hoped, mfu, usual, len(terms))


def _terms(
    asked: Request, own: Request, accelerator: str, catalogue: Catalogue, as_of: datetime.date
) -> tuple[Term, ...]:
    """The terms with a price of the last year; an older one only where the accelerator and its billing were said."""
    recent = recent_terms(own, accelerator, catalogue, as_of)
    if recent or not (asked.accelerator and asked.billing):
        return recent
    known = terms_of(own, accelerator, catalogue, as_of)
    return tuple(term for term in known if term.provider == asked.provider)


def all_within(found: Candidate, limits: Limits, times: float) -> Fleets | RuledOut:
    """The fleets within limits of a usual size, where none of those will do of some times the fewest that will."""
    in_time = found.hoped.days <= limits.days
    if not limits.hold(found.hoped).any():
        return RuledOut(found.id, _why(found, found.hoped, limits))
    tried: list[Fleets] = []
    for chosen in (in_time & (found.hoped.sizes <= found.usual), in_time & (found.hoped.sizes > found.usual)):
        tried.append(found.held(chosen))
        good = tried[-1].where(limits.hold(tried[-1]))
        if good.sizes.size:
            return good.where(good.sizes <= max(found.usual, times * good.sizes.min()))
    return RuledOut(found.id, _why(found, Fleets.together(tried), limits))


def _not_offered(asked: Request, entry: Accelerator) -> str:
    if asked.provider or asked.billing or asked.region:
        return f"{NOT_OFFERED}no price of {entry.name} is known on these terms"
    return f"{NOT_OFFERED}no price of {entry.name} is known from the last {RECENT_DAYS} days"


def _most(entry: Accelerator, sizes: Array) -> str:
    """The largest fleet that is tried, and why there is none larger."""
    has_reason = sizes.size > 1 and not has_network(entry)
    return f"{sizes[-1]:,} (no network between nodes is known)" if has_reason else f"{sizes[-1]:,}"


def _why(found: Candidate, fleets: Fleets, limits: Limits) -> str:
    """Why none of these fleets of an accelerator will do."""
    days, in_time = fleets.days, fleets.days <= limits.days
    most = _most(found.paces.run.accelerator, found.hoped.sizes)
    if np.isinf(days).all():
        return f"does not fit on {most} or fewer"
    if not in_time.any():
        behind = "at least" if fleets is found.hoped else "with activations recomputed"
        return f"too late: {most} take {days.min():,.0f} days {behind}"
    return f"too dear: ${fleets.costs[in_time].min():,.0f} at least to be done in {limits.days:,.4g} days"
