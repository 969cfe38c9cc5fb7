"""Answers on a terminal: colours and tables."""

import io

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from estimator.estimate import Estimate
from estimator.render import wording
from estimator.render.report import Report


def screen(estimate: Estimate, market: str = "") -> str:
    """The worked answer as coloured text, as wide as the terminal; `market` is a line below the price."""
    return _as_wide_as_the_terminal(_answer(estimate, market))


def report_screen(report: Report) -> str:
    """A report as coloured text, as wide as the terminal."""
    heading = [Text(report.title, style="bold green")] if report.title else []
    return _as_wide_as_the_terminal(Group(*heading, *_tables(report), *map(Text, report.notes)))


def _tables(report: Report) -> list[RenderableType]:
    """The table of a report, where it has one."""
    if not report.rows:
        return []
    table = Table(*report.headings, box=box.SIMPLE_HEAD)
    for row in report.rows:
        table.add_row(*row)
    return [table]


def _as_wide_as_the_terminal(shown: RenderableType) -> str:
    page = io.StringIO()
    Console(file=page, force_terminal=True, width=Console().width).print(shown)
    return page.getvalue().rstrip()


def _answer(estimate: Estimate, market: str) -> RenderableType:
    return Group(
        Panel(
            Group(
                Text(wording.headline(estimate), style="bold green"),
                Text(wording.key_figures(estimate)),
            ),
            title=wording.subject_line(estimate),
            title_align="left",
        ),
        _steps(estimate),
        _inputs(estimate),
        *_notes(estimate, market),
    )


def _steps(estimate: Estimate) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("", "Step", "Formula", "Numbers"):
        table.add_column(heading, overflow="fold")
    table.add_column("Result", justify="right", style="bold")
    for number, step in enumerate(wording.working(estimate), 1):
        table.add_row(str(number), step.label, step.formula, step.substituted, step.result)
    return table


def _inputs(estimate: Estimate) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Input")
    table.add_column("Value", justify="right")
    table.add_column("Who says so", style="dim")
    for step in wording.inputs(estimate):
        table.add_row(step.label, step.result, step.says)
    return table


def _notes(estimate: Estimate, market: str) -> list[RenderableType]:
    beside = [f"{label}: {value}" for label, value in wording.side_figures(estimate)]
    notes: list[RenderableType] = [Text(note) for note in wording.notes(estimate, market) + beside]
    notes += [Text(f"Published: {wording.neighbour_line(near)}", style="cyan") for near in estimate.neighbours]
    notes += [Text(f"Warning: {doubt.message}", style="yellow") for doubt in estimate.doubts]
    return notes
