"""`bill 70B 2T 1024xh100`: the run and all that is paid beside it, item by item."""

from functools import partial

from estimator.ask import ask
from estimator.planning.bill import NOT_INCLUDED, Bill, bill
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure, figure_range
from estimator.render.json import Json, as_figure, as_json
from estimator.render.report import Report

HEADINGS = ("Item", "Cost", "Range", "Why")


def _answer(asked: Asked) -> Answered:
    found = bill(ask(asked.text, asked.catalogue, asked.today), asked.catalogue)
    return Answered(partial(_data, found), partial(_report, found))


def _data(found: Bill) -> Json:
    run = as_json(found.estimate)
    items = [{"name": item.name, "cost": as_figure(item.cost), "why": item.why} for item in found.items]
    answer = run["answer"] | {"total_cost": as_figure(found.total_cost)}
    return run | {"question": "bill", "items": items, "answer": answer, "not_included": NOT_INCLUDED}


def _report(found: Bill) -> Report:
    rows = [(item.name, figure(item.cost), figure_range(item.cost), item.why) for item in found.items]
    rows.append(("Total", figure(found.total_cost), figure_range(found.total_cost), "the sum of all items"))
    title = f"The whole bill: {figure(found.total_cost)} ({figure_range(found.total_cost)})"
    return Report(
        title, HEADINGS, tuple(rows), (f"Not included: {NOT_INCLUDED}.",), request=found.estimate.request.text
    )


QUESTION = Question(
    "bill",
    "The run and all that is paid beside it: spare nodes, storage, egress, experiments before the run, staff.",
    {"bill 70B 2T 1024xh100": "the whole bill of a run"},
    _answer,
)
