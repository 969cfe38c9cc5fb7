"""Families with linear attention: Qwen3-Next and 3.5 (gated delta nets), MiniMax 01 (lightning attention)."""

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoder_table import Decoder
from estimator.configuration.families.decoders import PREDICTION_LAYERS, weights_beside
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import Keys
from estimator.configuration.families.parts import Linear, assemble, read_attention


def qwen3_next_shape(keys: Keys) -> Shape:
    """Qwen3-Next and Qwen3.5: gated attention on every fourth layer, gated delta nets on the others."""
    kinds = keys.list("layer_types", keys.layers)
    every = keys.count("full_attention_interval", default=4)
    full = sum(kind == "full_attention" for kind in kinds) if kinds else keys.layers // every
    attention, linear = read_attention(keys, full), _gated_delta(keys, keys.layers - full)
    feed_forward = read_feed_forward(keys)
    extras = weights_beside(keys, Decoder(), replace(attention, layers=keys.layers), feed_forward)
    biased = 2 * (attention.heads + attention.kv_heads) * attention.head_size + keys.width
    extras["biases"] = keys.flag("attention_bias") * full * biased
    extras["norms of the heads"] = 2 * full * attention.head_size
    matrices = {
        "gates of the attention": full * keys.width * attention.heads * attention.head_size,
        "gates of the shared experts": feed_forward.expert_layers * keys.width,
    }
    extras["vectors of the delta nets"] = linear.layers * (2 * linear.heads + linear.inner // linear.heads)
    return assemble(
        keys,
        attention,
        feed_forward,
        extras,
        tied=False,
        linear=linear,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices=matrices,
    )


def minimax_shape(keys: Keys) -> Shape:
    """MiniMax 01 and M1: softmax attention on every eighth layer, lightning attention on the others."""
    softmax = sum(kind in (1, "full_attention") for kind in _minimax_kinds(keys))
    attention = read_attention(keys, softmax)
    linear = Linear(
        layers=keys.layers - softmax,
        kind="lightning",
        inner=attention.heads * attention.head_size,
        state=attention.head_size,
        heads=attention.heads,
    )
    extras = {
        "norms": (2 * keys.layers + 1) * keys.width,
        "norms of the lightning layers": linear.layers * linear.inner,
    }
    return assemble(keys, attention, read_feed_forward(keys), extras, tied=False, linear=linear)


def _minimax_kinds(keys: Keys) -> list[object]:
    name = "attn_type_list" if keys.has("attn_type_list") else "layer_types"
    kinds = list(keys.list(name, keys.layers))
    return kinds or [keys.count("attn_type_list")]


def _gated_delta(keys: Keys, layers: int) -> Linear:
    heads = keys.count("linear_num_value_heads")
    return Linear(
        layers=layers,
        kind="gated_delta",
        inner=heads * keys.count("linear_value_head_dim"),
        state=keys.count("linear_key_head_dim"),
        heads=heads,
        groups=keys.count("linear_num_key_heads"),
        convolution=keys.count("linear_conv_kernel_dim"),
    )
