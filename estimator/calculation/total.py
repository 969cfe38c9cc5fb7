"""A sum of products whose terms differ from model to model: each thing adds the parts that it has."""

import math
from collections.abc import Callable, Mapping

from msgspec import Struct

from estimator.calculation.quantity import Derived, Quantity, Source
from estimator.calculation.vocabulary import term


class Total(Struct, frozen=True):
    """A formula that adds terms, each a product of quantities by name."""

    name: str
    terms: tuple[tuple[str, ...], ...]
    source: Source

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the inputs, each once, in order."""
        return tuple(dict.fromkeys(name for factors in self.terms for name in factors))

    @property
    def function(self) -> Callable[..., float]:
        """The sum of plain numbers in the order of the parameters."""
        if all(len(factors) == 1 for factors in self.terms):
            return _plain_sum
        return lambda *values: self.evaluate(dict(zip(self.parameters, values, strict=True)))

    def of(self, *quantities: Quantity) -> Quantity:
        """The sum on quantities, with its working."""
        given = {quantity.name: quantity for quantity in quantities}
        inputs = tuple(given[name] for name in self.parameters)
        value = self.evaluate({name: quantity.value for name, quantity in given.items()})
        return Quantity(self.name, value, Derived(self, inputs))

    def evaluate(self, values: Mapping[str, float]) -> float:
        """The sum on plain numbers, by name."""
        return sum(math.prod(values[name] for name in factors) for factors in self.terms)

    def written(self, names: Mapping[str, str] | None = None) -> str:
        """The sum in symbols, or with each name replaced by a text."""
        given = names or {}
        return " + ".join(" × ".join(given.get(name, term(name).symbol) for name in factors) for factors in self.terms)


def _plain_sum(*values: float) -> float:
    return sum(values)


def total(name: str, source: Source, *terms: tuple[Quantity, ...]) -> Quantity:
    """The sum of the terms, each the product of its quantities, with its working."""
    formula = Total(name, tuple(tuple(factor.name for factor in factors) for factors in terms), source)
    return formula.of(*(factor for factors in terms for factor in factors))
