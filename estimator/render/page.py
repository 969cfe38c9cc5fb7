"""An answer as a page in a fixed-width font: glance and working in one screen."""

from collections.abc import Iterator, Sequence

from estimator.render.answer import ShownAnswer
from estimator.render.bars import SHADED, bars
from estimator.render.beside import Line, ShownPrice
from estimator.render.columns import BLANK, Column, PageLine, paragraph, table
from estimator.render.figures import figure

WIDTH = 100
HEIGHT = 24
PRICE, FITS = "Price", "Fits"
_LABEL = 7
_FIGURES = (Column("label"), Column("value", right=True), Column(), Column("quiet", grows=True))
_STEPS = (Column("label", right=True), Column("label"), Column(grows=True), Column("value", right=True))
_LINES = (Column("label", least=_LABEL), Column(grows=True))
_PRICES = (Column("label", least=_LABEL), Column(right=True), Column(grows=True), Column(right=True), Column("bar"))
_GAPS = 12
_LEAST_CELLS, _MOST_CELLS = 8, 24


def answer_page(answer: ShownAnswer, width: int = WIDTH) -> Iterator[PageLine]:
    """Title, warnings, glance, working, and what stands beside them, at most so wide.

    Prices are drawn as bars where they leave the page on one screen, else told; sources, which an explanation names
    too, are left out where that alone brings it onto one screen.
    """
    upper = [*_upper(answer, width)]
    told = [*upper, *_beside(answer, width, ())]
    drawn = [*upper, *_beside(answer, width, _price_rows(answer.prices, width))]
    shorter = [*upper, *_beside(answer, width, (), has_sources=False)]
    yield from next((page for page in (drawn, told, shorter) if len(page) <= HEIGHT), told)


def _upper(answer: ShownAnswer, width: int) -> Iterator[PageLine]:
    if answer.reading:
        yield from paragraph(f"Read as {answer.reading}", width, "quiet")
    yield from paragraph(answer.title, width, "title")
    for warning in answer.warnings:
        yield from paragraph(f"Warning: {warning}", width, "warning")
    yield BLANK
    figures = [(entry.label, entry.value, entry.range, entry.terms) for entry in answer.figures]
    yield from table(_FIGURES, figures, width)
    yield BLANK
    if answer.steps:
        steps = [(str(step.number), step.label, step.working, step.result) for step in answer.steps]
        yield from table(_STEPS, steps, width)
        yield BLANK


def _beside(
    answer: ShownAnswer, width: int, prices: Sequence[Sequence[str]], *, has_sources: bool = True
) -> Iterator[PageLine]:
    """The labelled lines, with rows of prices in the place of the line that tells them."""
    legend = f" · {SHADED} the 80 % range" if any(SHADED in row[-1] for row in prices) else ""
    sources: list[Line] = [("Sources", answer.sources + legend)] if has_sources and answer.sources else []
    lines = [*answer.lines, *sources]
    place = next((at for at, (label, _) in enumerate(lines) if label == PRICE), 0) if prices else 0
    yield from table(_LINES, lines[:place], width)
    yield from table(_PRICES, prices, width)
    yield from table(_LINES, lines[place + bool(prices) :], width)
    yield from table(_LINES, [("" if at else FITS, f"llmcost {text}") for at, text in enumerate(answer.choices)], width)


def _price_rows(prices: Sequence[ShownPrice], width: int) -> list[tuple[str, ...]]:
    """A row for each price with a bar of the cost at it; none where the width leaves no room for bars."""
    costs = [figure(price.cost) for price in prices]
    texts = [f"→ {price.price}" if price.is_used else price.price for price in prices]
    taken = sum(max(map(len, cells), default=0) for cells in (texts, costs, [price.terms for price in prices]))
    cells = min(width - _LABEL - _GAPS - taken, _MOST_CELLS)
    if cells < _LEAST_CELLS:
        return []
    drawn = bars([price.cost for price in prices], cells)
    labels = [PRICE, *[""] * len(prices)]
    return [
        (label, text, price.terms, cost, bar)
        for label, text, price, cost, bar in zip(labels, texts, prices, costs, drawn, strict=False)
    ]
