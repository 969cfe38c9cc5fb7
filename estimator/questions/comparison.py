"""A comparison answered: its JSON, and its report of who is cheapest and by how much."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from estimator.calculation.numbers import per_cent, scaled
from estimator.calculation.quantity import Quantity
from estimator.planning.compare import Comparison, Row, compare, days
from estimator.questions.question import Answered, Asked
from estimator.questions.read_as import reading, sides_of, with_reading
from estimator.questions.sides import Sides
from estimator.render.figures import figure, figure_range, with_range
from estimator.render.json import VERSION, Json, answer_json, as_warning
from estimator.render.names import model_words, short_name
from estimator.render.report import Chart, Report
from estimator.run.by_team import TEAM

HEADINGS = ("Run", "Cost", "80 % range", "Hours", "Time", "MFU", "How many")


def answer(asked: Asked) -> Answered:
    """The comparison that the words ask for. Raises RequestError for sides that cannot be read, or fail."""
    sides = Sides(asked.catalogue.names, asked.today).read(asked.text)
    found = compare(sides, asked.catalogue, asked.today, layout=asked.layout)
    requests = tuple(side.request for side in sides)
    read_as = reading(asked, "compare", requests[0], *sides_of(requests))
    return Answered(partial(_data, found), with_reading(partial(_report, found), read_as))


def _data(found: Comparison) -> Json:
    best = {"cost": found.best("compute_cost"), "time": found.fastest, "emissions": found.best("emissions")}
    return {
        "version": VERSION,
        "as_of": found.rows[0].estimate.as_of.isoformat(),
        "question": "compare",
        "warnings": _warnings(found),
        "rows": [
            {"label": row.label, "text": row.estimate.request.text, "answer": answer_json(row.estimate)}
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


class _Win(NamedTuple):
    """The row with the least of something, how far below the next, and whether their ranges overlap."""

    what: str
    row: Row
    below: str
    overlaps: bool


def _headline(found: Comparison) -> str:
    """Who wins on cost, time and carbon, by how much, and whether that is sure."""
    timed = all(row.estimate.answer["wall_clock"] for row in found.rows)
    measures = {"cheapest": "compute_cost", "fastest": "wall_clock" if timed else "accelerator_hours"}
    measures["least CO2e"] = "emissions"
    wins = [win for what, name in measures.items() for win in _wins(what, name, found)]
    labels = dict.fromkeys(win.row.label for win in wins)
    parts = [_won([win for win in wins if win.row.label == label]) for label in labels]
    line = "; ".join(parts) or "runs side by side"
    return line[0].upper() + line[1:]


def _won(wins: list[_Win]) -> str:
    shares = [win.below for win in wins]
    below = shares[0] if len(set(shares)) == 1 else _listed(shares)
    sure = " (ranges overlap)" if wins[0].overlaps else ""
    return f"{_listed([win.what for win in wins])}: {short_name(wins[0].row.label)}, {below} below the next{sure}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _wins(what: str, name: str, found: Comparison) -> Iterator[_Win]:
    """The win, if others have more. Ranges of the same hours move together: then the price alone decides."""
    known = [(quantity, row) for row in found.rows if (quantity := row.estimate.answer[name])]
    ranked = sorted(known, key=lambda pair: pair[0].value)
    if len(ranked) > 1 and ranked[0][0].value < ranked[1][0].value:
        (best, row), (second, other) = ranked[:2]
        alike = row.estimate.answer["accelerator_hours"] == other.estimate.answer["accelerator_hours"]
        yield _Win(what, row, per_cent(1 - best.value / second.value), best.high > second.low and not alike)


def _glance(found: Comparison) -> Iterator[str]:
    """What is compared where all have it, and the figures of the winners."""
    runs = [row.estimate.run for row in found.rows]
    subjects = {f"{model_words(run)} on {scaled(run.tokens.value)} tokens" for run in runs}
    subject = subjects.pop() if len(subjects) == 1 else ""
    cheapest, fastest = found.best("compute_cost"), found.fastest
    cost = cheapest and cheapest.estimate.answer["compute_cost"]
    time = fastest and days(fastest.estimate)
    if cheapest and cheapest is fastest and cost and time:
        figures = f"{with_range(cost)} and {with_range(time)} on {cheapest.estimate.run.count:,}."
        yield f"{subject}: {figures}" if subject else figures
        return
    if subject:
        yield f"{subject}."
    if cheapest and cost:
        yield f"Least cost: {with_range(cost)} for {short_name(cheapest.label)}."
    if fastest and time:
        yield f"Least time: {with_range(time)} for {short_name(fastest.label)} on {fastest.estimate.run.count:,}."


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
