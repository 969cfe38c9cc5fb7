"""An answer as a page in a fixed-width font: glance and working in one screen."""

from collections.abc import Iterator

from estimator.render.answer import ShownAnswer
from estimator.render.columns import BLANK, Column, PageLine, paragraph, table

WIDTH = 100
_FIGURES = (Column("label"), Column("value", right=True), Column(), Column("quiet", grows=True))
_STEPS = (Column("label", right=True), Column("label"), Column(grows=True), Column("value", right=True))
_LINES = (Column("label"), Column(grows=True))


def answer_page(answer: ShownAnswer, width: int = WIDTH) -> Iterator[PageLine]:
    """Title, warnings, glance, working, and what stands beside them, at most so wide."""
    yield from paragraph(answer.title, width, "title")
    for warning in answer.warnings:
        yield from paragraph(f"Warning: {warning}", width, "warning")
    yield BLANK
    figures = [(entry.label, entry.value, entry.range, entry.terms) for entry in answer.figures]
    yield from table(_FIGURES, figures, width)
    yield BLANK
    steps = [(str(step.number), step.label, step.working, step.result) for step in answer.steps]
    yield from table(_STEPS, steps, width)
    yield BLANK
    yield from table(_LINES, [*answer.lines, ("Sources", answer.sources)], width)
