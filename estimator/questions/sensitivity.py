"""`sensitivity 70B 2T a100`: which inputs move the cost, and what other fleets would take."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from estimator.ask import ask
from estimator.calculation.quantity import Quantity
from estimator.estimate import Estimate
from estimator.planning.sensitivity import Bar, Sensitivity, sensitivity
from estimator.questions.question import Answered, Asked, Question
from estimator.render.bars import Ends
from estimator.render.figures import figure, percent, written
from estimator.render.json import Json, as_json
from estimator.render.names import title as title_of
from estimator.render.report import Chart, Report

HEADINGS = ("Input", "Low end", "Cost then", "High end", "Cost then")
_SHOWN = 10
_SPREAD = "mfu_spread"
# what moves the cost by less is not worth a row
_LEAST = 0.01
# how many times larger or smaller the fleets are that are told at once, and where everything is asked for
_NEAR, _FAR = 2.2, 9


def _answer(asked: Asked) -> Answered:
    found = sensitivity(ask(asked.text, asked.catalogue, asked.today), asked.catalogue)
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
    fleets = [{"accelerators": fleet.accelerators, "days": fleet.days, "cost": fleet.cost} for fleet in found.fleets]
    return as_json(found.estimate) | {"question": "sensitivity", "bars": bars, "fleets": fleets}


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
        tuple(_fleets(found, _NEAR)),
        request=found.estimate.request.text,
        glance=(f"{title_of(found.estimate.run)}.",),
        chart=Chart("Cost", "USD", tuple(mover.name for mover in movers), spans, "reach"),
        details=tuple(_fleets(found, _FAR)),
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
    return _Mover(_label(bar), low, bar.low_cost, high, bar.high_cost)


def _chosen(found: Sensitivity) -> Iterator[_Mover]:
    estimate, fleets, prices = found.estimate, found.fleets, found.estimate.prices
    cost, mfu, tuned = estimate.answer["compute_cost"], estimate.answer["mfu"], estimate.tuned()
    if cost and mfu and tuned and tuned.compute_cost:
        yield _Mover("stack", f"tuned, {percent(tuned.mfu)}", tuned.compute_cost, percent(mfu.value), cost.value)
    if prices:
        first, last = prices[0], prices[-1]
        yield _Mover("price", figure(first.asked.price), first.cost.value, figure(last.asked.price), last.cost.value)
    if fleets:
        few, many = fleets[0], fleets[-1]
        yield _Mover("accelerators", f"{few.accelerators:,}", few.cost, f"{many.accelerators:,}", many.cost)


def _fleets(found: Sensitivity, factor: float) -> Iterator[str]:
    """What other fleets take, up to so many times larger or smaller."""
    count = found.estimate.run.count
    told = " · ".join(
        f"{fleet.accelerators:,} take {written(fleet.days, 'day')}, {_dollars(fleet.cost)}"
        for fleet in found.fleets
        if count / factor <= fleet.accelerators <= count * factor
    )
    if told:
        yield f"By fleet: {told}."


def _ends(mover: _Mover, cost: Quantity) -> Ends:
    """The cost as it is, and at the ends of an input."""
    low, high = sorted((mover.low_cost, mover.high_cost))
    return Ends(cost.value, min(low, cost.value), max(high, cost.value))


def _label(bar: Bar) -> str:
    label = bar.source.term.label
    return label if label.partition(" ")[0].isupper() else label.lower()


def _dollars(cost: float) -> str:
    return written(cost, "USD")


QUESTION = Question(
    "sensitivity",
    "Which uncertain inputs move the cost, each set to the ends of its range; and what other fleets would take.",
    {"sensitivity 70B 2T a100": "what makes the range wide, widest first"},
    _answer,
)
