"""The work of a training run, in FLOP."""

from estimator.equation import equation
from estimator.papers import KAPLAN_2020


@equation(source=KAPLAN_2020)
def training_compute(active_parameters: float, tokens: float, flop_per_parameter_token: float = 6) -> float:
    """Work to train a decoder once over its tokens: 2 FLOP forward and 4 backward for each parameter passed."""
    return flop_per_parameter_token * active_parameters * tokens
