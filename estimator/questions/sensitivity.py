"""`sensitivity 70B 2T a100`: which inputs move the cost, and what other fleets would take."""

from functools import partial

from estimator.ask import ask
from estimator.planning.sensitivity import Bar, Sensitivity, sensitivity
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure, written
from estimator.render.json import Json, as_json
from estimator.render.report import Report

HEADINGS = ("Input", "Low", "Cost", "High", "Cost")
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
    moved = f"{found.bars[0].source.term.label.lower()} moves it most" if found.bars else "nothing in it is uncertain"
    title = f"{figure(cost)}; {moved}" if cost else ""
    fleets = "; ".join(
        f"{fleet.accelerators:,}: {written(fleet.days, 'day')}, {written(fleet.cost, 'USD')}" for fleet in found.fleets
    )
    rows = tuple(map(_row, found.bars[:_SHOWN]))
    return Report(title, HEADINGS, rows, (f"On other fleets: {fleets}.",), request=found.estimate.request.text)


def _row(bar: Bar) -> tuple[str, ...]:
    source, unit = bar.source, bar.source.term.unit
    low, high = (written(value, unit, source.name) for value in (source.low, source.high))
    return (source.term.label, low, written(bar.low_cost, "USD"), high, written(bar.high_cost, "USD"))


QUESTION = Question(
    "sensitivity",
    "Which uncertain inputs move the cost, each set to the ends of its range; and what other fleets would take.",
    {"sensitivity 70B 2T a100": "what makes the range wide, widest first"},
    _answer,
)
