"""`bill 70B 2T 1024xh100`: the run and all that is paid beside it, item by item."""

from functools import partial

from estimator.ask import ask
from estimator.calculation.numbers import per_cent
from estimator.planning.bill import NOT_INCLUDED, Bill, bill
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure, figure_range, with_range
from estimator.render.json import Json, as_figure, as_json
from estimator.render.names import title
from estimator.render.report import Chart, Report

HEADINGS = ("Item", "Cost", "80 % range", "Share")
_LARGEST = 3
# a part below this share is no bar to look at
_VISIBLE = 0.01


def _answer(asked: Asked) -> Answered:
    found = bill(ask(asked.text, asked.catalogue, asked.today), asked.catalogue)
    return Answered(partial(_data, found), partial(_report, found))


def _data(found: Bill) -> Json:
    run = as_json(found.estimate)
    items = [{"name": item.name, "cost": as_figure(item.cost), "why": item.why} for item in found.items]
    answer = run["answer"] | {"total_cost": as_figure(found.total_cost)}
    return run | {"question": "bill", "items": items, "answer": answer, "not_included": NOT_INCLUDED}


def _report(found: Bill) -> Report:
    total = found.total_cost
    parts = [(item.name, item.cost) for item in found.items]
    rows = [
        (name, figure(cost), figure_range(cost), per_cent(cost.value / total.value))
        for name, cost in (*parts, ("Total", total))
    ]
    drawn = [(name, cost) for name, cost in parts if cost.value > _VISIBLE * total.value]
    return Report(
        f"The whole bill: {with_range(found.total_cost)}",
        HEADINGS,
        tuple(rows),
        (f"Not included: {NOT_INCLUDED}.", "`explain bill …` says what each item pays for."),
        request=found.estimate.request.text,
        glance=(_largest(found),),
        chart=Chart("Cost", "USD", tuple(name for name, _ in drawn), tuple(cost for _, cost in drawn)),
        details=tuple(f"{item.name}: {item.why}." for item in found.items),
    )


def _largest(found: Bill) -> str:
    """The items that most of the money goes to, with their share."""
    items = sorted(found.items, key=lambda item: -item.cost.value)[:_LARGEST]
    shares = (f"{item.name.lower()} {per_cent(item.cost.value / found.total_cost.value)}" for item in items)
    return f"{title(found.estimate.run)}. Most of it: {', '.join(shares)}."


QUESTION = Question(
    "bill",
    "The run and all that is paid beside it: spare nodes, storage, egress, experiments before the run, staff.",
    {"bill 70B 2T 1024xh100": "the whole bill of a run"},
    _answer,
)
