"""Bars as inline SVG that are as wide as what they stand in: a range with its value, and a share of the largest."""

from estimator.render.markup import Html, tag

_HEIGHT = "16"


def range_bar(low: float, value: float, high: float, words: str) -> Html:
    """A bar from low to high with a mark at the value, on a scale that begins at zero and ends at high."""
    return _drawn(
        words,
        tag("line", class_="axis", x1="0", x2="100%", y1="8", y2="8"),
        tag("rect", class_="range", x=_percent(low / high), y="3", width=_percent((high - low) / high), height="10"),
        tag("line", class_="value", x1=_percent(value / high), x2=_percent(value / high), y1="0", y2=_HEIGHT),
    )


def share_bar(share: float, words: str, kind: str) -> Html:
    """A bar of a share between 0 and 1 of the width."""
    return _drawn(words, tag("rect", class_=kind, x="0", y="2", width=_percent(share), height="12"))


def _drawn(words: str, *shapes: Html) -> Html:
    return tag("svg", *shapes, role="img", aria_label=words, width="100%", height=_HEIGHT)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
