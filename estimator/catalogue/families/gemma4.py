"""Gemma 4: windows on most layers, larger heads on the others, and in the sparse models experts beside a dense part."""

from dataclasses import replace

from estimator.catalogue.entries import Shape
from estimator.catalogue.families.decoders import read_windows
from estimator.catalogue.families.keys import Keys
from estimator.catalogue.families.parts import Attention, FeedForward, assemble, read_attention


def gemma4_shape(keys: Keys) -> Shape:
    """The shape by the layers with a window; what the others have more is counted beside it."""
    attention = read_attention(keys, keys.layers)
    window_layers, window = read_windows(keys, keys.layers, full_every=6)
    attention = replace(attention, window_layers=window_layers, window=window)
    feed_forward = _feed_forward(keys)
    full = keys.layers - window_layers
    head_norms = 2 * window_layers * attention.head_size + 2 * full * keys.count("global_head_dim")
    norms = 7 if feed_forward.expert_layers else 4
    extras = {
        "norms": (norms * keys.layers + 1) * keys.width + head_norms,
        "larger heads of the layers without a window": full * _wider(keys, attention),
        "scales of the routers": feed_forward.expert_layers * (keys.width + feed_forward.experts),
    }
    return assemble(keys, attention, feed_forward, extras, tied=True)


def _wider(keys: Keys, attention: Attention) -> int:
    """Matrix weights that a layer without a window has beyond one with; its values may be its keys."""
    shared = keys.flag("attention_k_eq_v")
    kv_heads = keys.count("num_global_key_value_heads", default=attention.kv_heads) if shared else attention.kv_heads
    streams = 2 * attention.heads + (1 if shared else 2) * kv_heads
    usual = 2 * (attention.heads + attention.kv_heads) * attention.head_size
    return keys.width * (streams * keys.count("global_head_dim") - usual)


def _feed_forward(keys: Keys) -> FeedForward:
    dense = keys.count("intermediate_size")
    if not keys.flag("enable_moe_block"):
        return FeedForward(layers=keys.layers, width=dense)
    return FeedForward(
        layers=0,
        width=0,
        expert_layers=keys.layers,
        experts=keys.count("num_experts"),
        experts_per_token=keys.count("top_k_experts"),
        expert_width=keys.count("moe_intermediate_size"),
        shared_width=dense,
    )
