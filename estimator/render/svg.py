"""Bars as inline SVG that are as wide as what they stand in: a range with its value, and a share of the largest."""

from estimator.render.bars import Span
from estimator.render.markup import Html, tag

_HEIGHT = "16"


def range_bar(low: float, value: float, high: float, words: str) -> Html:
    """A bar from low to high with a mark at the value, on a scale that begins at zero and ends at high."""
    return _drawn(words, tag("line", class_="axis", x1="0", x2="100%", y1="8", y2="8"), *_range(low, value, high, high))


def span_bar(span: Span, most: float, words: str) -> Html:
    """A bar from zero to the low end of a range and on to its high end, with a mark at the value."""
    solid = tag("rect", class_="used", x="0", y="3", width=_percent(span.low / most), height="10")
    return _drawn(words, solid, *_range(span.low, span.value, span.high, most))


def _range(low: float, value: float, high: float, most: float) -> tuple[Html, Html]:
    mark = _percent(value / most)
    return (
        tag("rect", class_="range", x=_percent(low / most), y="3", width=_percent((high - low) / most), height="10"),
        tag("line", class_="value", x1=mark, x2=mark, y1="0", y2=_HEIGHT),
    )


def share_bar(share: float, words: str, kind: str) -> Html:
    """A bar of a share between 0 and 1 of the width."""
    return _drawn(words, tag("rect", class_=kind, x="0", y="2", width=_percent(share), height="12"))


def _drawn(words: str, *shapes: Html) -> Html:
    return tag("svg", *shapes, role="img", aria_label=words, width="100%", height=_HEIGHT)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
