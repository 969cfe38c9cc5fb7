"""Equations applied one after the other, each finding its inputs by name among what is known and what came before.

A recipe runs on plain numbers, fast, for a search, and on quantities, with their working, for the answer: the same
equations in the same order.
"""

from collections.abc import Iterable, Mapping

from estimator.equation import Equation
from estimator.quantity import Quantity
from estimator.total import Total

Step = Equation | Total


def numbers(steps: Iterable[Step], known: Mapping[str, float]) -> dict[str, float]:
    """All numbers by name; constants of equations must be among the known ones, see `constants`."""
    values = dict(known)
    for step in steps:
        values[step.name] = step.evaluate(values)
    return values


def quantities(steps: Iterable[Step], known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """All quantities by name, derived ones with their working."""
    found = dict(known)
    for step in steps:
        found[step.name] = step.of(*(found[name] for name in step.parameters if name in found))
    return found


def constants(steps: Iterable[Step]) -> dict[str, float]:
    """The constants that the equations bring along, by name."""
    return {
        name: constant.value
        for step in steps
        if isinstance(step, Equation)
        for name, constant in step.constants.items()
    }
