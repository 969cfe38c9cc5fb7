"""A shape whose every count knows who says so, so that equations can be applied to it."""

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.equation import Equation
from estimator.calculation.quantity import Assumed, Fact, Quantity, Source
from estimator.catalogue.shape import Shape


class DescribedShape(Struct, frozen=True):
    """A shape with one origin for its counts: the publication that states it, or our reason to assume it.

    With `predictions`, each multi-token-prediction module counts as one more of the model's last layers.
    """

    shape: Shape
    origin: Fact | Assumed
    predictions: bool = False

    @classmethod
    def of(cls, shape: Shape, said_by: Source | str) -> "DescribedShape":
        """The shape as a source states it, or as we assume it for a reason."""
        return cls(shape, Fact(said_by) if isinstance(said_by, Source) else Assumed(said_by))

    def count(self, name: str) -> Quantity:
        """One count of the shape under its vocabulary name, which is its field's name."""
        raised = self.predictions and name in self._raised()
        return Quantity(name, self.number(name), _noted(self.origin) if raised else self.origin)

    def number(self, name: str) -> float:
        """The same as a plain number."""
        value = float(getattr(self.shape, name))
        return value + self.shape.prediction_layers if self.predictions and name in self._raised() else value

    def apply(self, equation: Equation, *given: Quantity) -> Quantity:
        """The equation on the given quantities, and on the shape's counts for all that they leave open."""
        known = {*equation.constants, *(quantity.name for quantity in given)}
        counts = (self.count(name) for name in equation.parameters if name not in known)
        return equation.of(*given, *counts)

    def _raised(self) -> tuple[str, ...]:
        return ("layers", "attention_layers", "expert_layers" if self.shape.expert_layers else "feed_forward_layers")


def _noted(origin: Fact | Assumed) -> Fact | Assumed:
    note = "with the layers of multi-token prediction"
    if isinstance(origin, Fact):
        return replace(origin, note=note)
    return replace(origin, reason=f"{origin.reason}; {note}")
