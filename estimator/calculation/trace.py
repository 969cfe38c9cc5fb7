"""All numbers behind some results in columns, so that ranges are worked out on them without a quantity for each."""

from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import NoReturn

from msgspec import Struct, field

from estimator.calculation.chain import Order, Worked
from estimator.calculation.quantity import Derived, Fact, Formula, Quantity
from estimator.errors import EstimatorError

Part = Order | tuple[str, Formula | None]
Key = tuple[Part, ...]
Ends = tuple[float, float]


class Trace(Struct):
    """Numbers by place, inputs before what they feed; `of` is the quantity of a place, or the chain that gives it.

    `key` says how they hang together: each name with the formula behind it, or None;
    `ranges` holds those that the quantities have.
    """

    places: dict[str, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    of: list[Quantity | Worked] = field(default_factory=list)
    key: list[Part] = field(default_factory=list)
    ranges: dict[int, Ends] = field(default_factory=dict)

    @property
    def facts(self) -> list[Quantity]:
        """The quantities that the catalogue states."""
        return [known for known in self.of if type(known) is Quantity and type(known.origin) is Fact]

    def quantity(self, name: str) -> Quantity:
        """A quantity by its name, which is built if it is not yet."""
        known = self.of[self.places[name]]
        return known if isinstance(known, Quantity) else known.explained[name]

    def collect(self, quantities: Iterable[Quantity]) -> None:
        """Add what is behind some quantities, and them. Raises EstimatorError when two that differ share a name."""
        places, values = self.places, self.values
        for quantity in quantities:
            name, origin, formula = quantity.name, quantity.origin, None
            if name in places:
                self._check(quantity)
                continue
            if type(origin) is Derived:
                formula = origin.equation
                if type(origin.given) is Worked:
                    self._collect_chain(origin.given)
                else:
                    self.collect(origin.inputs)
            self.key.append((name, formula))
            if quantity.low != quantity.high:
                self.ranges[len(values)] = quantity.low, quantity.high
            places[name] = len(values)
            values.append(quantity.value)
            self.of.append(quantity)

    def _collect_chain(self, worked: Worked) -> None:
        behind = worked.chain.names.intersection(self.places)
        for name in behind & worked.known.keys():
            self._check(worked.known[name])
        order = worked.chain.order(worked.missing, behind)
        first = len(self.values)
        self.places.update(zip(order.equations, range(first, first + len(order.equations)), strict=True))
        self.values += order.picked(worked.numbers)
        self.of += repeat(worked, len(order.equations))
        self.key.append(order)
        for name, quantity in worked.known.items():
            place = self.places.get(name, -1)
            if place >= first:
                self.of[place] = quantity
                if quantity.low != quantity.high:
                    self.ranges[place] = quantity.low, quantity.high

    def _check(self, quantity: Quantity) -> None:
        known = self.of[self.places[quantity.name]]
        if known is not quantity and (isinstance(known, Worked) or known != quantity):
            _refuse(quantity.name)


def _refuse(name: str) -> NoReturn:
    raise EstimatorError(f"Two different quantities are named {name}.")


def formulas(key: Key) -> Mapping[str, Formula | None]:
    """The names of a trace by place, with the formula behind each, from its key."""
    found: dict[str, Formula | None] = {}
    for part in key:
        found.update(part.equations if isinstance(part, Order) else [part])
    return found
