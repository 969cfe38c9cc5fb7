"""Equations applied one after the other, each finding its inputs by name among what is known and what came before.

A recipe runs in three forms: on plain numbers, as one function that is compiled once; on arrays, the same function
over numpy; and on quantities, with their working, for the answer. The equations and their order are the same.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from functools import cached_property
from types import FunctionType
from typing import Any, cast

from estimator.calculation.equation import Equation
from estimator.calculation.quantity import Quantity
from estimator.calculation.total import Total

Step = Equation | Total
Form = Callable[[Mapping[str, Any]], dict[str, Any]]


class Recipe:
    """Steps in order; each gives the quantity of its name."""

    def __init__(self, *steps: Step) -> None:
        self.steps = steps

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names that no step gives, without the equations' constants."""
        made = {step.name for step in self.steps}
        taken = (name for step in self.steps for name in step.parameters if name not in _held(step))
        return tuple(dict.fromkeys(name for name in taken if name not in made))

    @cached_property
    def numbers(self) -> Callable[[Mapping[str, float]], dict[str, float]]:
        """From known numbers to all numbers by name; the equations' constants hold where no other is known."""
        return compiled(self.steps)

    @cached_property
    def arrays(self) -> Form:
        """The same on arrays of numpy that broadcast, and on numbers beside them."""
        from estimator.calculation.arrays import on_arrays  # noqa: PLC0415 - numpy only where arrays are

        return compiled(self.steps, on_arrays)

    def quantities(self, known: Mapping[str, Quantity]) -> dict[str, Quantity]:
        """All quantities by name, derived ones with their working."""
        found = dict(known)
        for step in self.steps:
            found[step.name] = step.of(*(found[name] for name in step.parameters if name in found))
        return found


def compiled(steps: Iterable[Step], form: Callable[[FunctionType], FunctionType] | None = None) -> Form:
    """One function of all steps, each called with what is known or was found before it."""
    lines: list[str] = []
    functions: dict[str, Any] = {}
    taken, made = set[str](), dict[str, None]()
    for step in steps:
        lines += [f" {name} = known[{name!r}]" for name in step.parameters if name not in {*taken, *made, *_held(step)}]
        inputs = ", ".join(_input(step, name, {*made}) for name in step.parameters)
        lines.append(f" {step.name} = of_{len(functions)}({inputs})")
        functions[f"of_{len(functions)}"] = form(cast("FunctionType", step.function)) if form else step.function
        taken.update(name for name in step.parameters if name not in _held(step))
        made[step.name] = None
    found = ", ".join(f"{name!r}: {name}" for name in made)
    exec("\n".join(["def run(known):", *lines, f" return {{**known, {found}}}"]), functions)  # noqa: S102 - our own names
    return cast("Form", functions["run"])


def _held(step: Step) -> Mapping[str, Quantity]:
    return step.constants if isinstance(step, Equation) else {}


def _input(step: Step, name: str, made: Container[str]) -> str:
    """What a step is called with: a number that is here, or its own constant where no other is known."""
    if name in made or name not in _held(step):
        return name
    return f"known.get({name!r}, {_held(step)[name].value!r})"


def constants(modules: Iterable[Mapping[str, object]]) -> dict[str, float]:
    """The constants that the equations of modules bring along, by name."""
    return {
        name: constant.value
        for contents in modules
        for step in contents.values()
        if isinstance(step, Equation)
        for name, constant in step.constants.items()
    }
