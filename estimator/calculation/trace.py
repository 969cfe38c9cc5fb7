"""All numbers behind some results in columns, so that ranges are worked out on them without a quantity for each."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from typing import NoReturn

from msgspec import Struct, field

from estimator.calculation.chain import Order, Worked
from estimator.calculation.quantity import Derived, Formula, Quantity
from estimator.errors import EstimatorError

Part = Order | tuple[str, Formula | None]
Key = tuple[Part, ...]
Ends = tuple[float, float]


class Trace(Struct):
    """Numbers by place, inputs before what they feed; `of` is the quantity of a place, or the chain that gives it.

    `key` says how they hang together: each name with the formula behind it, or None;
    `uncertain` holds the ranges of those that no formula gives.
    """

    places: dict[str, int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    of: list[Quantity | Worked] = field(default_factory=list)
    key: list[Part] = field(default_factory=list)
    uncertain: dict[int, Ends] = field(default_factory=dict)

    @property
    def stated(self) -> Iterator[Quantity]:
        """The quantities that are built already: all but those of a chain that it assumes or works out."""
        return (known for known in self.of if isinstance(known, Quantity))

    def quantity(self, name: str) -> Quantity:
        """A quantity by its name, which is built if it is not yet."""
        known = self.of[self.places[name]]
        return known if isinstance(known, Quantity) else known.explained[name]

    def collect(self, quantities: Iterable[Quantity]) -> None:
        """Add what is behind some quantities, and them. Raises EstimatorError when two that differ share a name."""
        for quantity in quantities:
            name, origin = quantity.name, quantity.origin
            if name in self.places:
                self._check(quantity)
                continue
            if isinstance(origin, Derived):
                if isinstance(origin.given, Worked):
                    self._collect_chain(origin.given)
                else:
                    self.collect(origin.inputs)
                self.key.append((name, origin.equation))
            else:
                self.key.append((name, None))
                if quantity.low != quantity.high:
                    self.uncertain[len(self.values)] = quantity.low, quantity.high
            self.places[name] = len(self.values)
            self.values.append(quantity.value)
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
                    self.uncertain[place] = quantity.low, quantity.high

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
