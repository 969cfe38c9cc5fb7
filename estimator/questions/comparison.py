"""A comparison answered: its JSON, and its report of who is cheapest and by how much."""

from dataclasses import replace
from functools import partial

from estimator.calculation.numbers import per_cent
from estimator.calculation.quantity import Quantity
from estimator.planning.compare import Comparison, Row, compare, days
from estimator.questions.question import Answered, Asked
from estimator.questions.sides import Sides
from estimator.render.figures import figure, with_range
from estimator.render.json import VERSION, Json, as_json, as_warning
from estimator.render.report import Report
from estimator.run.by_team import TEAM

HEADINGS = ("Run", "Cost", "Accelerator-hours", "How many", "Days", "MFU")


def answer(asked: Asked) -> Answered:
    """The comparison that the words ask for. Raises RequestError for sides that cannot be read, or fail."""
    sides = Sides(asked.catalogue.names, asked.today).read(asked.text)
    found = compare(sides, asked.catalogue, asked.today)
    return Answered(partial(_data, found), partial(_report, found))


def _data(found: Comparison) -> Json:
    best = {"cost": found.best("compute_cost"), "time": found.fastest, "emissions": found.best("emissions")}
    return {
        "version": VERSION,
        "as_of": found.rows[0].estimate.as_of.isoformat(),
        "question": "compare",
        "warnings": _warnings(found),
        "rows": [
            {"label": row.label, "text": row.estimate.request.text, "answer": as_json(row.estimate)["answer"]}
            for row in found.rows
        ],
        "best": {name: row.label if row else None for name, row in best.items()},
    }


def _warnings(found: Comparison) -> list[Json]:
    """The doubts of the comparison, then those of single rows with their label."""
    rows = [
        replace(doubt, message=f"{row.label}: {doubt.message}") for row in found.rows for doubt in row.estimate.doubts
    ]
    return [as_warning(doubt) for doubt in (*found.doubts, *rows)]


def _report(found: Comparison) -> Report:
    rows = tuple(_cells(row) for row in found.rows)
    by_team = dict.fromkeys(one.message for row in found.rows for one in row.estimate.doubts if one.code == TEAM)
    notes = [*(doubt.message for doubt in found.doubts), *by_team]
    if not all(row.estimate.answer["wall_clock"] for row in found.rows):
        notes.append("Days on as many accelerators as runs of that size used, where you left that open.")
    return Report(_headline(found), HEADINGS, rows, tuple(notes), request=found.rows[0].estimate.request.text)


def _headline(found: Comparison) -> str:
    """Which is cheapest, and by how much."""
    best = found.best("compute_cost")
    costs = sorted(cost.value for row in found.rows if (cost := row.estimate.answer["compute_cost"]))
    if best is None or len(costs) == 1 or costs[0] == costs[1]:
        return "Runs side by side"
    return f"Cheapest: {best.label}, {per_cent(1 - costs[0] / costs[1])} below the next"


def _cells(row: Row) -> tuple[str, ...]:
    found = row.estimate
    cost, hours, mfu = (found.answer[name] for name in ("compute_cost", "accelerator_hours", "mfu"))
    ranged = with_range(cost) if cost else "–"
    return (row.label, ranged, _shown(hours), f"{found.run.count:,}", _shown(days(found)), _shown(mfu))


def _shown(quantity: Quantity | None) -> str:
    return figure(quantity) if quantity else "–"
