"""A report in a message, private or shared: its table a screenful at a time, with buttons that turn it."""

import datetime
from collections.abc import Sequence

from blockkit.chart import chart, short_labels
from blockkit.kit import Block, Element, actions, button, context, header, section
from blockkit.message import Message
from blockkit.neutral import code, neutral, unbroken
from blockkit.table import Align, Cell, table
from estimator.render.bars import FAINT, SHADED, bars
from estimator.render.json import VERSION
from estimator.render.report import Report, is_figures

ROWS = 15
EVENT_TYPE = "llmcost_report"
_CHOICES = 3
# the column whose text is a link behind the cell before it
ADDRESS = "address"
# more lines leave no room for a chart on one screen: then each row has its bar
_CHARTED, _LINE, _TITLE = 5, 110, 85
_BAR = 10


def report_message(report: Report, asked: str, number: int = 1) -> Message:
    """The screenful of that number, the nearest where there is none, of a report that answers the text asked."""
    share = [button("Share", "share", asked, "primary"), button("Share & pin", "share_and_pin", asked)]
    return _message(report, asked, number, f"You asked {_command(asked)}", [] if report.is_list else share)


def replacing_report(report: Report, asked: str, note: str) -> Message:
    """The report in the place of the one before, once it has been shared."""
    shown = _message(report, asked, 1, f"You asked {_command(asked)} · {note}", [])
    return Message(f"{note}\n{shown.text}", shown.blocks, replaces=True)


def shared_report(report: Report, asked: str, user: str, day: datetime.date) -> Message:
    """The report for all to see: who asked, the exact command, the day of the facts, and the text as metadata."""
    said = f"<@{user}> asked {_command(asked)} on facts of {day}"
    shown = _message(report, asked, 1, said, [])
    payload = {"version": VERSION, "text": asked, "as_of": day.isoformat()}
    return Message(f"{said}\n{shown.text}", shown.blocks, metadata={"event_type": EVENT_TYPE, "event_payload": payload})


def _command(asked: str) -> str:
    return code(f"/llmcost {asked}")


def _message(report: Report, asked: str, number: int, said: str, first: Sequence[Element]) -> Message:
    """The report with who asked, and with these buttons before its own."""
    pages = max(-(-len(report.rows) // ROWS), 1)
    number = min(max(number, 1), pages)
    shown = report.rows[(number - 1) * ROWS : number * ROWS]
    rows = f"{len(report.rows)} row{'s' if len(report.rows) > 1 else ''}"
    count = [f"{rows} · page {number} of {pages}"] if report.is_list and report.rows else []
    notes = [*report.notes, *count]
    lines = [" · ".join(row) for row in ([report.headings, *shown] if shown else [])]
    title = report.title or asked.partition(" ")[0].capitalize()
    read_as = [f"Read as: {report.reading}"] if report.reading else []
    buttons = [*first, *_buttons(report, asked, number, pages)]
    return Message(
        neutral("\n".join([*read_as, title, *report.glance, *lines, *notes])),
        [
            *([context(f"Read as {code(report.reading)}")] if report.reading else []),
            header(title),
            *([section(neutral("\n".join(report.glance)))] if report.glance else []),
            *_table(report, shown),
            *([chart(report.chart)] if report.chart and _is_charted(report) else []),
            *_notes(notes, is_all=not shown),
            context(said),
            *([actions(*buttons)] if buttons else []),
        ],
    )


def _is_charted(report: Report) -> bool:
    """Whether a chart fits on one screen with the rows, the sentences and the buttons around it."""
    if report.chart is None or len(report.chart.labels) == 1:
        return False
    sentences = sum(1 + len(sentence) // _LINE for sentence in (*report.glance, *report.notes))
    return len(report.title) // _TITLE + len(report.rows) + sentences + bool(report.choices) <= _CHARTED


def _table(report: Report, rows: Sequence[Sequence[str]]) -> list[Block]:
    if not rows:
        return []
    shown = [column for column, heading in enumerate(report.headings) if heading != ADDRESS]
    cells = [[_cell(report.headings, row, column) for column in shown] for row in rows]
    align: list[Align] = [
        "right" if column and not report.is_list and is_figures(row[column] for row in rows) else "left"
        for column in shown
    ]
    headings = [report.headings[column] for column in shown]
    if drawn := {} if _is_charted(report) else _bars(report):
        is_ranged = any(SHADED in bar for bar in drawn.values())
        headings.append(f"{SHADED} {report.chart.reach}" if report.chart and is_ranged else " ")
        cells = [[*row, Cell(drawn.get(row[0].text, " "))] for row in cells]
        align.append("left")
    if not report.is_list:
        names = short_labels([row[0].text for row in cells])
        cells = [[Cell(name, row[0].url), *map(_whole, row[1:])] for name, row in zip(names, cells, strict=True)]
    return table(headings, cells, align)


def _whole(cell: Cell) -> Cell:
    """A figure with its unit in one line; a range and words may be folded."""
    return cell if "–" in cell.text or not is_figures([cell.text]) else Cell(unbroken(cell.text), cell.url)


def _bars(report: Report) -> dict[str, str]:
    """The bar of each row that is worth one, by its first cell."""
    if report.chart is None or len(report.chart.labels) == 1:
        return {}
    return dict(zip(report.chart.labels, bars(report.chart.spans, _BAR, FAINT), strict=True))


def _notes(notes: Sequence[str], *, is_all: bool) -> list[Block]:
    """The notes: small below a table, as text where they are all that there is."""
    text = neutral("\n".join(notes))
    return [section(text) if is_all else context(text)] if notes else []


def _cell(headings: Sequence[str], row: Sequence[str], column: int) -> Cell:
    """The cell, with the address that stands behind it as its link."""
    has_address = column + 1 < len(row) and headings[column + 1] == ADDRESS
    address = row[column + 1] if has_address else ""
    return Cell(row[column], address if address.startswith("http") else None)


def _buttons(report: Report, asked: str, number: int, pages: int) -> list[Element]:
    run = [button(text, f"run_{at}", text) for at, text in enumerate(report.choices[:_CHOICES])]
    edit = [button("Edit", "edit", report.request)] if report.request else []
    previous = [button("Previous", "previous", f"{number - 1} {asked}")] if number > 1 else []
    following = [button("Next", "next", f"{number + 1} {asked}")] if number < pages else []
    return [*run, *edit, *previous, *following]
