"""Bars of block characters: solid up to the low end of a range, shaded to its high end, the rest of the scale faint."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

SOLID, SHADED, FAINT = "█", "▒", "░"


class Span(Protocol):
    """What a bar draws: a value and its range, as a quantity has them."""

    @property
    def value(self) -> float:
        """The value itself."""

    @property
    def low(self) -> float:
        """The low end of its range; the value where that is certain."""

    @property
    def high(self) -> float:
        """The high end of its range."""


class Ends(NamedTuple):
    """A value with the ends of what it may be."""

    value: float
    low: float
    high: float


def bars(spans: Sequence[Span], cells: int, rest: str = "") -> tuple[str, ...]:
    """A bar for each span on one scale, from zero to the highest end; `rest` fills what is left of the scale."""
    most = max((span.high for span in spans), default=0.0)
    return tuple(_bar(span, most, cells, rest) for span in spans)


def _bar(span: Span, most: float, cells: int, rest: str) -> str:
    low, high = (round(end / most * cells) if most > 0 else 0 for end in (span.low, span.high))
    solid = min(max(low, 1), cells)
    shaded = max(high - solid, int(span.low < span.high))
    drawn = f"{SOLID * solid}{SHADED * shaded}"[-cells:] if solid + shaded > cells else SOLID * solid + SHADED * shaded
    return drawn + rest * (cells - len(drawn))
