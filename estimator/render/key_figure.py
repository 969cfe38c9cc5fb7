"""One line of the glance."""

from msgspec import Struct

from estimator.calculation.quantity import Quantity
from estimator.render.figures import figure, figure_range

_TO = " – "


class KeyFigure(Struct, frozen=True):
    """One line of the glance: what it is, its value, its range where it has one, and in which terms."""

    label: str
    value: str
    range: str
    terms: str


def key_figure(label: str, quantity: Quantity, terms: str) -> KeyFigure:
    """A figure, and its range without the unit where all three have the same."""
    value, ends = figure(quantity), figure_range(quantity).split(_TO)
    unit = value.partition(" ")[2]
    if unit and all(end.endswith(f" {unit}") for end in ends):
        ends = [end.removesuffix(f" {unit}") for end in ends]
    return KeyFigure(label, value.removesuffix(" h"), _TO.join(ends), terms)
