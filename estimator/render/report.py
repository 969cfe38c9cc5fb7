"""A table with what stands above and below it, as text, CSV or Markdown: what every question but an estimate gives."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Row = Sequence[str]


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


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    """The rows with each column as wide as its widest cell, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
