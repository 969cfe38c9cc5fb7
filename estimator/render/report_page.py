"""A report as a page in a fixed-width font: glance, table with bars, notes; details where everything is asked for."""

from collections.abc import Iterator, Sequence

from estimator.render.bars import SHADED, bars
from estimator.render.columns import BLANK, Column, PageLine, paragraph, plain_lines, table
from estimator.render.page import WIDTH
from estimator.render.report import Chart, Report, is_figures

_LEAST_CELLS, _MOST_CELLS = 8, 24
# a column of words may be folded to so many characters to make room for bars
_FOLDED = 36
_GAP = 2


def report_text(report: Report, width: int = WIDTH, *, explains: bool = False) -> str:
    """The report as plain lines: in a list with tabs between its columns."""
    if report.is_list or not (report.rows or report.glance):
        rows = [report.headings, *report.rows] if report.rows else []
        title = [report.title] if report.title else []
        return "\n".join([*title, *("\t".join(row) for row in rows), *report.notes])
    return plain_lines(report_page(report, width, explains=explains))


def report_page(report: Report, width: int, *, explains: bool = False) -> Iterator[PageLine]:
    """The lines of a report with a table, at most so wide where its words can be folded."""
    if report.reading:
        yield from paragraph(f"Read as {report.reading}", width, "quiet")
    yield from paragraph(report.title, width, "title")
    for sentence in report.glance:
        yield from paragraph(sentence, width)
    if report.rows:
        yield BLANK
        yield from _table(report, width)
    notes = [*report.notes, *(report.details if explains else ())]
    if notes or report.choices:
        yield BLANK
    for note in notes:
        yield from paragraph(note, width, "quiet", indent=2)
    if report.choices:
        yield from table((Column("label"), Column(grows=True)), _choices(report.choices), width)


def _choices(choices: Sequence[str]) -> list[tuple[str, str]]:
    return [("" if at else "Go on", f"llmcost {text}") for at, text in enumerate(choices)]


def _table(report: Report, width: int) -> Iterator[PageLine]:
    """The table, with the chart as a last column where there is room for it."""
    rows = [report.headings, *report.rows]
    columns = [Column(right=at > 0 and is_figures(cells)) for at, cells in enumerate(zip(*report.rows, strict=True))]
    widest = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    words = [at for at, column in enumerate(columns) if not column.right]
    longest = max(words, key=lambda at: widest[at], default=-1)
    columns = [column if at != longest else Column(grows=True) for at, column in enumerate(columns)]
    room = width - sum(widest) - _GAP * (len(widest) + 2)
    cells = min(room + max(widest[longest] - _FOLDED, 0) if longest >= 0 else room, _MOST_CELLS)
    if drawn := _bars(report.chart, cells):
        is_ranged = report.chart and any(SHADED in bar for bar in drawn.values())
        legend = f"{SHADED} {report.chart.reach}" if report.chart and is_ranged else ""
        columns = [*columns, Column("bar")]
        rows = [(*rows[0], legend), *((*row, drawn.get(row[0], "")) for row in rows[1:])]
    yield from table(columns, rows, width)


def _bars(chart: Chart | None, cells: int) -> dict[str, str]:
    """The bar of each row that is drawn, by the row's label, where there is room."""
    if chart is None or cells < _LEAST_CELLS:
        return {}
    return dict(zip(chart.labels, bars(chart.spans, cells), strict=True))
