"""How a sentence was read, as a request that can be typed: the first line of a report."""

from collections.abc import Callable, Iterator

from estimator.language import write
from estimator.language.sentences import speaks
from estimator.planning.observe import Measured
from estimator.questions.question import Asked
from estimator.render.report import Report
from estimator.request import Request


def reading(asked: Asked, word: str, request: Request, *more: str) -> str:
    """The question in the language's own form where it was asked in a sentence; empty where it was typed so."""
    return " ".join((word, write(request), *more)) if speaks(asked.text) else ""


def with_reading(report: Callable[[], Report], read_as: str) -> Callable[[], Report]:
    """A report that says first how the question was read."""
    return lambda: report()._replace(reading=read_as)


def sides_of(requests: tuple[Request, ...]) -> tuple[str, ...]:
    """What each request of a comparison but the first says otherwise than the first: `vs b200-sxm`."""
    first = write(requests[0]).split()
    said = [write(one) for one in requests[1:]]
    others = [" ".join(word for word in one.split() if word not in first) or one for one in said]
    return tuple(word for other in others for word in ("vs", other))


def said(seen: Measured) -> Iterator[str]:
    """What was measured, as `observe` reads it."""
    written = {
        "{:g} tok/s": seen.tokens_per_second,
        "{:g} tok/s/gpu": seen.each,
        "step={:g}s": seen.step_seconds,
        "{:g}TFLOP/s/gpu": seen.flops and seen.flops / 1e12,
        "mfu={:g}": seen.mfu,
        "done={:g}": seen.done,
        "done={:g}%": seen.done_share and 100 * seen.done_share,
        "after {:g}d": seen.days,
        "start={}": seen.start,
    }
    return (form.format(value) for form, value in written.items() if value is not None)
