"""The weights of low-rank adapters."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import DEFINITION, HU_2021


@equation(source=HU_2021)
def adapter_parameters(
    adapter_rank: float,
    layers: float,
    width: float,
    heads: float,
    kv_heads: float,
    head_size: float,
    feed_forward_matrices: float,
    feed_forward_width: float,
) -> float:
    """Two thin matrices beside each matrix of attention and feed-forward: rank times the sum of its sides."""
    return (
        adapter_rank
        * layers
        * (4 * width + 2 * (heads + kv_heads) * head_size + feed_forward_matrices * (width + feed_forward_width))
    )


@equation(source=DEFINITION, name="adapter_parameters")
def adapter_parameters_by_share(adapter_share: float, active_parameters: float) -> float:
    """A share of the weights that a token passes, where layers are of a kind that the sum over sides does not cover."""
    return adapter_share * active_parameters
