"""Decoders with one thing of their own: GPT-OSS, Llama 4 and Arctic."""

from dataclasses import replace

from estimator.catalogue.entries import Shape
from estimator.catalogue.families.decoders import ALWAYS, Decoder, read_windows, weights_beside
from estimator.catalogue.families.experts import read_feed_forward
from estimator.catalogue.families.keys import Keys
from estimator.catalogue.families.parts import assemble, read_attention


def gpt_oss_shape(keys: Keys) -> Shape:
    """GPT-OSS: every second layer sees a window; biases on attention, router and experts; a sink for each head."""
    family = Decoder(query_bias=ALWAYS, output_bias=ALWAYS, feed_forward_bias=ALWAYS)
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
    keys = replace(keys, defaults={"interleave_moe_layer_step": 1, "vocab_size": 202_048})
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
