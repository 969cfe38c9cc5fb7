"""Scaling laws: the loss that parameters and tokens give, and the pair that a compute budget is best spent on.

Valid for dense decoders trained on web text from about 1e18 to 1e22 FLOP, where the laws were fitted; beyond that they
are extrapolations, and mixtures of experts or state-space models are not covered.
"""

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
) -> float:
    """Cross-entropy [nat/token] of a dense model of that size after that many tokens: approach 3, eq. 10."""
    return (
        irreducible_loss
        + parameter_coefficient / parameters**parameter_exponent
        + token_coefficient / tokens**token_exponent
    )


@equation(source=HOFFMANN_2022, name="parameters")
def optimal_parameters(
    training_compute: float,
    parameter_coefficient: float,
    parameter_exponent: float,
    token_coefficient: float,
    token_exponent: float,
    flop_per_parameter_token: float = 6,
) -> float:
    """The size at which that much compute gives the least loss: eq. 4, G·(C/6)^(β/(α+β))."""
    return (parameter_exponent * parameter_coefficient / (token_exponent * token_coefficient)) ** (
        1 / (parameter_exponent + token_exponent)
    ) * (training_compute / flop_per_parameter_token) ** (token_exponent / (parameter_exponent + token_exponent))


@equation(source=HOFFMANN_2022, name="tokens")
def affordable_tokens(training_compute: float, parameters: float, flop_per_parameter_token: float = 6) -> float:
    """The tokens that a compute budget pays for at a size."""
    return training_compute / (flop_per_parameter_token * parameters)


@equation(source=SARDANA_2023, name="tokens")
def tokens_for_loss(
    predicted_loss: float,
    parameters: float,
    irreducible_loss: float,
    parameter_coefficient: float,
    parameter_exponent: float,
    token_coefficient: float,
    token_exponent: float,
) -> float:
    """The tokens after which a model of that size has a loss; for sizes that can reach it."""
    return (
        token_coefficient / (predicted_loss - irreducible_loss - parameter_coefficient / parameters**parameter_exponent)
    ) ** (1 / token_exponent)


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
