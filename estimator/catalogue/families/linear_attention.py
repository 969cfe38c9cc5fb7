"""Families with linear attention: Qwen3-Next and 3.5 (gated delta), Kimi Linear, MiniMax 01 (lightning)."""

from dataclasses import replace

from estimator.catalogue.entries import Shape
from estimator.catalogue.families.decoders import PREDICTION_LAYERS, Decoder, weights_beside
from estimator.catalogue.families.experts import read_feed_forward
from estimator.catalogue.families.keys import Keys
from estimator.catalogue.families.latent import latent_norms, read_latent_attention
from estimator.catalogue.families.parts import Linear, assemble, read_attention


def qwen3_next_shape(keys: Keys) -> Shape:
    """Qwen3-Next and Qwen3.5: gated attention on every fourth layer, gated delta nets on the others."""
    kinds = keys.list("layer_types", keys.layers)
    every = keys.count("full_attention_interval", default=4)
    full = sum(kind == "full_attention" for kind in kinds) if kinds else keys.layers // every
    attention, linear = read_attention(keys, full), _gated_delta(keys, keys.layers - full)
    feed_forward = read_feed_forward(keys)
    family = Decoder(shared_gate=True, query_bias="attention_bias", output_bias="attention_bias")
    extras = weights_beside(keys, family, replace(attention, layers=keys.layers), feed_forward)
    extras["norms of the heads"] = 2 * full * attention.head_size
    extras["gates of the attention"] = full * keys.width * attention.heads * attention.head_size
    extras["vectors of the delta nets"] = linear.layers * (2 * linear.heads + linear.inner // linear.heads)
    return assemble(
        keys,
        attention,
        feed_forward,
        extras,
        tied=False,
        linear=linear,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
    )


def kimi_linear_shape(keys: Keys) -> Shape:
    """Kimi Linear: latent attention on every fourth layer, Kimi delta attention on the others."""
    inner = keys.inner("linear_attn_config")
    heads, size = inner.count("num_heads"), inner.count("head_dim")
    linear = Linear(
        layers=len(inner.list("kda_layers")),
        kind="kimi_delta",
        inner=heads * size,
        state=size,
        heads=heads,
        convolution=inner.count("short_conv_kernel_size"),
    )
    attention = read_latent_attention(keys, len(inner.list("full_attn_layers")))
    extras = {
        "norms": (2 * keys.layers + 1) * keys.width + latent_norms(attention),
        "vectors of the delta layers": linear.layers * (linear.inner + heads + size),
    }
    return assemble(keys, attention, read_feed_forward(keys), extras, tied=False, linear=linear)


def minimax_shape(keys: Keys) -> Shape:
    """MiniMax 01 and M1: softmax attention on every eighth layer, lightning attention on the others."""
    softmax = sum(kind in {1, "full_attention"} for kind in _minimax_kinds(keys))
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
