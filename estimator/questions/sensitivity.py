"""`sensitivity 70B 2T a100`: which inputs move the cost, and what other fleets would take."""

from functools import partial

from estimator.ask import ask
from estimator.calculation.quantity import Quantity
from estimator.planning.sensitivity import Bar, Sensitivity, sensitivity
from estimator.questions.question import Answered, Asked, Question
from estimator.render.bars import Ends
from estimator.render.figures import figure, percent, written
from estimator.render.json import Json, as_json
from estimator.render.names import title as title_of
from estimator.render.report import Chart, Report

HEADINGS = ("Input", "Low end", "Cost then", "High end", "Cost then")
_SHOWN = 10


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


def _report(found: Sensitivity) -> Report:
    cost = found.estimate.answer["compute_cost"]
    shown = found.bars[:_SHOWN]
    moved = f"the {_label(shown[0])} moves it most" if shown else "nothing in it is uncertain"
    title = f"{figure(cost)}: {moved}" if cost else ""
    fleets = " · ".join(
        f"{fleet.accelerators:,} take {written(fleet.days, 'day')}, {written(fleet.cost, 'USD')}"
        for fleet in found.fleets
    )
    return Report(
        title,
        HEADINGS,
        tuple(map(_row, shown)),
        (f"On other fleets: {fleets}.",),
        request=found.estimate.request.text,
        glance=(f"{title_of(found.estimate.run)}.",),
        chart=Chart("Cost", "USD", tuple(map(_label, shown)), tuple(_ends(bar, cost) for bar in shown if cost)),
    )


def _ends(bar: Bar, cost: Quantity) -> Ends:
    """The cost as it is, and at the ends of an input."""
    return Ends(cost.value, *sorted((bar.low_cost, bar.high_cost)))


def _label(bar: Bar) -> str:
    label = bar.source.term.label
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
    "Which uncertain inputs move the cost, each set to the ends of its range; and what other fleets would take.",
    {"sensitivity 70B 2T a100": "what makes the range wide, widest first"},
    _answer,
)
