"""`sensitivity 70B 2T a100`: which inputs move the cost, and its curves."""

from collections.abc import Iterator, Sequence
from functools import partial

from estimator.ask import ask
from estimator.calculation.quantity import Quantity
from estimator.calculation.vocabulary import term
from estimator.planning.sensitivity import Bar, Point, Sensitivity, sensitivity
from estimator.questions.question import Answered, Asked, Question
from estimator.render.bars import Ends
from estimator.render.figures import figure, percent, written
from estimator.render.json import Json, as_json
from estimator.render.names import title as title_of
from estimator.render.report import Chart, Report

HEADINGS = ("Input", "Low end", "Cost then", "High end", "Cost then")
_SHOWN = 10


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


def _report(found: Sensitivity) -> Report:
    cost = found.estimate.answer["compute_cost"]
    shown = found.bars[:_SHOWN]
    moved = f"the {_label(shown[0])} moves it most" if shown else "nothing in it is uncertain"
    title = f"{figure(cost)}: {moved}" if cost else ""
    return Report(
        title,
        HEADINGS,
        tuple(map(_row, shown)),
        (*(_along(name, points) for name, points in found.curves.items()), *_terms(found)),
        request=found.estimate.request.text,
        glance=(f"{title_of(found.estimate.run)}.",),
        chart=Chart("Cost", "USD", tuple(map(_label, shown)), tuple(_ends(bar, cost) for bar in shown if cost)),
    )


def _along(name: str, points: Sequence[Point]) -> str:
    """A curve in words: every fleet with its days, or the ends and the middle of a range."""
    if name == "accelerators":
        fleets = (
            f"{one.value:,.0f} take {written(one.days or 0, 'day')}, {written(one.cost, 'USD')}" for one in points
        )
        return f"On other fleets: {' · '.join(fleets)}."
    unit = term(name).unit
    shown = (points[0], points[len(points) // 2], points[-1])
    costs = (f"{written(one.value, unit, name)} {written(one.cost, 'USD')}" for one in shown)
    return f"By {_named(name)}: {' · '.join(costs)}."


def _terms(found: Sensitivity) -> Iterator[str]:
    """Where a curve changes its price, so that more time or more accelerators are cheaper."""
    prices = {one.price for name, points in found.curves.items() if name != "price" for one in points}
    if len(prices) > 1:
        low, high = (written(end(prices), "USD/hour") for end in (min, max))
        yield f"A long run of many accelerators is reserved ({low}), a shorter or smaller one is not ({high})."


def _ends(bar: Bar, cost: Quantity) -> Ends:
    """The cost as it is, and at the ends of an input."""
    return Ends(cost.value, *sorted((bar.low_cost, bar.high_cost)))


def _label(bar: Bar) -> str:
    return _named(bar.source.name)


def _named(name: str) -> str:
    label = term(name).label
    return label if label.partition(" ")[0].isupper() else label.lower()


def _row(bar: Bar) -> tuple[str, ...]:
    low, high = (_end(bar.source, value) for value in (bar.source.low, bar.source.high))
    return (_label(bar), low, written(bar.low_cost, "USD"), high, written(bar.high_cost, "USD"))


def _end(source: Quantity, value: float) -> str:
    """An end of an input: as it is written, or as a share of the value where that is a bare factor."""
    is_factor = source.term.unit == "1" and source.value == 1
    return percent(round(value, 3)) if is_factor else written(value, source.term.unit, source.name)


QUESTION = Question(
    "sensitivity",
    "Which uncertain inputs move the cost, each at the ends of its range; and the cost along fleets, MFU and price.",
    {"sensitivity 70B 2T a100": "what makes the range wide, widest first"},
    _answer,
)
