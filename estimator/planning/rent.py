"""Days, prices and costs of many fleets at once."""

from collections.abc import Sequence

import numpy as np

from estimator.calculation.arrays import Array, on_arrays
from estimator.equations import cost, throughput
from estimator.planning.deals import Deal


def days_of(hours: Array, sizes: Array) -> Array:
    """The days that accelerator-hours take on numbers of accelerators."""
    return np.asarray(on_arrays(throughput.wall_clock.function)(hours, sizes.astype(float)))


def cost_of(hours: Array, prices: Array, overheads: float) -> Array:
    """What accelerator-hours cost at prices, with overheads."""
    rent = on_arrays(cost.compute_cost.function)(hours, prices)
    return np.asarray(on_arrays(cost.total_cost.function)(rent, overheads))


def alternatives(deals: Sequence[Deal]) -> list[Deal]:
    """The deals that differ in more than their price, each the cheapest of its kind."""
    found: dict[tuple[float, ...], Deal] = {}
    for deal in sorted(deals, key=lambda deal: deal.term.price):
        found.setdefault(deal.limits, deal)
    return list(found.values())


def cheapest(deals: Sequence[Deal], sizes: Array, days: Array) -> tuple[Array, Array]:
    """The lowest price at which fleets are let for some days, infinite where not, and the place of its deal."""
    prices, which = np.full(days.shape, np.inf), np.zeros(days.shape, dtype=int)
    for place, deal in enumerate(deals):
        better = deal.allows(sizes, days) & (deal.term.price < prices)
        prices[better], which[better] = deal.term.price, place
    return prices, which
