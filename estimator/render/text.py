"""An answer as plain text: lined up for a fixed-width font, or one sentence a line for any other."""

from collections.abc import Iterator

from estimator.estimate import Estimate
from estimator.render.answer import ShownAnswer, shown
from estimator.render.columns import plain_lines
from estimator.render.page import FITS, WIDTH, answer_page

TEXT_LIMIT = 3_000


def worked(estimate: Estimate, market: str = "", width: int = WIDTH) -> str:
    """The answer lined up in columns, at most so wide."""
    return plain_lines(answer_page(shown(estimate, market), width))


def plain(estimate: Estimate, market: str = "") -> str:
    """The answer as sentences, at most TEXT_LIMIT characters, for a notification or to be read aloud."""
    text = "\n".join(_sentences(shown(estimate, market)))
    return text if len(text) <= TEXT_LIMIT else f"{text[: TEXT_LIMIT - 1]}…"


def _sentences(answer: ShownAnswer) -> Iterator[str]:
    if answer.reading:
        yield f"Read as: {answer.reading}"
    yield answer.title
    yield from (f"Warning: {warning}" for warning in answer.warnings)
    for entry in answer.figures:
        yield entry.told if entry.is_verdict else f"{entry.label}: {entry.told}"
    for step in answer.steps:
        yield f"{step.number}. {step.label}: {step.working} = {step.result}"
    yield from (f"{label}: {words}" for label, words in answer.lines)
    if answer.sources:
        yield f"Sources: {answer.sources}"
    if answer.choices:
        yield f"{FITS}: {' · '.join(answer.choices)}"
