"""The decoder that one usually builds for a number of parameters, where only that number is known.

Widths follow published dense decoders, between which we interpolate; depth and feed-forward width then make the count.
"""

import math
from itertools import pairwise

from msgspec.structs import replace

from estimator.calculation.quantity import Quantity
from estimator.catalogue.shape import Shape
from estimator.run.described import DescribedShape

# Parameters and width of GPT-2 small and medium (Radford et al. 2019), TinyLlama 1.1B, Llama 3.2 3B, Llama 2 7B and
# 13B, Llama 1 33B, Llama 2 70B, GPT-3 175B (Brown et al. 2020), Llama 3.1 405B, and the 1T of Narayanan et al. 2021.
_WIDTHS = (
    (0.124e9, 768),
    (0.355e9, 1024),
    (1.1e9, 2048),
    (3.2e9, 3072),
    (6.74e9, 4096),
    (13.0e9, 5120),
    (32.5e9, 6656),
    (69.0e9, 8192),
    (175e9, 12288),
    (405e9, 16384),
    (1008e9, 25600),
)
_HEAD_SIZE = 128
_GROUPED_FROM = 30e9
_KV_HEADS = 8
# What grouped queries save in attention, feed-forward blocks get: Llama 2 7B and 70B.
_FEED_FORWARD_RATIO = {False: 8 / 3, True: 3.5}
_TIED_BELOW = 1e9
_EXPERTS_PER_TOKEN = 8
# From here on heads come in eights, so that eight devices can share them.
_WIDE = 4000
_VOCABULARIES = ((10e9, 32_000), (math.inf, 128_256))
_REASON = "the usual dense decoder of this size: head size 128, gated feed-forward block, grouped queries from 30B"


def usual_shape_of(
    parameters: Quantity, active_parameters: Quantity | None, as_deep_as: float | None = None
) -> DescribedShape:
    """The usual decoder of a size, dense or sparse; a dense one may be as deep and wide as one of another size."""
    if active_parameters:
        return usual_sparse_shape(parameters.value, active_parameters.value)
    return usual_shape(parameters.value, as_deep_as)


def usual_shape(parameters: float, as_deep_as: float | None = None) -> DescribedShape:
    """A dense decoder of about this many parameters: within 2 % from 100M to 10T.

    One `as_deep_as` the usual one of another size has its layers and its width, and other feed-forward blocks.
    """
    usual = as_deep_as or parameters
    width = _width(usual)
    heads = width // _HEAD_SIZE
    grouped = usual >= _GROUPED_FROM
    kv_heads = _KV_HEADS if grouped else heads
    tied = usual < _TIED_BELOW
    vocabulary = next(size for limit, size in _VOCABULARIES if usual < limit)
    embeddings = (1 if tied else 2) * vocabulary * width
    in_layers = max(parameters - embeddings, parameters / 2)
    attention = 2 * width * (heads + kv_heads) * _HEAD_SIZE
    layer = attention + 3 * width * _FEED_FORWARD_RATIO[grouped] * width
    layers = _nearest(max(usual - embeddings, usual / 2) / layer, 4)
    shape = Shape(
        layers=layers,
        width=width,
        vocabulary=vocabulary,
        attention_layers=layers,
        heads=heads,
        kv_heads=kv_heads,
        head_size=_HEAD_SIZE,
        feed_forward_layers=layers,
        feed_forward_width=_nearest((in_layers / layers - attention) / (3 * width), 32),
        tied_embeddings=tied,
    )
    return DescribedShape.of(shape, _REASON)


def usual_sparse_shape(parameters: float, active_parameters: float) -> DescribedShape:
    """A mixture of experts: the usual decoder of the active size, its feed-forward blocks split among eight experts."""
    dense = usual_shape(active_parameters).shape
    block = dense.feed_forward_matrices * dense.width * dense.feed_forward_width * dense.layers
    experts = _nearest(_EXPERTS_PER_TOKEN * (1 + (parameters - active_parameters) / block), _EXPERTS_PER_TOKEN)
    shape = replace(
        dense,
        feed_forward_layers=0,
        expert_layers=dense.layers,
        experts=experts,
        experts_per_token=_EXPERTS_PER_TOKEN,
        expert_width=dense.feed_forward_width // _EXPERTS_PER_TOKEN,
    )
    return DescribedShape.of(shape, f"{_REASON}; eight experts for each token")


def _width(parameters: float) -> int:
    """The width between its neighbours in the table, straight in logarithms, and beyond it by the end's slope."""
    pairs = list(pairwise(_WIDTHS))
    (low, narrow), (high, wide) = next((pair for pair in pairs if parameters < pair[1][0]), pairs[-1])
    slope = math.log(wide / narrow) / math.log(high / low)
    width = narrow * (parameters / low) ** slope
    return _nearest(width, _HEAD_SIZE * (8 if width > _WIDE else 2))


def _nearest(value: float, step: int) -> int:
    return max(step, round(value / step) * step)
