"""Ranges: how far each result moves when each uncertain input moves to the ends of its own range.

Every uncertain input is set to its low and to its high end, the equations that depend on it run again, and the
movements of independent inputs add up in quadrature on the scale of logarithms, each direction apart. That is exact
for a product of powers of log-normal inputs, which is what hours and dollars are.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec import Struct

from estimator.calculation.quantity import Derived, Formula, Quantity, derivation

Ends = tuple[float, float]
_FORMS_KEPT = 1024


class Spread(Struct, frozen=True):
    """The quantities behind some results, inputs first, with their ranges, and what makes the ranges wide.

    `reached` holds for each derived quantity what it is at both ends of each uncertain input that feeds it.
    """

    steps: Mapping[str, Quantity]
    reached: Mapping[str, Mapping[str, Ends]]

    def drivers(self, name: str) -> tuple[tuple[str, float], ...]:
        """The uncertain inputs behind a quantity and the share of its variance that each brings, largest first."""
        centre = self.steps[name].value
        widths = {source: sum(_squares(centre, [ends])) for source, ends in self.reached.get(name, {}).items()}
        total = sum(widths.values())
        shares = {source: width / total for source, width in widths.items() if total}
        return tuple(sorted(shares.items(), key=lambda item: -item[1]))


def spread(results: Iterable[Quantity], chosen: Collection[str] = ()) -> Spread:
    """Put a range on every derived quantity behind the results, from the ranges of its inputs.

    The inputs named in `chosen` keep their own range and pass none of it on: a reader chooses them, chance does not.
    """
    steps = derivation(*results)
    central = [step.value for step in steps]
    form = _form(tuple([_kind(step, chosen) for step in steps]))
    moved = {
        place: (_rerun(central, place, steps[place].low, fed), _rerun(central, place, steps[place].high, fed))
        for place, fed in form.fed
    }
    found = [*steps]
    reached: dict[str, dict[str, Ends]] = {}
    for place, inputs, sources in form.ranged:
        ends = {source: (moved[source][0][place], moved[source][1][place]) for source in sources}
        found[place] = _ranged(steps[place], tuple([found[at] for at in inputs]), ends.values())
        reached[steps[place].name] = {steps[source].name: both for source, both in ends.items()}
    return Spread({step.name: step for step in found}, reached)


Kind = tuple[str, Formula | bool]
Fed = tuple[int, Callable[..., float], Callable[[Sequence[float]], tuple[float, ...]]]


class _Form(NamedTuple):
    """How a list of quantities hangs together, by places in it.

    `fed` holds each uncertain input with what it feeds, `ranged` each quantity that is fed with its inputs and the
    uncertain ones behind them.
    """

    fed: tuple[tuple[int, tuple[Fed, ...]], ...]
    ranged: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]


def _kind(step: Quantity, chosen: Collection[str]) -> Kind:
    """What the reruns know of a quantity: the equation that gives it, or whether it is uncertain."""
    origin, name = step.origin, step.name
    if isinstance(origin, Derived):
        return name, origin.equation
    return name, step.low != step.high and name not in chosen


@lru_cache(maxsize=_FORMS_KEPT)
def _form(kinds: tuple[Kind, ...]) -> _Form:
    places = {name: place for place, (name, _) in enumerate(kinds)}
    fed: dict[int, list[Fed]] = {place: [] for place, (_, kind) in enumerate(kinds) if kind is True}
    ranged: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = []
    behind: list[set[int]] = []
    for place, (_, kind) in enumerate(kinds):
        if isinstance(kind, bool):
            behind.append({place} & fed.keys())
            continue
        inputs = tuple(places[name] for name in kind.parameters)
        behind.append(set().union(*(behind[source] for source in inputs)))
        sources = tuple(source for source in fed if source in behind[place])
        ranged += [(place, inputs, sources)] if sources else []
        for source in sources:
            fed[source].append((place, kind.function, _picking(inputs)))
    return _Form(tuple((source, tuple(steps)) for source, steps in fed.items()), tuple(ranged))


def _picking(places: Sequence[int]) -> Callable[[Sequence[float]], tuple[float, ...]]:
    if len(places) == 1:
        return lambda values: (values[places[0]],)
    picked: Any = itemgetter(*places)
    return picked  # type: ignore[no-any-return]  # of several places it is a tuple


def _rerun(central: Sequence[float], place: int, value: float, fed: Iterable[Fed]) -> Sequence[float]:
    current = [*central]
    current[place] = value
    for at, function, inputs in fed:
        current[at] = function(*inputs(current))
    return current


def _ranged(step: Quantity, inputs: tuple[Quantity, ...], ends: Collection[Ends]) -> Quantity:
    origin, value = step.origin, step.value
    if isinstance(origin, Derived):
        origin = Derived(origin.equation, inputs)
    down, up = _squares(value, ends)
    if _is_positive(value, ends):
        return Quantity(step.name, value, origin, value * math.exp(-math.sqrt(down)), value * math.exp(math.sqrt(up)))
    return Quantity(step.name, value, origin, value - math.sqrt(down), value + math.sqrt(up))


def _squares(centre: float, ends: Collection[Ends]) -> tuple[float, float]:
    """The squared distances of all ends below the centre and above it, added up.

    Distances are logarithms when everything is positive. An input whose two ends push the result the same way counts
    once, by the larger push.
    """
    logarithmic = _is_positive(centre, ends)
    down = up = 0.0
    for one, other in ends:
        if logarithmic:
            first, second = math.log(one / centre), math.log(other / centre)
        else:
            first, second = one - centre, other - centre
        down += min(first, second, 0.0) ** 2
        up += max(first, second, 0.0) ** 2
    return down, up


def _is_positive(centre: float, ends: Collection[Ends]) -> bool:
    return centre > 0 and min(map(min, ends)) > 0
