"""Ranges: how far each result moves when each uncertain input moves to the ends of its own range.

Every uncertain input is set to its low and to its high end, the equations that depend on it run again, and the
movements of independent inputs add up in quadrature on the scale of logarithms, each direction apart. That is exact
for a product of powers of log-normal inputs, which is what hours and dollars are.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from estimator.calculation.quantity import Derived, Quantity, derivation

Values = dict[str, float]
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """The quantities behind some results, inputs first, with their ranges, and what makes the ranges wide."""

    steps: Mapping[str, Quantity]
    reruns: Mapping[str, Mapping[str, Ends]]

    def drivers(self, name: str) -> tuple[tuple[str, float], ...]:
        """The uncertain inputs behind a quantity and the share of its variance that each brings, largest first."""
        centre = self.steps[name].value
        widths = {
            source: sum(_squares(centre, [reached[name]])) for source, reached in self.reruns.items() if name in reached
        }
        total = sum(widths.values())
        shares = {source: width / total for source, width in widths.items() if total}
        return tuple(sorted(shares.items(), key=lambda item: -item[1]))


def spread(results: Iterable[Quantity], chosen: Collection[str] = ()) -> Spread:
    """Put a range on every derived quantity behind the results, from the ranges of its inputs.

    The inputs named in `chosen` keep their own range and pass none of it on: a reader chooses them, chance does not.
    """
    steps = derivation(*results)
    central = {step.name: step.value for step in steps}
    uncertain = [(source, fed) for source, fed in _fed_by_uncertain(steps) if source.name not in chosen]
    reruns = {source.name: _both_ends(source, fed, central) for source, fed in uncertain}
    ranged: dict[str, Quantity] = {}
    for step in steps:
        ends = [reached[step.name] for reached in reruns.values() if step.name in reached]
        ranged[step.name] = _ranged(step, ranged, ends)
    return Spread(ranged, reruns)


def _fed_by_uncertain(steps: Sequence[Quantity]) -> list[tuple[Quantity, list[Quantity]]]:
    """Each uncertain input with the derived quantities that it feeds, in order."""
    fed: dict[str, list[Quantity]] = {}
    behind: dict[str, set[str]] = {}
    for step in steps:
        if isinstance(step.origin, Derived):
            behind[step.name] = set().union(*(behind[source.name] for source in step.origin.inputs))
            for name in behind[step.name]:
                fed[name].append(step)
        elif step.is_certain:
            behind[step.name] = set()
        else:
            behind[step.name] = {step.name}
            fed[step.name] = []
    return [(step, fed[step.name]) for step in steps if step.name in fed]


def _both_ends(source: Quantity, fed: Sequence[Quantity], central: Values) -> Mapping[str, Ends]:
    low, high = (_rerun(source.name, end, fed, central) for end in (source.low, source.high))
    return {source.name: (source.low, source.high), **{step.name: (low[step.name], high[step.name]) for step in fed}}


def _rerun(name: str, value: float, fed: Sequence[Quantity], central: Values) -> Values:
    current = {**central, name: value}
    for step in fed:
        if isinstance(step.origin, Derived):
            current[step.name] = step.origin.equation.evaluate(current)
    return current


def _ranged(step: Quantity, ranged: Mapping[str, Quantity], ends: Sequence[Ends]) -> Quantity:
    if not (isinstance(step.origin, Derived) and ends):
        return step
    origin = Derived(step.origin.equation, tuple(ranged[source.name] for source in step.origin.inputs))
    down, up = (math.sqrt(square) for square in _squares(step.value, ends))
    if _is_positive(step.value, ends):
        return Quantity(step.name, step.value, origin, step.value * math.exp(-down), step.value * math.exp(up))
    return Quantity(step.name, step.value, origin, step.value - down, step.value + up)


def _squares(centre: float, ends: Sequence[Ends]) -> tuple[float, float]:
    """The squared distances of all ends below the centre and above it, added up.

    Distances are logarithms when everything is positive. An input whose two ends push the result the same way counts
    once, by the larger push.
    """
    logarithmic = _is_positive(centre, ends)
    down = up = 0.0
    for one, other in ends:
        first, second = (
            (math.log(one / centre), math.log(other / centre)) if logarithmic else (one - centre, other - centre)
        )
        down += min(first, second, 0.0) ** 2
        up += max(first, second, 0.0) ** 2
    return down, up


def _is_positive(centre: float, ends: Sequence[Ends]) -> bool:
    return centre > 0 and min(map(min, ends)) > 0
