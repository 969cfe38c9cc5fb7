"""Equations applied one after the other, each finding its inputs by name among what is known and what came before.

A recipe runs on plain numbers, fast, for a search, and on quantities, with their working, for the answer: the same
equations in the same order.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter

from estimator.calculation.equation import Equation
from estimator.calculation.quantity import Quantity
from estimator.calculation.total import Total

Step = Equation | Total


class Recipe:
    """Steps in order; each gives the quantity of its name."""

    def __init__(self, *steps: Step) -> None:
        self.steps = steps
        self._calls = [(step.name, step.function, _picking(tuple(step.parameters))) for step in steps]

    def numbers(self, known: Mapping[str, float]) -> dict[str, float]:
        """All numbers by name; the constants of equations must be among the known ones, see `constants`."""
        values = dict(known)
        for name, function, inputs in self._calls:
            values[name] = function(*inputs(values))
        return values

    def quantities(self, known: Mapping[str, Quantity]) -> dict[str, Quantity]:
        """All quantities by name, derived ones with their working."""
        found = dict(known)
        for step in self.steps:
            found[step.name] = step.of(*(found[name] for name in step.parameters if name in found))
        return found


def _picking(names: tuple[str, ...]) -> Callable[[Mapping[str, float]], tuple[float, ...]]:
    """What takes the values of these names out of all, in order."""
    if len(names) == 1:
        return lambda values: (values[names[0]],)
    return itemgetter(*names)


def constants(modules: Iterable[Mapping[str, object]]) -> dict[str, float]:
    """The constants that the equations of modules bring along, by name."""
    return {
        name: constant.value
        for contents in modules
        for step in contents.values()
        if isinstance(step, Equation)
        for name, constant in step.constants.items()
    }
