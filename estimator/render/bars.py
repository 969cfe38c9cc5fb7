"""Bars of block characters: solid up to the low end of a range, shaded to its high end, the rest of the scale faint."""

from collections.abc import Sequence

from estimator.calculation.quantity import Quantity

SOLID, SHADED, FAINT = "█", "▒", "░"


def bars(quantities: Sequence[Quantity], cells: int, rest: str = "") -> tuple[str, ...]:
    """A bar for each quantity on one scale, from zero to the highest end; `rest` fills what is left of the scale."""
    most = max((quantity.high for quantity in quantities), default=0.0)
    return tuple(_bar(quantity, most, cells, rest) for quantity in quantities)


def _bar(quantity: Quantity, most: float, cells: int, rest: str) -> str:
    low, high = (round(end / most * cells) if most > 0 else 0 for end in (quantity.low, quantity.high))
    high = max(high, low + (not quantity.is_certain), 1)
    drawn = SOLID * min(low or 1, cells) + SHADED * (high - (low or 1))
    return (drawn + rest * cells)[: cells if rest else max(high, 1)]
