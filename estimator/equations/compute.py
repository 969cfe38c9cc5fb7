"""The work of a training run, in FLOP."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import (
    DEFINITION,
    HINTON_2015,
    HU_2021,
    KAPLAN_2020,
    KORTHIKANTI_2022,
    PALM_2022,
    RAFAILOV_2023,
    SHAO_2024,
)


@equation(source=KAPLAN_2020)
def training_compute(parameters: float, tokens: float, flop_per_parameter_token: float = 6) -> float:
    """Work to train a dense decoder once over its tokens: 2 FLOP forward and 4 backward for each parameter."""
    return flop_per_parameter_token * parameters * tokens


@equation(source=KAPLAN_2020, name="training_compute")
def sparse_training_compute(active_parameters: float, tokens: float, flop_per_parameter_token: float = 6) -> float:
    """Work to train a sparse decoder: only the parameters that a token passes count."""
    return flop_per_parameter_token * active_parameters * tokens


@equation(source=PALM_2022, name="training_compute")
def training_compute_with_attention(
    active_parameters: float,
    tokens: float,
    attention_core_flop_per_token: float,
    flop_per_parameter_token: float = 6,
    training_passes: float = 3,
) -> float:
    """Work with the attention of a long sequence added to that of the parameters."""
    return (flop_per_parameter_token * active_parameters + training_passes * attention_core_flop_per_token) * tokens


@equation(source=KAPLAN_2020)
def simple_compute(active_parameters: float, tokens: float, short_cut_factor: float = 6) -> float:
    """The usual short-cut, beside the exact count: it leaves out attention and counts the embedding look-up."""
    return short_cut_factor * active_parameters * tokens


@equation(source=HU_2021, name="training_compute")
def adapter_training_compute(
    active_parameters: float,
    adapter_parameters: float,
    tokens: float,
    frozen_flop_per_parameter_token: float = 4,
    flop_per_parameter_token: float = 6,
) -> float:
    """Work to train adapters: frozen weights pass tokens and gradients on, and save their own gradients only."""
    return (
        frozen_flop_per_parameter_token * active_parameters + flop_per_parameter_token * adapter_parameters
    ) * tokens


@equation(source=RAFAILOV_2023, name="training_compute")
def reference_training_compute(
    active_parameters: float,
    reference_parameters: float,
    tokens: float,
    flop_per_parameter_token: float = 6,
    forward_flop_per_parameter_token: float = 2,
) -> float:
    """Work to train beside a frozen model that reads the same tokens: DPO's reference, or a teacher."""
    return (
        flop_per_parameter_token * active_parameters + forward_flop_per_parameter_token * reference_parameters
    ) * tokens


taught_training_compute = equation(source=HINTON_2015, name="training_compute")(reference_training_compute.function)


@equation(source=SHAO_2024, name="training_compute")
def policy_training_compute(
    active_parameters: float, tokens: float, policy_flop_per_parameter_token: float = 10
) -> float:
    """Work on sampled tokens: training, and a forward pass of the old and of the reference policy; no critic."""
    return policy_flop_per_parameter_token * active_parameters * tokens


@equation(source=DEFINITION, name="training_compute")
def training_compute_by_token(flop_per_token: float, tokens: float) -> float:
    """Work of all tokens, from the work of one."""
    return flop_per_token * tokens


@equation(source=KORTHIKANTI_2022)
def hardware_compute(training_compute: float, recomputed_flop_per_token: float, tokens: float) -> float:
    """Work that the hardware does: what recomputation repeats comes on top, and does not count towards MFU."""
    return training_compute + recomputed_flop_per_token * tokens
