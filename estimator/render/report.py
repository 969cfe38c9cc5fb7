"""A table with what stands above and below it, as CSV or Markdown: what every question but an estimate gives."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from estimator.render.bars import Span
from estimator.render.cells import figure_cell

# a number with its sign or currency, what is not there, or what is never reached
_FIGURE = re.compile(r"[−-]?[$€]?\d|[–-]$|never$")


class Chart(NamedTuple):
    """What to draw on one scale from zero: a bar for each row of the table that is worth one, by its first cell.

    `reach` says what lies between a bar's ends.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    spans: tuple[Span, ...]
    reach: str = "80 % range"


class Report(NamedTuple):
    """A title, sentences to read at a glance, a table, notes below it and details, each of which may be empty.

    `is_list` says that the rows are entries of one kind, as many as there are. `request` is the text of an estimate
    behind it that may be changed and asked again, `reading` how a sentence was read, `chart` draws the table's main
    column, `choices` are complete requests to go on with. `details` are shown where everything is asked for.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    is_list: bool = False
    request: str = ""
    glance: tuple[str, ...] = ()
    chart: Chart | None = None
    choices: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    reading: str = ""


def report_csv(report: Report) -> str:
    """The table with a header line; a report without a table gives its notes, one on a line."""
    import csv  # noqa: PLC0415 - most reports are read by people
    import io  # noqa: PLC0415 - as above

    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    rows = [report.headings, *report.rows] if report.rows else [(note,) for note in report.notes]
    writer.writerows([figure_cell(cell) for cell in row] for row in rows)
    return written.getvalue().rstrip("\n")


def report_markdown(report: Report) -> str:
    """The title as a heading, what is read at a glance, the table, and the notes as a list."""
    title = [f"Read as `{report.reading}`", ""] if report.reading else []
    title += [f"## {report.title}", ""] if report.title else []
    glance = [line for sentence in report.glance for line in (sentence, "")]
    rows = [report.headings, ["---"] * len(report.headings), *report.rows] if report.rows else []
    table = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    notes = [f"- {note}" for note in report.notes]
    return "\n".join([*title, *glance, *table, *([""] if table and notes else []), *notes])


def is_figures(cells: Iterable[str]) -> bool:
    """Whether the cells of a column are figures, which line up to the right, or words, which line up to the left."""
    return all(_FIGURE.match(cell) for cell in cells)
