"""LFM2, dense and with experts: gated short convolutions with attention between them."""

import math

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import FEED_FORWARD_WIDTH, Keys
from estimator.configuration.families.parts import Linear, assemble, read_attention


def lfm2_shape(keys: Keys) -> Shape:
    """LFM2: gated short convolutions, attention with normalised heads on the layers that the config lists."""
    layers = keys.layers
    full = _lfm2_attention(keys)
    attention = read_attention(keys, full)
    linear = Linear(
        layers=layers - full,
        kind="convolution",
        inner=keys.width,
        state=1,
        convolution=keys.count("conv_L_cache", default=3),
    )
    feed_forward = read_feed_forward(keys)
    if keys.family == "lfm2":
        feed_forward = replace(feed_forward, width=_lfm2_width(keys))
    extras = {
        "norms": (2 * layers + 1) * keys.width + 2 * full * attention.head_size,
        "biases": keys.flag("conv_bias") * linear.layers * 5 * keys.width,
    }
    tied = keys.flag("tie_embedding", default=True)
    return assemble(keys, attention, feed_forward, extras, tied=tied, linear=linear)


def _lfm2_attention(keys: Keys) -> int:
    """How many layers have attention: by type, by index, or all."""
    if kinds := keys.list("layer_types", keys.layers):
        return sum(kind == "full_attention" for kind in kinds)
    return len(keys.list("full_attn_idxs")) or keys.layers


def _lfm2_width(keys: Keys) -> int:
    """The feed-forward's width, which a config may state before two thirds are taken and rounded up."""
    width = keys.count(*FEED_FORWARD_WIDTH)
    if not keys.flag("block_auto_adjust_ff_dim", default=True):
        return width
    found = keys.find("block_ffn_dim_multiplier")
    factor = found[1] if found and isinstance(found[1], int | float) else 1
    multiple = keys.count("block_multiple_of", default=256)
    return multiple * math.ceil(int(factor * int(2 * width / 3)) / multiple)
