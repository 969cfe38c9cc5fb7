"""Decoders with one thing of their own: GPT-OSS, Llama 4, Arctic, MiMo V2, DiffLlama, Cohere 2 with experts."""

import math
from dataclasses import replace

from estimator.catalogue.entries import Shape
from estimator.catalogue.families.decoder_table import ALWAYS, Decoder
from estimator.catalogue.families.decoders import PREDICTION_LAYERS, decoder_shape, read_windows, weights_beside
from estimator.catalogue.families.experts import read_feed_forward
from estimator.catalogue.families.keys import FEED_FORWARD_WIDTH, Keys
from estimator.catalogue.families.parts import Linear, assemble, read_attention


def gpt_oss_shape(keys: Keys) -> Shape:
    """GPT-OSS: every second layer sees a window; biases on attention, router and experts; a sink for each head."""
    keys = keys.with_defaults(attention_bias=True)
    family = Decoder(query_bias="attention_bias", output_bias="attention_bias", feed_forward_bias=ALWAYS)
    attention = read_attention(keys, keys.layers)
    window_layers, window = read_windows(keys, keys.layers, full_every=2)
    attention = replace(attention, window_layers=window_layers, window=window)
    feed_forward = read_feed_forward(keys)
    extras = weights_beside(keys, family, attention, feed_forward)
    extras["attention sinks"] = keys.layers * attention.heads
    extras["biases of the routers"] = feed_forward.expert_layers * feed_forward.experts
    return assemble(keys, attention, feed_forward, extras, tied=False)


def llama4_shape(keys: Keys) -> Shape:
    """Llama 4: one expert for each token and one for all, on every layer or every second."""
    keys = keys.with_defaults(interleave_moe_layer_step=1)
    attention = read_attention(keys, keys.layers)
    feed_forward = replace(read_feed_forward(keys), shared_width=keys.count("intermediate_size"))
    extras = weights_beside(keys, Decoder(), attention, feed_forward)
    return assemble(keys, attention, feed_forward, extras, tied=False)


def arctic_shape(keys: Keys) -> Shape:
    """Arctic: beside the experts of each layer a dense feed-forward as wide as the model, passed by every token."""
    attention = read_attention(keys, keys.layers)
    feed_forward = read_feed_forward(keys)
    if keys.flag("parallel_attn_mlp_res"):
        feed_forward = replace(feed_forward, shared_width=keys.width)
    family = Decoder(norms=3 if keys.flag("parallel_attn_mlp_res") else 2)
    extras = weights_beside(keys, family, attention, feed_forward)
    return assemble(keys, attention, feed_forward, extras, tied=False)


def mimo_v2_shape(keys: Keys) -> Shape:
    """MiMo V2: values narrower than keys, so that heads count by their mean, and more keys where there is a window."""
    layers = keys.layers
    size, value = keys.count("head_dim"), keys.count("v_head_dim")
    attention = replace(read_attention(keys, layers), head_size=(size + value) // 2)
    window_layers, window = _mimo_windows(keys)
    attention = replace(attention, window_layers=window_layers, window=window)
    more = keys.count("swa_num_key_value_heads", default=2 * attention.kv_heads) - attention.kv_heads
    sinks = keys.flag("add_swa_attention_sink_bias", default=True) * window_layers
    streams = layers * (attention.heads * size + attention.kv_heads * (size + value)) + window_layers * more * (
        size + value
    )
    extras = {
        "norms": (2 * layers + 1) * keys.width,
        "attention sinks": sinks * attention.heads,
        "biases": keys.flag("attention_bias") * streams,
    }
    matrices = {"more keys and values in windows": window_layers * more * (size + value) * keys.width}
    return assemble(
        keys,
        attention,
        read_feed_forward(keys.with_defaults(first_k_dense_replace=1)),
        extras,
        tied=False,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices=matrices,
    )


def _mimo_windows(keys: Keys) -> tuple[int, int]:
    """The layers with a window: as listed by 1, or all but the first and every sixth."""
    if kinds := keys.list("hybrid_layer_pattern", keys.layers):
        return sum(kind == 1 for kind in kinds), keys.count("sliding_window", "sliding_window_size")
    layers, window = read_windows(keys, keys.layers, full_every=6)
    return (layers if keys.has("layer_types") else max(layers - 1, 0)), window


def diffllama_shape(keys: Keys) -> Shape:
    """DiffLlama: LLaMA with the difference of two attentions, weighed by four vectors in each layer."""
    shape = decoder_shape(keys)
    vectors = 4 * shape.layers * shape.head_size
    return replace(
        shape,
        other_parameters=shape.other_parameters + vectors,
        other_reason=f"{shape.other_reason}, weights of the difference",
    )


def cohere2_moe_shape(keys: Keys) -> Shape:
    """Command A with experts: dense layers in front may have a width of their own."""
    dense = keys.optional("prefix_dense_intermediate_size")
    return decoder_shape(keys.with_values(dense_intermediate_size=dense) if dense else keys)


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


def phi_msft_shape(keys: Keys) -> Shape:
    """Phi 1 and 2 as first published, whose config may leave the feed-forward's width to be four widths."""
    return decoder_shape(
        replace(keys.with_values(intermediate_size=keys.optional("n_inner") or 4 * keys.width), family="phi")
    )
