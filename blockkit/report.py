"""A report in a message: its table a screenful at a time, with buttons that turn it."""

from collections.abc import Sequence

from blockkit.chart import chart
from blockkit.kit import Block, actions, button, context, header, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from blockkit.table import Align, Cell, table
from estimator.render.report import Report, is_figures

ROWS = 15
_CHOICES = 3
# the column whose text is a link behind the cell before it
ADDRESS = "address"


def report_message(report: Report, asked: str, number: int = 1) -> Message:
    """The screenful of that number, the nearest where there is none, of a report that answers the text asked."""
    pages = max(-(-len(report.rows) // ROWS), 1)
    number = min(max(number, 1), pages)
    shown = report.rows[(number - 1) * ROWS : number * ROWS]
    rows = f"{len(report.rows)} row{'s' if len(report.rows) > 1 else ''}"
    count = [f"{rows} · page {number} of {pages}"] if report.is_list and report.rows else []
    notes = [*report.notes, *count]
    lines = [" · ".join(row) for row in ([report.headings, *shown] if shown else [])]
    title = report.title or asked.partition(" ")[0].capitalize()
    read_as = [f"Read as: {report.reading}"] if report.reading else []
    return Message(
        neutral("\n".join([*read_as, title, *report.glance, *lines, *notes])),
        [
            *([context(f"Read as {code(report.reading)}")] if report.reading else []),
            header(title),
            *([section(neutral("\n".join(report.glance)))] if report.glance else []),
            *_table(report, shown),
            *([chart(report.chart)] if report.chart and len(report.chart.labels) > 1 else []),
            *_notes(notes, is_all=not shown),
            context(f"You asked {code(f'/llmcost {asked}')}"),
            *_buttons(report, asked, number, pages),
        ],
    )


def _table(report: Report, rows: Sequence[Sequence[str]]) -> list[Block]:
    if not rows:
        return []
    shown = [column for column, heading in enumerate(report.headings) if heading != ADDRESS]
    cells = [[_cell(report.headings, row, column) for column in shown] for row in rows]
    align: list[Align] = [
        "right" if column and not report.is_list and is_figures(row[column] for row in rows) else "left"
        for column in shown
    ]
    return table([report.headings[column] for column in shown], cells, align)


def _notes(notes: Sequence[str], *, is_all: bool) -> list[Block]:
    """The notes: small below a table, as text where they are all that there is."""
    text = neutral("\n".join(notes))
    return [section(text) if is_all else context(text)] if notes else []


def _cell(headings: Sequence[str], row: Sequence[str], column: int) -> Cell:
    """The cell, with the address that stands behind it as its link."""
    has_address = column + 1 < len(row) and headings[column + 1] == ADDRESS
    address = row[column + 1] if has_address else ""
    return Cell(row[column], address if address.startswith("http") else None)


def _buttons(report: Report, asked: str, number: int, pages: int) -> list[Block]:
    run = [button(text, f"run_{at}", text) for at, text in enumerate(report.choices[:_CHOICES])]
    edit = [button("Edit", "edit", report.request)] if report.request else []
    previous = [button("Previous", "previous", f"{number - 1} {asked}")] if number > 1 else []
    following = [button("Next", "next", f"{number + 1} {asked}")] if number < pages else []
    buttons = [*run, *edit, *previous, *following]
    return [actions(*buttons)] if buttons else []
