"""Which inputs move the cost: each uncertain one set to the ends of its range, and the cost on other fleets."""

from collections.abc import Sequence

from msgspec import Struct

from estimator.calculation.quantity import Quantity
from estimator.calculation.uncertainty import spread
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.run.usual import whole_nodes

_FLEETS = (1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8)


class Bar(Struct, frozen=True):
    """An uncertain input with the ends of its range, and the cost [USD] at each when nothing else changes."""

    source: Quantity
    low_cost: float
    high_cost: float

    @property
    def width(self) -> float:
        """How far the cost moves over the range."""
        return abs(self.high_cost - self.low_cost)


class Fleet(Struct, frozen=True):
    """The same run on another number of accelerators: days and cost [USD]."""

    accelerators: int
    days: float
    cost: float


class Sensitivity(Struct, frozen=True):
    """The estimate, its bars, widest first, and what other fleets would take, smallest first."""

    estimate: Estimate
    bars: tuple[Bar, ...]
    fleets: tuple[Fleet, ...]


def sensitivity(found: Estimate, catalogue: Catalogue) -> Sensitivity:
    """What moves the cost of an estimate. Raises RequestError when no price is known, so that there is no cost."""
    cost = found.answer["compute_cost"]
    if cost is None:
        raise RequestError("Without a price there is no cost to move.", "Add one: `price=2.50`.", field="price")
    moved = spread([cost])
    bars = [Bar(moved.steps[name], *ends) for name, ends in moved.reached("compute_cost").items()]
    widest_first = tuple(sorted(bars, key=lambda bar: -bar.width))
    return Sensitivity(found, widest_first, tuple(_fleets(found, catalogue)))


def _fleets(found: Estimate, catalogue: Catalogue) -> Sequence[Fleet]:
    node = found.accelerator.node_size
    counts = sorted({whole_nodes(found.run.count * share, node) for share in _FLEETS})
    return [fleet for count in counts if (fleet := _fleet(found, count, catalogue))]


def _fleet(found: Estimate, count: int, catalogue: Catalogue) -> Fleet | None:
    """The run on a number of accelerators; None where they do not hold it."""
    request = found.request.model_copy(update={"accelerators": count, "deadline": None})
    other = estimate(request, catalogue, found.as_of)
    days, cost = other.answer["wall_clock"], other.answer["compute_cost"]
    holds = all(doubt.code != "does_not_fit" for doubt in other.doubts)
    return Fleet(count, days.value, cost.value) if days and cost and holds else None
