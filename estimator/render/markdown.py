"""An answer as Markdown, for a document or an issue: a heading, three tables, and notes; with everything on request."""

from collections.abc import Iterable, Iterator, Sequence

from estimator.estimate import Estimate
from estimator.render.answer import ShownAnswer, shown
from estimator.render.everything import Section, everything
from estimator.render.page import FITS


def markdown(estimate: Estimate, market: str = "") -> str:
    """The glance, the working and what stands beside them."""
    return "\n".join(_answer(shown(estimate, market)))


def markdown_explanation(estimate: Estimate) -> str:
    """Every step and fact by section, and the sources by number."""
    found = everything(estimate)
    lines = [line for section in found.sections for line in _section(section)]
    sources = [
        f"{number}. [{source.title}]({source.url})" if source.url else f"{number}. {source.title}"
        for number, source in enumerate(found.sources, 1)
    ]
    return "\n".join([*lines, "### Sources", "", *sources])


def _answer(answer: ShownAnswer) -> Iterator[str]:
    if answer.reading:
        yield from (f"Read as `{answer.reading}`", "")
    yield f"## {answer.title}"
    yield ""
    for warning in answer.warnings:
        yield from (f"> **Warning:** {warning}", "")
    figures = [(entry.label, entry.value, entry.range, entry.terms) for entry in answer.figures]
    yield from _table(("", "Estimate", "80 % range", ""), figures)
    yield ""
    if answer.steps:
        yield from (*_steps(answer), "")
    yield from (f"- **{label}:** {words}" for label, words in answer.lines)
    if answer.choices:
        yield f"- **{FITS}:** {' · '.join(f'`{text}`' for text in answer.choices)}"


def _steps(answer: ShownAnswer) -> Iterable[str]:
    steps = [(str(step.number), step.label, step.working, step.result, step.says) for step in answer.steps]
    return _table(("", "Step", "Working", "Result", "Who says so"), steps)


def _section(section: Section) -> Iterator[str]:
    yield f"### {section.title}"
    yield ""
    yield from _table(("", "Value", "How"), [(entry.label, entry.value, entry.words) for entry in section.entries])
    yield ""
    yield from (f"- {sentence}" for sentence in section.sentences)
    yield ""


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(header), _row(["---"] * len(header)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
