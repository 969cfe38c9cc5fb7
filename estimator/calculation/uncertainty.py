"""Ranges: how far each result moves when each uncertain input moves to the ends of its own range.

Every uncertain input is set to its low and to its high end, the equations that depend on it run again, and the
movements of independent inputs add up in quadrature on the scale of logarithms, each direction apart. That is exact
for a product of powers of log-normal inputs, which is what hours and dollars are.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec import Struct

from estimator.calculation.quantity import Derived, Formula, Quantity
from estimator.calculation.trace import Ends, Key, Trace, formulas

_FORMS_KEPT = 1024


class Spread(Struct, frozen=True, eq=False, dict=True):
    """The quantities behind some results, inputs first, with their ranges, and what makes the ranges wide.

    `ends` holds the range of each place that an uncertain input feeds, `moved` all numbers at both ends of each.
    """

    trace: Trace
    form: "_Form"
    ends: Mapping[int, Ends]
    moved: Mapping[int, tuple[Sequence[float], Sequence[float]]]

    @cached_property
    def steps(self) -> Mapping[str, Quantity]:
        """Every quantity by name."""
        found: list[Quantity] = []
        for name, place in self.trace.places.items():
            quantity = self.trace.quantity(name)
            origin = quantity.origin
            if place in self.ends and isinstance(origin, Derived):
                inputs = tuple([found[self.trace.places[parameter]] for parameter in origin.equation.parameters])
                quantity = Quantity(name, quantity.value, Derived(origin.equation, inputs), *self.ends[place])
            found.append(quantity)
        return dict(zip(self.trace.places, found, strict=True))

    def get(self, name: str) -> Quantity | None:
        """A quantity by its name; None where there is none."""
        return self.quantity(name) if name in self.trace.places else None

    def quantity(self, name: str) -> Quantity:
        """A quantity with its range, whose inputs have theirs when somebody looks at them."""
        known, ends = self.trace.quantity(name), self.ends.get(self.trace.places[name])
        if ends is None or not isinstance(known.origin, Derived):
            return known
        return Quantity(name, known.value, Derived(known.origin.equation, _Inputs(self, name)), *ends)

    def value(self, name: str) -> float:
        """The number of a quantity."""
        return self.trace.values[self.trace.places[name]]

    @property
    def columns(self) -> tuple[list[float], list[float], list[float]]:
        """All numbers by place, and the ends of their ranges."""
        values = self.trace.values
        lows, highs = [*values], [*values]
        for place, (low, high) in {**self.trace.ranges, **self.ends}.items():
            lows[place], highs[place] = low, high
        return values, lows, highs

    def reached(self, name: str) -> Mapping[str, Ends]:
        """What a quantity is at both ends of each uncertain input that feeds it."""
        place, names = self.trace.places[name], [*self.trace.places]
        sources = self.form.ranged.get(place, ())
        return {names[source]: (self.moved[source][0][place], self.moved[source][1][place]) for source in sources}

    def drivers(self, name: str) -> tuple[tuple[str, float], ...]:
        """The uncertain inputs behind a quantity and the share of its variance that each brings, largest first."""
        centre = self.value(name)
        widths = {source: _variance(centre, ends) for source, ends in self.reached(name).items()}
        total = sum(widths.values())
        shares = {source: width / total for source, width in widths.items() if total}
        return tuple(sorted(shares.items(), key=lambda item: -item[1]))


class _Inputs(Struct, frozen=True, eq=False):
    """The inputs of a result, with their ranges."""

    spread: Spread
    name: str

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        origin = self.spread.steps[self.name].origin
        return origin.inputs if isinstance(origin, Derived) else ()


def spread(results: Iterable[Quantity], chosen: tuple[str, ...] = ()) -> Spread:
    """Put a range on every derived quantity behind the results, from the ranges of its inputs.

    The inputs named in `chosen` keep their own range and pass none of it on: a reader chooses them, chance does not.
    """
    trace = Trace()
    trace.collect(results)
    form = _form(tuple(trace.key), tuple(trace.ranges), chosen)
    moved = {}
    for place, fed in form.fed:
        low, high = trace.ranges[place]
        moved[place] = _rerun(trace.values, place, low, fed), _rerun(trace.values, place, high, fed)
    ends = {}
    for place, sources in form.ranged.items():
        reached = [(moved[source][0][place], moved[source][1][place]) for source in sources]
        ends[place] = _range(trace.values[place], reached)
    return Spread(trace, form, ends, moved)


Fed = tuple[int, Callable[..., float], Callable[[Sequence[float]], tuple[float, ...]]]


class _Form(NamedTuple):
    """How numbers hang together, by place: the formulas, what each uncertain input feeds, and which feed each."""

    formulas: tuple[Formula | None, ...]
    fed: tuple[tuple[int, tuple[Fed, ...]], ...]
    ranged: Mapping[int, tuple[int, ...]]


@lru_cache(maxsize=_FORMS_KEPT)
def _form(key: Key, uncertain: tuple[int, ...], chosen: tuple[str, ...]) -> _Form:
    known = formulas(key)
    places = {name: place for place, name in enumerate(known)}
    moving = (place for name, place in places.items() if known[name] is None and name not in chosen)
    fed: dict[int, list[Fed]] = {place: [] for place in moving if place in uncertain}
    ranged: dict[int, tuple[int, ...]] = {}
    behind: list[set[int]] = []
    for place, formula in enumerate(known.values()):
        if formula is None:
            behind.append({place} & fed.keys())
            continue
        inputs = [places[name] for name in formula.parameters]
        behind.append(set().union(*(behind[source] for source in inputs)))
        sources = tuple(source for source in fed if source in behind[place])
        ranged |= {place: sources} if sources else {}
        for source in sources:
            fed[source].append((place, formula.function, _picking(inputs)))
    return _Form(tuple(known.values()), tuple((source, tuple(steps)) for source, steps in fed.items()), ranged)


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


def _range(value: float, ends: Collection[Ends]) -> Ends:
    if _is_positive(value, ends):
        down, up = _squares([(math.log(one / value), math.log(other / value)) for one, other in ends])
        return value * math.exp(-math.sqrt(down)), value * math.exp(math.sqrt(up))
    down, up = _squares([(one - value, other - value) for one, other in ends])
    return value - math.sqrt(down), value + math.sqrt(up)


def _variance(value: float, ends: Ends) -> float:
    """What an input brings to the variance of a quantity, in the terms in which ranges are worked out."""
    one, other = ends
    if _is_positive(value, [ends]):
        return sum(_squares([(math.log(one / value), math.log(other / value))]))
    return sum(_squares([(one - value, other - value)]))


def _squares(moves: Iterable[Ends]) -> tuple[float, float]:
    """The squared moves below the centre and above it, added up.

    An input whose two ends push the result the same way counts once, by the larger push.
    """
    down = up = 0.0
    for one, other in moves:
        low, high = (one, other) if one < other else (other, one)
        if low < 0:
            down += low * low
        if high > 0:
            up += high * high
    return down, up


def _is_positive(centre: float, ends: Collection[Ends]) -> bool:
    return centre > 0 and all(one > 0 < other for one, other in ends)
