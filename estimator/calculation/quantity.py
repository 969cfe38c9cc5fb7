"""A number that knows its name, its range and who says so; and the list of all numbers behind it."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf, isfinite, isnan, nan
from typing import NoReturn, Protocol

from msgspec import Struct
from msgspec.structs import force_setattr

from estimator.calculation.numbers import compact
from estimator.calculation.vocabulary import Term, term
from estimator.errors import EstimatorError, OutOfRangeError


class Source(Struct, frozen=True, gc=False):
    """Where a fact or a formula was read: title, address and the day it was retrieved."""

    title: str
    url: str | None = None
    retrieved: datetime.date | None = None


class Given(Struct, frozen=True, gc=False):
    """The user said so; `said` is how."""

    said: str = ""


class Fact(Struct, frozen=True, gc=False):
    """The catalogue says so. `verified` is false when the figure was not seen in the source itself."""

    source: Source
    verified: bool = True
    note: str = ""


class Assumed(Struct, frozen=True, gc=False):
    """We say so, for a reason, and where there is one, with a source."""

    reason: str
    source: Source | None = None


class Formula(Protocol):
    """What a derived quantity keeps of its equation: how to run it again and how to show it."""

    def __hash__(self) -> int:
        """What hangs on the formula alone is worked out once for it."""

    @property
    def name(self) -> str:
        """The name of the result."""

    @property
    def parameters(self) -> Sequence[str]:
        """The names of the inputs, in order."""

    @property
    def function(self) -> Callable[..., float]:
        """The formula on plain numbers, in the order of its parameters."""

    @property
    def source(self) -> Source:
        """Where the formula was published."""

    def evaluate(self, values: Mapping[str, float]) -> float:
        """The formula on plain numbers, by name."""

    def written(self, names: Mapping[str, str] | None = None) -> str:
        """The formula in symbols, or with each name replaced by a text."""


class Deferred(Protocol):
    """Quantities that are built when somebody looks at them."""

    @property
    def quantities(self) -> "tuple[Quantity, ...]":
        """The quantities, in order."""


class Derived(Struct, frozen=True, gc=False, eq=False):
    """An equation says so: which one, and the quantities that went in, or how to build them."""

    equation: Formula
    given: "tuple[Quantity, ...] | Deferred"

    def __eq__(self, other: object) -> bool:
        """Whether it is the same equation of equal quantities, built yet or not."""
        return isinstance(other, Derived) and self.equation == other.equation and self.inputs == other.inputs

    def __hash__(self) -> int:
        """The same for what is equal."""
        return hash((self.equation, self.inputs))

    @property
    def inputs(self) -> "tuple[Quantity, ...]":
        """The quantities that went in."""
        return self.given if isinstance(self.given, tuple) else self.given.quantities

    @property
    def formula(self) -> str:
        """The formula in symbols."""
        return self.equation.written()

    @property
    def substituted(self) -> str:
        """The formula with the inputs' numbers in it."""
        return self.equation.written({quantity.name: compact(quantity.value) for quantity in self.inputs})

    @property
    def source(self) -> Source:
        """Where the formula was published."""
        return self.equation.source


Origin = Given | Fact | Assumed | Derived


class Quantity(Struct, frozen=True, gc=False):
    """A finite number in the unit of its vocabulary term, with its origin and its central 80 % range.

    A quantity that is certain leaves `low` and `high` out: both then equal the value.
    """

    name: str
    value: float
    origin: Origin
    low: float = nan
    high: float = nan

    def __post_init__(self) -> None:
        """Fill in the range of a certain quantity and refuse what is no number or outside its own range."""
        if isnan(self.low):
            force_setattr(self, "low", self.value)
        if isnan(self.high):
            force_setattr(self, "high", self.value)
        if not -inf < self.low <= self.value <= self.high < inf:
            self._refuse()

    def _refuse(self) -> NoReturn:
        if not all(map(isfinite, (self.low, self.value, self.high))):
            raise OutOfRangeError(self.name.replace("_", " "))
        raise EstimatorError(f"{self.name} lies outside its own range: {self.low}, {self.value}, {self.high}.")

    @property
    def term(self) -> Term:
        """The vocabulary's entry: symbol, unit and meaning."""
        return term(self.name)

    @property
    def is_certain(self) -> bool:
        """Whether the range is a single point."""
        return self.low == self.high


def derivation(*results: Quantity) -> tuple[Quantity, ...]:
    """Every quantity behind the results, each once, inputs before what they feed.

    Raises EstimatorError when two different quantities share a name: a reader could not tell them apart.
    """
    seen: dict[str, Quantity] = {}
    _collect(results, seen)
    return tuple(seen.values())


def _collect(quantities: Iterable[Quantity], seen: dict[str, Quantity]) -> None:
    for quantity in quantities:
        known = seen.get(quantity.name)
        if known is None:
            if isinstance(quantity.origin, Derived):
                _collect(quantity.origin.inputs, seen)
            seen[quantity.name] = quantity
        elif known is not quantity and known != quantity:
            raise EstimatorError(f"Two different quantities are named {quantity.name}.")
