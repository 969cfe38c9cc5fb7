"""The size and the data that a compute budget is best spent on, by each scaling law."""

import math
from collections.abc import Callable

from msgspec import Struct

from estimator.calculation.papers import BESIROGLU_2024, HOFFMANN_2022
from estimator.calculation.quantity import Fact, Quantity, Source
from estimator.equations import scaling

_GOLDEN = (math.sqrt(5) - 1) / 2
_PASSES = 60
# Serving never pays for a model this many times smaller than the optimum: its loss is out of reach long before.
_SMALLEST_SHARE = 1e-4


class Law(Struct, frozen=True):
    """A fit of Hoffmann's parametric loss: E_0 + A/N^α + B/D^β."""

    name: str
    source: Source
    irreducible: float
    coefficient: float
    exponent: float
    token_coefficient: float
    token_exponent: float
    verified: bool = True

    @property
    def constants(self) -> tuple[Quantity, ...]:
        """The coefficients that the optimum depends on."""
        return tuple(self._fact(name, value) for name, value in self._values().items())

    @property
    def all_constants(self) -> tuple[Quantity, ...]:
        """The coefficients of the loss."""
        return (self._fact("irreducible_loss", self.irreducible), *self.constants)

    def _values(self) -> dict[str, float]:
        return {
            "parameter_coefficient": self.coefficient,
            "parameter_exponent": self.exponent,
            "token_coefficient": self.token_coefficient,
            "token_exponent": self.token_exponent,
        }

    def _fact(self, name: str, value: float) -> Quantity:
        return Quantity(name, value, Fact(self.source, self.verified))


# The coefficients as published do not give the familiar 20 tokens a parameter, which are those of approaches 1 and 2.
LAWS = (
    Law("Besiroglu et al. 2024", BESIROGLU_2024, 1.8172, 482.01, 0.3478, 2085.43, 0.3658),
    Law("Hoffmann et al. 2022, approach 3 as published", HOFFMANN_2022, 1.69, 406.4, 0.34, 410.7, 0.28),
)


class Optimum(Struct, frozen=True):
    """What a law advises: parameters, tokens and the loss that it predicts, each with its working."""

    law: Law
    parameters: Quantity
    tokens: Quantity
    loss: Quantity

    @property
    def tokens_per_parameter(self) -> float:
        """Tokens for each parameter."""
        return self.tokens.value / self.parameters.value


def optima(training_compute: Quantity, served_tokens: Quantity | None = None) -> tuple[Optimum, ...]:
    """The optimum of some training compute [FLOP] by each law, the default first.

    With `served_tokens` the pair that reaches the same loss with the least work of training and serving together.
    """
    return tuple(_optimum(law, training_compute, served_tokens) for law in LAWS)


class Distance(Struct, frozen=True):
    """How far a size and its tokens are from a law's optimum: their loss, and the compute [FLOP] that does as well."""

    law: Law
    loss: Quantity
    enough: float


def distances(parameters: Quantity, tokens: Quantity, training_compute: Quantity) -> tuple[Distance, ...]:
    """The distance of a plan from the optimum of its own compute by each law, the default first."""
    return tuple(_distance(law, parameters, tokens, training_compute) for law in LAWS)


def _distance(law: Law, parameters: Quantity, tokens: Quantity, compute: Quantity) -> Distance:
    """By bisection: the least loss falls with compute, and that of the plan lies above that of its own compute."""
    loss = predicted_loss(law, parameters, tokens)
    low, high = math.log(compute.value * _SMALLEST_SHARE), math.log(compute.value)
    for _ in range(_PASSES):
        middle = (low + high) / 2
        least = _optimum(law, Quantity("training_compute", math.exp(middle), compute.origin), None).loss.value
        low, high = (middle, high) if least > loss.value else (low, middle)
    return Distance(law, loss, math.exp(high))


def predicted_loss(law: Law, parameters: Quantity, tokens: Quantity) -> Quantity:
    """The loss [nat/token] that a law predicts for a dense model."""
    return scaling.predicted_loss.of(parameters, tokens, *law.all_constants)


def _optimum(law: Law, compute: Quantity, served: Quantity | None) -> Optimum:
    parameters = scaling.optimal_parameters.of(compute, *law.constants)
    tokens = scaling.affordable_tokens.of(compute, parameters)
    loss = predicted_loss(law, parameters, tokens)
    if served is None:
        return Optimum(law, parameters, tokens, loss)
    return _served(law, parameters, loss, served)


def _served(law: Law, largest: Quantity, loss: Quantity, served: Quantity) -> Optimum:
    """The smaller model that is trained for longer: the least work over its life for the same loss."""

    def work(parameters: float) -> float:
        left = scaling.data_loss(loss.value, parameters, law.irreducible, law.coefficient, law.exponent)
        tokens = scaling.tokens_for_loss(left, law.token_coefficient, law.token_exponent)
        return scaling.lifetime_compute(parameters, tokens, served.value)

    smallest = (law.coefficient / (loss.value - law.irreducible)) ** (1 / law.exponent)
    low = max(smallest * (1 + 1e-9), largest.value * _SMALLEST_SHARE)
    size = _minimum(work, low, largest.value)
    parameters = Quantity("parameters", size, Fact(law.source, law.verified, "least work over the model's life"))
    constants = {quantity.name: quantity for quantity in law.all_constants}
    left = scaling.data_loss.of(
        loss,
        parameters,
        *(constants[name] for name in ("irreducible_loss", "parameter_coefficient", "parameter_exponent")),
    )
    tokens = scaling.tokens_for_loss.of(left, constants["token_coefficient"], constants["token_exponent"])
    return Optimum(law, parameters, tokens, loss)


def _minimum(work: Callable[[float], float], low: float, high: float) -> float:
    """Where a function with one valley is least, by golden-section search on a logarithmic scale."""
    left, right = math.log(low), math.log(high)
    for _ in range(_PASSES):
        width = _GOLDEN * (right - left)
        if work(math.exp(right - width)) < work(math.exp(left + width)):
            right = left + width
        else:
            left = right - width
    return math.exp((left + right) / 2)
