"""Which inputs move the cost: each uncertain one at the ends of its range, and the cost along what one chooses."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from estimator.calculation.quantity import Quantity
from estimator.calculation.uncertainty import spread
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.run.usual import whole_nodes

_FLEETS = (1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8)
_POINTS = 7


class Bar(Struct, frozen=True):
    """An uncertain input with the ends of its range, and the cost [USD] at each when nothing else changes."""

    source: Quantity
    low_cost: float
    high_cost: float

    @property
    def width(self) -> float:
        """How far the cost moves over the range."""
        return abs(self.high_cost - self.low_cost)


class Point(Struct, frozen=True):
    """The same run at another value of one input: days, where accelerators are said, price and cost [USD]."""

    value: float
    days: float | None
    price: float
    cost: float


class Sensitivity(Struct, frozen=True):
    """The estimate, its bars, widest first, and its curves: the run along an input of a request, by its name.

    Those are the accelerators, and the MFU and the price over the range that they have where nobody says them.
    """

    estimate: Estimate
    bars: tuple[Bar, ...]
    curves: Mapping[str, tuple[Point, ...]]


def sensitivity(found: Estimate, catalogue: Catalogue) -> Sensitivity:
    """What moves the cost of an estimate. Raises RequestError when no price is known, so that there is no cost."""
    cost = found.answer["compute_cost"]
    if cost is None:
        raise RequestError("Without a price there is no cost to move.", "Add one: `price=2.50`.", field="price")
    moved = spread([cost])
    bars = [Bar(moved.steps[name], *ends) for name, ends in moved.reached("compute_cost").items()]
    widest_first = tuple(sorted(bars, key=lambda bar: -bar.width))
    node = found.accelerator.node_size
    values: dict[str, Sequence[float]] = {
        "accelerators": sorted({whole_nodes(found.run.count * share, node) for share in _FLEETS}),
        "mfu": _between(found.answer["mfu"]),
        "price": _between(found.answer["price"]),
    }
    curves = {name: tuple(_curve(found, name, each, catalogue)) for name, each in values.items() if len(each) > 1}
    return Sensitivity(found, widest_first, curves)


def _between(quantity: Quantity | None) -> list[float]:
    """Values from one end of a range to the other by equal factors, the value itself among them."""
    if quantity is None or quantity.is_certain:
        return []
    steps = (quantity.low * (quantity.high / quantity.low) ** (place / (_POINTS - 2)) for place in range(_POINTS - 1))
    return sorted({quantity.value, *steps})


def _curve(found: Estimate, name: str, values: Sequence[float], catalogue: Catalogue) -> Iterator[Point]:
    """The run with one input of its request at each value, but for fleets that do not hold it."""
    for value in values:
        request = found.request.model_copy(update={name: value, "deadline": None})
        other = estimate(request, catalogue, found.as_of)
        days, cost = other.answer["wall_clock"], other.answer["compute_cost"]
        price = other.answer["price"]
        if price and cost and all(doubt.code != "does_not_fit" for doubt in other.doubts):
            yield Point(value, days.value if days else None, price.value, cost.value)
