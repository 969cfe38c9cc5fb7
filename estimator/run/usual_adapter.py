"""The adapters that we assume when someone says LoRA and nothing more."""

from estimator.calculation.papers import HU_2021
from estimator.calculation.quantity import Assumed, Quantity
from estimator.equations.adapters import adapter_parameters, adapter_parameters_by_share
from estimator.run.described import DescribedShape

_RANK = Quantity("adapter_rank", 16.0, Assumed("rank 16 beside every matrix is a common choice", HU_2021))
_SHARE = Quantity(
    "adapter_share", 0.003, Assumed("rank 16 beside every matrix of a 70B decoder is 0.3 % of its weights"), 0.001, 0.01
)


def usual_adapter(described: DescribedShape, active_parameters: Quantity) -> Quantity:
    """Adapter weights [parameter] of rank 16: summed over a plain decoder's matrices, else a share of the weights."""
    shape = described.shape
    plain = shape.heads and shape.head_size and shape.attention_layers == shape.feed_forward_layers
    if plain and not shape.kv_rank:
        return described.apply(adapter_parameters, _RANK)
    return adapter_parameters_by_share.of(_SHARE, active_parameters)
