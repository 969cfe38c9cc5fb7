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

from estimator.calculation.quantity import Derived, Quantity
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

    def reached(self, name: str) -> Mapping[str, Ends]:
        """What a quantity is at both ends of each uncertain input that feeds it."""
        place, names = self.trace.places[name], [*self.trace.places]
        sources = self.form.ranged.get(place, ())
        return {names[source]: (self.moved[source][0][place], self.moved[source][1][place]) for source in sources}

    def drivers(self, name: str) -> tuple[tuple[str, float], ...]:
        """The uncertain inputs behind a quantity and the share of its variance that each brings, largest first."""
        centre = self.trace.values[self.trace.places[name]]
        widths = {source: sum(_squares(centre, [ends])) for source, ends in self.reached(name).items()}
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
    form = _form(tuple(trace.key), tuple(trace.uncertain), chosen)
    moved = {}
    for place, fed in form.fed:
        low, high = trace.uncertain[place]
        moved[place] = _rerun(trace.values, place, low, fed), _rerun(trace.values, place, high, fed)
    ends = {}
    for place, sources in form.ranged.items():
        reached = [(moved[source][0][place], moved[source][1][place]) for source in sources]
        ends[place] = _range(trace.values[place], reached)
    return Spread(trace, form, ends, moved)


Fed = tuple[int, Callable[..., float], Callable[[Sequence[float]], tuple[float, ...]]]


class _Form(NamedTuple):
    """How numbers hang together, by place: what each uncertain input feeds, and the uncertain ones behind each."""

    fed: tuple[tuple[int, tuple[Fed, ...]], ...]
    ranged: Mapping[int, tuple[int, ...]]


@lru_cache(maxsize=_FORMS_KEPT)
def _form(key: Key, uncertain: tuple[int, ...], chosen: tuple[str, ...]) -> _Form:
    known = formulas(key)
    places = {name: place for place, name in enumerate(known)}
    fed: dict[int, list[Fed]] = {
        place: [] for name, place in places.items() if place in uncertain and name not in chosen
    }
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
    return _Form(tuple((source, tuple(steps)) for source, steps in fed.items()), ranged)


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
    down, up = _squares(value, ends)
    if _is_positive(value, ends):
        return value * math.exp(-math.sqrt(down)), value * math.exp(math.sqrt(up))
    return value - math.sqrt(down), value + math.sqrt(up)


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
