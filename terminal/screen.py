"""Answers on a terminal: the same lines as in a pipe, in colour, and reports as tables."""

import io
from collections.abc import Callable, Iterable

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from estimator.render.columns import PageLine
from estimator.render.page import WIDTH
from estimator.render.report import Report
from estimator.render.report_page import report_page

_COLOURS = {
    "title": "bold",
    "value": "bold green",
    "label": "cyan",
    "quiet": "dim",
    "warning": "bold yellow",
    "bar": "green",
}
_LEAST = 60


def page_screen(page: Callable[[int], Iterable[PageLine]]) -> str:
    """The page for a terminal of this width, coloured unless NO_COLOR is set."""
    terminal = Console()
    width = max(min(terminal.width, WIDTH), _LEAST)
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=max(width, terminal.width), highlight=False)
    for line in page(width):
        console.print(Text.assemble(*((text, _COLOURS.get(style, "")) for style, text in line)), soft_wrap=True)
    return drawn.getvalue().rstrip()


def report_screen(report: Report, *, explains: bool = False) -> str:
    """A report as coloured text, as wide as the terminal; one that is a list as a table."""
    if (report.rows or report.glance) and not report.is_list:
        return page_screen(lambda width: report_page(report, width, explains=explains))
    heading = [Text(report.title, style="bold green")] if report.title else []
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=Console().width)
    console.print(Group(*heading, *_tables(report), *map(Text, report.notes)))
    return drawn.getvalue().rstrip()


def _tables(report: Report) -> list[RenderableType]:
    """The table of a report, where it has one."""
    if not report.rows:
        return []
    table = Table(*report.headings, box=box.SIMPLE_HEAD)
    for row in report.rows:
        table.add_row(*row)
    return [table]
