"""Fleets of an accelerator side by side: their sizes, their time, and what they cost."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct

from estimator.calculation.arrays import Array
from estimator.planning.deals import Deal
from estimator.planning.rent import cheapest, cost_of, days_of
from estimator.planning.terms import Term
from estimator.request import Request
from estimator.run.usual import whole_nodes


class Fleet(Struct, frozen=True):
    """A fleet at a term, as the request of an estimate; `is_let` says that such fleets are seen to be let at it."""

    request: Request
    term: Term
    is_let: bool


class Fleets(Struct, frozen=True):
    """Fleets of an accelerator: sizes, days, and costs with overheads on the cheapest of terms.

    `let_costs` are those on the cheapest of the deals that such fleets are seen to be let on, endless without any,
    and `which` the place of that deal.
    """

    request: Request
    term: Term
    deals: Sequence[Deal]
    overheads: float
    sizes: Array
    days: Array
    costs: Array
    let_costs: Array
    which: Array

    @classmethod
    def of(
        cls, request: Request, term: Term, deals: Sequence[Deal], overheads: float, sizes: Array, hours: Array
    ) -> "Fleets":
        """The fleets of such sizes, that take so many hours."""
        days = days_of(hours, sizes)
        prices, which = cheapest(deals, sizes, days)
        costs = cost_of(hours, np.full(hours.shape, term.price), overheads)
        let_costs = np.where(np.isinf(days), np.inf, cost_of(hours, prices, overheads))
        return cls(request, term, deals, overheads, sizes, days, costs, let_costs, which)

    @classmethod
    def together(cls, parts: "Sequence[Fleets]") -> "Fleets":
        """All fleets of one accelerator's parts."""
        columns = (np.concatenate([getattr(one, name) for one in parts]) for name in _COLUMNS)
        first = parts[0]
        return cls(first.request, first.term, first.deals, first.overheads, *columns)

    def at(self, sizes: Array, hours: Array) -> "Fleets":
        """Fleets of the same accelerator and terms of other sizes and hours."""
        return Fleets.of(self.request, self.term, self.deals, self.overheads, sizes, hours)

    def where(self, chosen: Array) -> "Fleets":
        """Some of the fleets."""
        columns = (getattr(self, name)[chosen] for name in _COLUMNS)
        return Fleets(self.request, self.term, self.deals, self.overheads, *columns)

    def let_at_least(self) -> Array:
        """What they cost at least on terms that fleets of their size are let on, for whatever time."""
        found = np.full(self.sizes.shape, np.inf)
        for deal in self.deals:
            costs = self.costs * (deal.term.price / self.term.price)
            found = np.where(deal.reaches(self.sizes), np.minimum(found, costs), found)
        return found

    def let_within(self, limits: "Limits") -> tuple[Array, Array]:
        """Costs and days of those within limits on terms that such fleets are let on."""
        within = limits.hold_let(self)
        return self.let_costs[within], self.days[within]

    def cheapest(self, place: int) -> Fleet:
        """One of the fleets on the cheapest of terms."""
        size, days = self.sizes[place : place + 1], self.days[place : place + 1]
        is_let = any(deal.term == self.term and deal.allows(size, days).all() for deal in self.deals)
        return self._fleet(place, self.term, is_let=is_let)

    def let(self, place: int) -> Fleet:
        """One of the fleets on the cheapest of the deals that such fleets are let on."""
        return self._fleet(place, self.deals[self.which[place]].term, is_let=True)

    def _fleet(self, place: int, term: Term, *, is_let: bool) -> Fleet:
        update = {"accelerators": int(self.sizes[place]), **term.words}
        return Fleet(self.request.model_copy(update=update), term, is_let)


_COLUMNS = ("sizes", "days", "costs", "let_costs", "which")


class Limits(Struct, frozen=True):
    """What a plan may take: days, and dollars where there is a budget."""

    days: float
    budget: float | None = None

    def hold(self, fleets: Fleets) -> Array:
        """Which fleets keep the limits."""
        return (fleets.days <= self.days) & (fleets.costs <= (self.budget or np.finfo(float).max))

    def hold_let(self, fleets: Fleets) -> Array:
        """Which fleets keep the limits on terms that such are let on."""
        return (fleets.days <= self.days) & (fleets.let_costs <= (self.budget or np.finfo(float).max))


@lru_cache(maxsize=64)
def fleet_sizes(node: int, most: int) -> tuple[int, ...]:
    """The numbers of accelerators with so many in a node, up to the most that are allowed."""
    found = {whole_nodes(size, node) for size in (*range(1, node + 1), *range(node, most + 1, node))}
    return tuple(sorted(size for size in found if size <= most))
