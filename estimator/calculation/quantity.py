"""A number that knows its name, its range and who says so; and the list of all numbers behind it."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import NoReturn, Protocol

from estimator.calculation.numbers import compact
from estimator.calculation.vocabulary import Term, term
from estimator.errors import EstimatorError, OutOfRangeError


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact or a formula was read: title, address and the day it was retrieved."""

    title: str
    url: str | None = None
    retrieved: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The user said so; `said` is how."""

    said: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """The catalogue says so. `verified` is false when the figure was not seen in the source itself."""

    source: Source
    verified: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assumed:
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


@dataclass(slots=True, unsafe_hash=True)
class Derived:
    """An equation says so: which one, and the quantities that went in."""

    equation: Formula
    inputs: "tuple[Quantity, ...]"

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


# neither is frozen, though nothing changes one: an answer holds many, and frozen they take twice as long to build
@dataclass(slots=True, unsafe_hash=True, init=False)
class Quantity:
    """A finite number in the unit of its vocabulary term, with its origin and its central 80 % range.

    A quantity that is certain leaves `low` and `high` out: both then equal the value.
    """

    name: str
    value: float
    origin: Origin
    low: float
    high: float

    def __init__(
        self, name: str, value: float, origin: Origin, low: float | None = None, high: float | None = None
    ) -> None:
        """Refuse what is no number or outside its own range."""
        self.name, self.value, self.origin = name, value, origin
        self.low = low = value if low is None else low
        self.high = high = value if high is None else high
        if not -inf < low <= value <= high < inf:
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
