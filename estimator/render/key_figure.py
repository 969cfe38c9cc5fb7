"""One line of the glance."""

from msgspec import Struct

from estimator.calculation.quantity import Quantity
from estimator.render.figures import figure, figure_range

YES, NO = "yes", "no"


class KeyFigure(Struct, frozen=True):
    """One line of the glance: what it is, its value, its range where it has one, and in which terms."""

    label: str
    value: str
    range: str
    terms: str

    @property
    def is_verdict(self) -> bool:
        """Whether it answers yes or no."""
        return self.value in (YES, NO)

    @property
    def told(self) -> str:
        """The figure without its label, as it is read aloud: `$2.69M ($1.9M – $3.8M) at $1.80 per A100-hour`."""
        if self.is_verdict:
            return f"{self.value.capitalize()}: {self.terms}"
        return f"{self.value}{f' ({self.range})' if self.range else ''} {self.terms}"


def key_figure(label: str, quantity: Quantity, terms: str) -> KeyFigure:
    """A figure, and its range without the unit where all three have the same."""
    value, span = figure(quantity), figure_range(quantity)
    _, space, unit = value.partition(" ")
    return KeyFigure(label, value.removesuffix(" h"), span.removesuffix(space + unit), terms)
