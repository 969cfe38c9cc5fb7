"""`sensitivity 70B 2T a100`: which inputs move the cost, and its curves."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from estimator.ask import ask
from estimator.calculation.quantity import Quantity
from estimator.calculation.vocabulary import term
from estimator.estimate import Estimate
from estimator.planning.sensitivity import Bar, Point, Sensitivity, sensitivity
from estimator.questions.question import Answered, Asked, Question
from estimator.render.bars import Ends
from estimator.render.figures import figure, percent, written
from estimator.render.json import Json, as_json
from estimator.render.names import title as title_of
from estimator.render.report import Chart, Report

HEADINGS = ("Input", "Low end", "Cost then", "High end", "Cost then")
_SHOWN = 10
_SPREAD, _FLEETS = "mfu_spread", "accelerators"
# what moves the cost by less is not worth a row
_LEAST = 0.01
# how many times larger or smaller the fleets are that are told at once, and where everything is asked for
_NEAR, _FAR = 2.2, 9


def _answer(asked: Asked) -> Answered:
    found = sensitivity(ask(asked.text, asked.catalogue, asked.today, layout=asked.layout), asked.catalogue)
    return Answered(partial(_data, found), partial(_report, found))


def _data(found: Sensitivity) -> Json:
    bars = [
        {
            "input": bar.source.name,
            "low": {"input": bar.source.low, "cost": bar.low_cost},
            "high": {"input": bar.source.high, "cost": bar.high_cost},
        }
        for bar in found.bars
    ]
    curves = [
        {
            "input": name,
            "points": [{"input": one.value, "days": one.days, "price": one.price, "cost": one.cost} for one in points],
        }
        for name, points in found.curves.items()
    ]
    return as_json(found.estimate) | {"question": "sensitivity", "bars": bars, "curves": curves}


class _Mover(NamedTuple):
    """What moves the cost: its name, and its ends in words with the cost [USD] at each."""

    name: str
    low: str
    low_cost: float
    high: str
    high_cost: float

    @property
    def width(self) -> float:
        """How far the cost moves."""
        return abs(self.high_cost - self.low_cost)


def _report(found: Sensitivity) -> Report:
    cost = found.estimate.answer["compute_cost"]
    movers = sorted(_movers(found), key=lambda mover: -mover.width)[:_SHOWN]
    title = f"{figure(cost)}: the {movers[0].name} moves it most" if cost and movers else ""
    spans = tuple(_ends(mover, cost) for mover in movers if cost)
    return Report(
        title,
        HEADINGS,
        tuple((one.name, one.low, _dollars(one.low_cost), one.high, _dollars(one.high_cost)) for one in movers),
        (*_fleets(found, _NEAR), *_terms(found)),
        request=found.estimate.request.text,
        glance=(f"{title_of(found.estimate.run)}.",),
        chart=Chart("Cost", "USD", tuple(mover.name for mover in movers), spans, "reach"),
        details=(*_fleets(found, _FAR), *(_along(curve) for curve in found.curves.items() if curve[0] != _FLEETS)),
    )


def _movers(found: Sensitivity) -> Iterator[_Mover]:
    """The uncertain inputs, then what can be chosen: a stack, a price, a fleet."""
    bars = [_of_bar(bar, found.estimate) for bar in found.bars]
    yield from bars
    known = {bar.name for bar in bars}
    yield from (one for one in _chosen(found) if one.name not in known and one.width > _LEAST * one.high_cost)


def _of_bar(bar: Bar, estimate: Estimate) -> _Mover:
    """An uncertain input; the spread of the MFU as the MFU at its ends."""
    source, mfu = bar.source, estimate.answer["mfu"]
    if source.name == _SPREAD and mfu:
        return _Mover("MFU", percent(mfu.low), bar.low_cost, percent(mfu.high), bar.high_cost)
    low, high = (written(value, source.term.unit, source.name) for value in (source.low, source.high))
    return _Mover(_named(source.name), low, bar.low_cost, high, bar.high_cost)


def _chosen(found: Sensitivity) -> Iterator[_Mover]:
    estimate, prices, fleets = found.estimate, found.estimate.prices, found.curves.get(_FLEETS)
    cost, mfu, tuned = estimate.answer["compute_cost"], estimate.answer["mfu"], estimate.tuned()
    if cost and mfu and tuned and tuned.compute_cost:
        yield _Mover("stack", f"tuned, {percent(tuned.mfu)}", tuned.compute_cost, percent(mfu.value), cost.value)
    if prices:
        least, most = prices[0], prices[-1]
        yield _Mover("price", figure(least.asked.price), least.cost.value, figure(most.asked.price), most.cost.value)
    if fleets:
        few, many = fleets[0], fleets[-1]
        yield _Mover("accelerators", f"{few.value:,.0f}", few.cost, f"{many.value:,.0f}", many.cost)


def _fleets(found: Sensitivity, factor: float) -> Iterator[str]:
    """What other fleets take, up to so many times larger or smaller."""
    count = found.estimate.run.count
    told = " · ".join(
        f"{fleet.value:,.0f} take {written(fleet.days or 0, 'day')}, {_dollars(fleet.cost)}"
        for fleet in found.curves.get(_FLEETS, ())
        if count / factor <= fleet.value <= count * factor
    )
    if told:
        yield f"By fleet: {told}."


def _along(curve: tuple[str, Sequence[Point]]) -> str:
    """A curve in words, point by point."""
    name, points = curve
    costs = (f"{written(one.value, term(name).unit, name)} {_dollars(one.cost)}" for one in points)
    return f"By {_named(name)}: {' · '.join(costs)}."


def _terms(found: Sensitivity) -> Iterator[str]:
    """Where a curve changes its price, so that more time or more accelerators are cheaper."""
    prices = {one.price for name, points in found.curves.items() if name != "price" for one in points}
    if len(prices) > 1:
        low, high = (written(end(prices), "USD/hour") for end in (min, max))
        yield f"A long run of many accelerators is reserved ({low}), a shorter or smaller one is not ({high})."


def _ends(mover: _Mover, cost: Quantity) -> Ends:
    """The cost as it is, and at the ends of an input."""
    low, high = sorted((mover.low_cost, mover.high_cost))
    return Ends(cost.value, min(low, cost.value), max(high, cost.value))


def _named(name: str) -> str:
    label = term(name).label
    return label if label.partition(" ")[0].isupper() else label.lower()


def _dollars(cost: float) -> str:
    return written(cost, "USD")


QUESTION = Question(
    "sensitivity",
    "Which uncertain inputs move the cost, each at the ends of its range; and the cost along fleets, MFU and price.",
    {"sensitivity 70B 2T a100": "what makes the range wide, widest first"},
    _answer,
)
