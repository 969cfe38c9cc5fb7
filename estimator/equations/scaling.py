"""Scaling laws: the loss that parameters and tokens give, and the pair that a compute budget is best spent on.

Valid for dense decoders trained on web text from about 1e18 to 1e22 FLOP, where the laws were fitted; beyond that they
are extrapolations, and mixtures of experts or state-space models are not covered.
"""

from math import pow  # noqa: A004 - of floats alone, which a formula can be typed with

from estimator.calculation.equation import equation
from estimator.calculation.papers import HOFFMANN_2022, SARDANA_2023


@equation(source=HOFFMANN_2022)
def predicted_loss(
    parameters: float,
    tokens: float,
    irreducible_loss: float,
    parameter_coefficient: float,
    parameter_exponent: float,
    token_coefficient: float,
    token_exponent: float,
    one_token: float = 1,
) -> float:
    """Cross-entropy of a dense model of that size after that many tokens: approach 3, eq. 10."""
    return (
        irreducible_loss
        + parameter_coefficient / pow(parameters, parameter_exponent)
        + token_coefficient / pow(tokens / one_token, token_exponent)
    )


@equation(source=HOFFMANN_2022, name="parameters")
def optimal_parameters(
    training_compute: float,
    parameter_coefficient: float,
    parameter_exponent: float,
    token_coefficient: float,
    token_exponent: float,
    flop_per_parameter_token: float = 6,
    one_token: float = 1,
) -> float:
    """The size at which that much compute gives the least loss: eq. 4, G·(C/6)^(β/(α+β))."""
    return pow(
        parameter_exponent * parameter_coefficient / (token_exponent * token_coefficient),
        1 / (parameter_exponent + token_exponent),
    ) * pow(
        training_compute / (flop_per_parameter_token * one_token),
        token_exponent / (parameter_exponent + token_exponent),
    )


@equation(source=HOFFMANN_2022, name="tokens")
def affordable_tokens(training_compute: float, parameters: float, flop_per_parameter_token: float = 6) -> float:
    """The tokens that a compute budget pays for at a size."""
    return training_compute / (flop_per_parameter_token * parameters)


@equation(source=SARDANA_2023)
def data_loss(
    predicted_loss: float,
    parameters: float,
    irreducible_loss: float,
    parameter_coefficient: float,
    parameter_exponent: float,
) -> float:
    """The part of a loss that a model of that size may owe to too few tokens; negative: it never gets there."""
    return predicted_loss - irreducible_loss - parameter_coefficient / pow(parameters, parameter_exponent)


@equation(source=SARDANA_2023, name="tokens")
def tokens_for_loss(data_loss: float, token_coefficient: float, token_exponent: float, one_token: float = 1) -> float:
    """The tokens after which no more than that part of the loss is left."""
    return one_token * pow(token_coefficient / data_loss, 1 / token_exponent)


@equation(source=SARDANA_2023)
def lifetime_compute(
    parameters: float,
    tokens: float,
    served_tokens: float,
    flop_per_parameter_token: float = 6,
    forward_flop_per_parameter_token: float = 2,
) -> float:
    """Work of training and of serving: 6·N·D and a forward pass for each token served, eq. 2."""
    return (
        flop_per_parameter_token * parameters * tokens + forward_flop_per_parameter_token * parameters * served_tokens
    )
