"""What every form of an answer lays out: the glance, the working, and what stands beside them."""

from functools import lru_cache

from msgspec import Struct

from estimator.calculation.papers import DEFINITION
from estimator.estimate import Estimate
from estimator.language import write
from estimator.render.beside import (
    Line,
    ShownPrice,
    lines_beside,
    misfit,
    reading_words,
    shown_prices,
    warnings,
    what_fits_not,
)
from estimator.render.glance import key_figures
from estimator.render.key_figure import NO, KeyFigure
from estimator.render.names import title
from estimator.render.working import Step, working_steps

# an answer takes several forms at once, one after another
_RECENT = 8


class ShownAnswer(Struct, frozen=True):
    """An answer in words and figures, without any layout: title, warnings, glance, working, and labelled lines.

    `reading` is how a sentence was read, in the language's own form; it comes first, so that a wrong one is seen.
    `prices` are those that the line of prices tells, for forms that draw them; `choices` complete requests that fit
    where this does not. A run that does not fit, where that is asked, has no working: nobody can have it.
    """

    reading: str
    title: str
    warnings: tuple[str, ...]
    figures: tuple[KeyFigure, ...]
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    prices: tuple[ShownPrice, ...]
    choices: tuple[str, ...] = ()

    @property
    def sources(self) -> str:
        """Who says so, step by step, each named once; what holds by definition needs nobody."""
        named: dict[str, list[str]] = {}
        for step in self.steps:
            if step.says and step.source != DEFINITION:
                named.setdefault(step.says, []).append(str(step.number))
        return " · ".join(f"{', '.join(numbers)} {says}" for says, numbers in named.items())


@lru_cache(maxsize=_RECENT)
def shown(estimate: Estimate, market: str = "") -> ShownAnswer:
    """An estimate in words and figures; `market` is a sentence on what the accelerator rents for now."""
    reading, named, figures = reading_words(estimate.request), title(estimate.run), key_figures(estimate)
    choices = tuple(map(write, estimate.instead()))
    if figures and figures[0].value == NO and misfit(estimate):
        return ShownAnswer(reading, named, (), figures[:1], (), what_fits_not(estimate), (), choices)
    return ShownAnswer(
        reading,
        named,
        warnings(estimate),
        figures,
        working_steps(estimate),
        lines_beside(estimate, market),
        shown_prices(estimate),
        choices,
    )
