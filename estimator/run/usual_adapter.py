"""The adapters of LoRA: of the rank that was said, or of the one that we assume when nobody says more."""

from estimator.calculation.papers import HU_2021
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.equations.adapters import adapter_parameters, adapter_parameters_by_share
from estimator.run.described import DescribedShape

_USUAL_RANK = 16
_RANK = Quantity("adapter_rank", 16.0, Assumed("rank 16 beside every matrix is a common choice", HU_2021))
_SHARE, _SHARE_LOW, _SHARE_HIGH = 0.003, 0.001, 0.01


def usual_adapter(described: DescribedShape, active_parameters: Quantity, rank: int | None = None) -> Quantity:
    """Adapter weights [parameter] of a rank: summed over a plain decoder's matrices, else a share of the weights."""
    shape = described.shape
    plain = shape.heads and shape.head_size and shape.attention_layers == shape.feed_forward_layers
    if plain and not shape.kv_rank:
        return described.apply(
            adapter_parameters, Quantity("adapter_rank", float(rank), Given("rank")) if rank else _RANK
        )
    return adapter_parameters_by_share.of(_share(rank or _USUAL_RANK), active_parameters)


def _share(rank: int) -> Quantity:
    """Adapter weights over all weights, in proportion to their rank; at most all of them."""
    share, low, high = (min(1.0, part * rank / _USUAL_RANK) for part in (_SHARE, _SHARE_LOW, _SHARE_HIGH))
    shown = f"rank {rank} beside every matrix of a 70B decoder is {100 * share:.2g} % of its weights"
    return Quantity("adapter_share", share, Assumed(shown), low, high)
