"""A comparison answered: its JSON, and its report of who is cheapest and by how much."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from estimator.calculation.numbers import per_cent, scaled
from estimator.calculation.quantity import Quantity
from estimator.planning.compare import Comparison, Row, compare, days
from estimator.questions.question import Answered, Asked
from estimator.questions.sides import Sides
from estimator.render.figures import figure, figure_range
from estimator.render.json import VERSION, Json, as_json, as_warning
from estimator.render.names import model_words, short_name
from estimator.render.report import Chart, Report
from estimator.run.by_team import TEAM

HEADINGS = ("Run", "Cost", "80 % range", "Hours", "Time", "MFU", "How many")


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
    counts = {row.estimate.run.count for row in found.rows}
    columns = len(HEADINGS) - (len(counts) == 1)
    rows = tuple(_cells(row)[:columns] for row in found.rows)
    by_team = dict.fromkeys(one.message for row in found.rows for one in row.estimate.doubts if one.code == TEAM)
    notes = [*(doubt.message for doubt in found.doubts), *by_team]
    if not all(row.estimate.answer["wall_clock"] for row in found.rows):
        each = f"On {counts.pop():,} accelerators each" if len(counts) == 1 else "On as many accelerators"
        notes.append(f"{each}, as runs of that size used, where you left that open.")
    return Report(
        _headline(found),
        HEADINGS[:columns],
        rows,
        tuple(notes),
        request=found.rows[0].estimate.request.text,
        glance=tuple(_glance(found)),
        chart=_chart(found),
    )


def _headline(found: Comparison) -> str:
    """Which is cheapest, and by how much."""
    best = found.best("compute_cost")
    costs = sorted(cost.value for row in found.rows if (cost := row.estimate.answer["compute_cost"]))
    if best is None or len(costs) == 1 or costs[0] == costs[1]:
        return "Runs side by side"
    cost = best.estimate.answer["compute_cost"]
    least = f", {figure(cost)}" if cost else ""
    return f"Cheapest: {short_name(best.label)}{least}, {per_cent(1 - costs[0] / costs[1])} below the next"


def _glance(found: Comparison) -> Iterator[str]:
    """What is compared where all have it, how sure the order is, and which is done first."""
    subjects = {
        f"{model_words(row.estimate.run)} on {scaled(row.estimate.run.tokens.value)} tokens" for row in found.rows
    }
    if len(subjects) == 1:
        yield f"{subjects.pop()}."
    costs = sorted((cost for row in found.rows if (cost := row.estimate.answer["compute_cost"])), key=_value)
    if len(costs) > 1 and not costs[0].is_certain:
        turns = costs[1].low < costs[0].high
        yield (
            "The 80 % ranges of the two cheapest overlap: their order may turn."
            if turns
            else "The 80 % ranges of the two cheapest do not overlap: the order is safe at these prices."
        )
    fastest = found.fastest
    if fastest and (time := days(fastest.estimate)):
        yield f"Fastest: {short_name(fastest.label)}, {figure(time)} on {fastest.estimate.run.count:,}."


def _value(quantity: Quantity) -> float:
    return quantity.value


def _chart(found: Comparison) -> Chart | None:
    costs = [row.estimate.answer["compute_cost"] for row in found.rows]
    if not all(costs):
        return None
    labels = tuple(short_name(row.label) for row in found.rows)
    return Chart("Cost", "USD", labels, tuple(cost for cost in costs if cost))


def _cells(row: Row) -> tuple[str, ...]:
    found = row.estimate
    cost, hours, mfu = (found.answer[name] for name in ("compute_cost", "accelerator_hours", "mfu"))
    span = figure_range(cost) if cost else ""
    shown = (_shown(cost), span or "–", _shown(hours).removesuffix(" h"), _shown(days(found)), _shown(mfu))
    return (short_name(row.label), *shown, f"{found.run.count:,}")


def _shown(quantity: Quantity | None) -> str:
    return figure(quantity) if quantity else "–"
