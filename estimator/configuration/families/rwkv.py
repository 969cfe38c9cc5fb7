"""RWKV: recurrent layers without attention, in the versions 4, 5 and 7."""

import math

from estimator.catalogue.shape import Shape
from estimator.configuration.families.keys import Keys
from estimator.configuration.families.parts import NO_ATTENTION, FeedForward, Linear, assemble

_STEP = 32
# each rank as the reference implementation takes it when the config is silent, and its share of the width's root
_RANKS = {"decay": (64, 2.5), "a": (64, 2.5), "gate": (128, 5.0), "v": (16, 1.7)}


def rwkv4_shape(keys: Keys) -> Shape:
    """RWKV-4: a scalar state for each feature, mixing with the token before by learnt shares."""
    width, layers = keys.width, keys.layers
    inner = keys.count("attention_hidden_size", default=width)
    feed_forward = FeedForward(layers=layers, width=keys.count("intermediate_size", default=4 * width), matrices=2)
    extras = {"norms": (4 * layers + 4) * width, "decays and shares": layers * (2 * inner + 5 * width)}
    linear = Linear(layers=layers, kind="rwkv", inner=inner, state=1, heads=inner)
    return assemble(
        keys, NO_ATTENTION, feed_forward, extras, tied=False, linear=linear, matrices=_receptances(width, layers)
    )


def rwkv5_shape(keys: Keys) -> Shape:
    """RWKV-5: a matrix of state for each head, a gate, and a norm over the heads."""
    width, layers = keys.width, keys.layers
    inner = keys.count("attention_hidden_size", default=width)
    size = keys.count("head_size", default=64)
    feed_forward = FeedForward(
        layers=layers, width=keys.count("intermediate_size", default=_widened(width)), matrices=2
    )
    extras = {
        "norms": (4 * layers + 4) * width + 2 * layers * inner,
        "decays and shares": layers * (2 * inner + 6 * width),
    }
    matrices = {"gates": layers * width * inner, **_receptances(width, layers)}
    linear = Linear(layers=layers, kind="rwkv", inner=inner, state=size, heads=inner // size)
    return assemble(keys, NO_ATTENTION, feed_forward, extras, tied=False, linear=linear, matrices=matrices)


def rwkv7_shape(keys: Keys) -> Shape:
    """RWKV-7: a generalised delta rule whose decay, rate, gate and values come through matrices of low rank."""
    width, layers, size = keys.width, keys.layers, keys.count("head_dim", default=64)
    decay, rate, gate, value = (_rank(keys, name, size) for name in ("decay", "a", "gate", "v"))
    low = layers * (decay + rate + gate) + (layers - 1) * value
    extras = {
        "norms": (1 + keys.flag("norm_bias", default=True)) * (2 * layers + 2) * width + 2 * layers * width,
        "shares and biases": (13 * layers - 1) * width,
    }
    stated, ratio = keys.optional("intermediate_size"), keys.count("hidden_ratio", default=4)
    feed_forward = FeedForward(layers=layers, width=stated or -(-width * ratio // _STEP) * _STEP, matrices=2)
    linear = Linear(layers=layers, kind="rwkv", inner=width, state=size, heads=width // size)
    matrices = {"matrices of low rank": 2 * width * low}
    return assemble(keys, NO_ATTENTION, feed_forward, extras, tied=False, linear=linear, matrices=matrices)


def _receptances(width: int, layers: int) -> dict[str, int]:
    return {"receptances of the feed-forward": layers * width * width}


def _widened(width: int) -> int:
    """Three and a half widths, in whole steps."""
    return int(width * 3.5 // _STEP * _STEP)


def _rank(keys: Keys, name: str, size: int) -> int:
    """The rank that the config states, or the one that the layer takes for a null."""
    stated = keys.find(f"{name}_low_rank_dim")
    usual, share = _RANKS[name]
    if stated or f"{name}_low_rank_dim" not in keys.values:
        return keys.count(f"{name}_low_rank_dim", default=usual)
    grown = share * math.sqrt(keys.width) * (1 if name == "gate" else size / 64)
    return max(_STEP, round(grown / _STEP) * _STEP)
