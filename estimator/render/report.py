"""A table with what stands above and below it, as text, CSV or Markdown: what every question but an estimate gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Row = Sequence[str]
# a number with its sign or currency, what is not there, or what is never reached
_FIGURE = re.compile(r"[−-]?[$€]?\d|[–-]$|never$")


class Report(NamedTuple):
    """A title, a table and notes below it, each of which may be empty.

    `is_list` says that the rows are entries of one kind, as many as there are. `request` is the text of an estimate
    behind it that may be changed and asked again.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    is_list: bool = False
    request: str = ""


def report_text(report: Report) -> str:
    """The report as lines: columns that line up, in a list with tabs between them."""
    rows = [report.headings, *report.rows] if report.rows else []
    table = ["\t".join(row) for row in rows] if report.is_list else list(_aligned(rows))
    return "\n".join([*([report.title] if report.title else []), *table, *report.notes])


def report_csv(report: Report) -> str:
    """The table with a header line; a report without a table gives its notes, one on a line."""
    import csv  # noqa: PLC0415 - most reports are read by people
    import io  # noqa: PLC0415 - as above

    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([report.headings, *report.rows] if report.rows else [[note] for note in report.notes])
    return written.getvalue().rstrip("\n")


def report_markdown(report: Report) -> str:
    """The title as a heading, the table, and the notes as a list."""
    title = [f"## {report.title}", ""] if report.title else []
    rows = [report.headings, ["---"] * len(report.headings), *report.rows] if report.rows else []
    table = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(
        [*title, *table, *([""] if table and report.notes else []), *(f"- {note}" for note in report.notes)]
    )


def is_figures(cells: Iterable[str]) -> bool:
    """Whether the cells of a column are figures, which line up to the right, or words, which line up to the left."""
    return all(_FIGURE.match(cell) for cell in cells)


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    """The rows with each column as wide as its widest cell."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    figures = [is_figures(column[1:]) for column in columns]
    for row in rows:
        cells = zip(row, widths, figures, strict=True)
        yield "  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in cells).rstrip()
