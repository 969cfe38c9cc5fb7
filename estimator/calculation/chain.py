"""Equations in a row on plain numbers, whose working is written when somebody asks for it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any

from msgspec import Struct

from estimator.calculation.equation import Equation
from estimator.calculation.quantity import Derived, Origin, Quantity
from estimator.calculation.recipe import Recipe

_ORDERS_KEPT = 256


class Order(Struct, frozen=True, eq=False):
    """Names, inputs first, each with the equation that gives it or None, and how to pick their numbers."""

    equations: Mapping[str, Equation | None]
    picked: Any


class Chain(Recipe):
    """A recipe of equations; each of `nothing` is said in place of a step's formula where that gives its value."""

    def __init__(self, *steps: Equation, nothing: Iterable[Quantity] = ()) -> None:
        super().__init__(*steps)
        self.last = steps[-1]
        self.nothing = {quantity.name: quantity for quantity in nothing}
        self.names = frozenset(name for step in steps for name in (step.name, *step.parameters))
        self._equations = {step.name: step for step in steps}
        self._constants = {name: constant for step in steps for name, constant in step.constants.items()}
        self.order = lru_cache(maxsize=_ORDERS_KEPT)(self._order)

    def quantity(
        self, inputs: Mapping[str, float], known: Mapping[str, Quantity], assumed: Callable[[str], Origin]
    ) -> Quantity:
        """The result of the last step: of `inputs`, some of which are `known` quantities, and all others `assumed`."""
        known = {**self._constants, **known}
        numbers = self.numbers({**inputs, **{name: quantity.value for name, quantity in known.items()}})
        missing = frozenset([name for name, said in self.nothing.items() if numbers[name] == said.value])
        worked = Worked(self, numbers, known, assumed, missing)
        return Quantity(self.last.name, numbers[self.last.name], Derived(self.last, worked))

    def _order(self, missing: frozenset[str], behind: frozenset[str]) -> Order:
        """What lies behind the last step beside what is known already; steps that are missing have no equation."""
        found: dict[str, Equation | None] = {}

        def collect(step: Equation) -> None:
            for name in step.parameters:
                if name not in found and name not in behind:
                    known = None if name in missing else self._equations.get(name)
                    if known:
                        collect(known)
                    found[name] = known

        collect(self.last)
        return Order(found, itemgetter(*found))


class Worked(Struct, frozen=True, eq=False, dict=True):
    """One run of a chain: all numbers by name, and where those come from that no equation gives."""

    chain: Chain
    numbers: Mapping[str, float]
    known: Mapping[str, Quantity]
    assumed: Callable[[str], Origin]
    missing: frozenset[str]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The inputs of the last step, with their working."""
        return tuple([self.explained[name] for name in self.chain.last.parameters])

    @cached_property
    def explained(self) -> Mapping[str, Quantity]:
        """Every quantity behind the last step by name, inputs first."""
        found: dict[str, Quantity] = {}
        for name, equation in self.chain.order(self.missing, frozenset()).equations.items():
            inputs = [found[parameter] for parameter in equation.parameters] if equation else ()
            found[name] = equation.of(*inputs) if equation else self._leaf(name)
        return found

    def _leaf(self, name: str) -> Quantity:
        return self.known.get(name) or Quantity(name, self.numbers[name], self.origin_of(name))

    def origin_of(self, name: str) -> Origin:
        """Where a number comes from that no equation gives, and that is not known."""
        return self.chain.nothing[name].origin if name in self.missing else self.assumed(name)
