"""Every fleet of one accelerator within limits, each on its cheapest terms."""

import datetime
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from estimator.calculation.arrays import Array
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.errors import RequestError
from estimator.money.spending import overhead
from estimator.planning.deals import RECENT_DAYS, Deal, deals_of, has_network, published, reach
from estimator.planning.paces import Paces
from estimator.planning.rent import alternatives, cheapest, cost_of, days_of
from estimator.planning.terms import Term
from estimator.request import Request
from estimator.run.by_team import with_team_defaults

NOT_OFFERED = "not offered: "


class Limits(Struct, frozen=True):
    """What a plan may take: days, and dollars where there is a budget."""

    days: float
    budget: float | None = None

    def hold(self, days: Array, costs: Array) -> Array:
        """Which fleets keep the limits; one that nobody lets costs endlessly much."""
        return (days <= self.days) & (costs < np.inf) & (costs <= (self.budget or np.inf))


class Chance(Struct, frozen=True):
    """A fleet at a term, as the request of an estimate."""

    request: Request
    term: Term


class Chances(Struct, frozen=True):
    """Fleets of an accelerator side by side: their sizes, days, and costs with overheads on the cheapest of terms."""

    request: Request
    terms: tuple[Term, ...]
    sizes: Array
    days: Array
    costs: Array
    which: Array

    def where(self, chosen: Array) -> "Chances":
        """Some of the fleets."""
        columns = (column[chosen] for column in (self.sizes, self.days, self.costs, self.which))
        return Chances(self.request, self.terms, *columns)

    def chance(self, place: int) -> Chance:
        """One of the fleets."""
        term = self.terms[self.which[place]]
        update = {"accelerators": int(self.sizes[place]), **term.words}
        return Chance(self.request.model_copy(update=update), term)


class Searched(Struct, frozen=True):
    """What is possible with an accelerator, or why nothing is; `considered` counts fleets and terms."""

    chances: Chances | None = None
    considered: int = 0
    ruled_out: str = ""


def search(asked: Request, accelerator: str, limits: Limits, catalogue: Catalogue, as_of: datetime.date) -> Searched:
    """The fleets of an accelerator within limits, of a request that leaves open what is to be found."""
    entry = catalogue.accelerator(accelerator)
    own = with_team_defaults(asked.model_copy(update={"accelerator": accelerator}), catalogue, as_of)
    deals = deals_of(own, entry, catalogue, as_of, chosen=asked.accelerator is not None)
    if not deals:
        return Searched(ruled_out=_not_offered(asked, entry))
    try:
        paces = Paces.of(own, catalogue, as_of)
    except RequestError as error:
        return Searched(ruled_out=error.message)
    return _within(own, paces, deals, limits, catalogue)


def _within(asked: Request, paces: Paces, deals: list[Deal], limits: Limits, catalogue: Catalogue) -> Searched:
    """The fleets within limits: of a usual size where those will do, else of some times the fewest that will."""
    entry = paces.run.accelerator
    sizes = paces.sizes(reach(entry, catalogue))
    times = published(catalogue).times_usual.value
    usual = max(times * paces.run.accelerators.value, entry.node_size)
    # nothing recomputed is as fast as it gets: what is too late even so need not be held
    best = paces.mfu(sizes, paces.run.recompute or "none")
    hoped = days_of(paces.hours(best), sizes)
    in_time = hoped <= limits.days
    tried: list[Chances] = []
    for chosen in (in_time & (sizes <= usual), in_time & (sizes > usual)):
        mfu, holds = paces.held_mfu(sizes[chosen], best[chosen])
        hours = np.where(holds, paces.hours(mfu), np.inf)
        held = _chances(asked.asked, deals, sizes[chosen], hours, overhead(asked, catalogue).value)
        good = held.where(limits.hold(held.days, held.costs))
        if good.sizes.size:
            good = good.where(good.sizes <= max(usual, times * good.sizes.min()))
            return Searched(good, sizes.size * len(deals))
        tried.append(held)
    return Searched(None, sizes.size * len(deals), _why(tried, limits, sizes, hoped, entry))


def _chances(request: Request, deals: Sequence[Deal], sizes: Array, hours: Array, overheads: float) -> Chances:
    """The fleets at the lowest price that a deal of their size and length has."""
    terms, days = alternatives(deals), days_of(hours, sizes)
    prices, which = cheapest(terms, sizes, days)
    return Chances(request, tuple(deal.term for deal in terms), sizes, days, cost_of(hours, prices, overheads), which)


def _not_offered(asked: Request, entry: Accelerator) -> str:
    if asked.provider or asked.billing or asked.region:
        return f"{NOT_OFFERED}no price of {entry.name} is known on these terms"
    return f"{NOT_OFFERED}no provider's price of {entry.name} is known from the last {RECENT_DAYS} days"


def _why(tried: list[Chances], limits: Limits, sizes: Array, hoped: Array, entry: Accelerator) -> str:
    """Why no fleet of an accelerator will do."""
    if not sizes.size:
        return "no number of accelerators is whole copies of the layout"
    most = f"{sizes[-1]:,}"
    if sizes.size > 1 and not has_network(entry):
        most += " (no network between nodes is known)"
    held, days, costs = (
        np.concatenate([getattr(some, column) for some in tried]) for column in ("sizes", "days", "costs")
    )
    if not held.size:
        return f"too late: {most} take {hoped.min():,.0f} days at least"
    if np.isinf(days).all():
        return f"does not fit on {most} or fewer"
    in_time = days <= limits.days
    if not in_time.any():
        return f"too late: {most} take {days.min():,.0f} days, with activations recomputed"
    if np.isinf(costs[in_time]).all():
        return f"no fleet of the {held[in_time].min():,} or more that it takes is let"
    return f"too dear: ${costs[in_time].min():,.0f} at least to be done in {limits.days:,.4g} days"
