"""Gemma 3n and Gemma 4: embeddings of each layer's own, keys shared between layers, and larger heads without window."""

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoders import read_windows
from estimator.configuration.families.experts import one_count
from estimator.configuration.families.keys import FEED_FORWARD_WIDTH, VOCABULARY, Keys
from estimator.configuration.families.parts import Attention, FeedForward, assemble, read_attention
from estimator.errors import RequestError


def gemma4_shape(keys: Keys) -> Shape:
    """The shape by the layers with a window; what the others have more or less is counted beside it."""
    attention = read_attention(keys, keys.layers)
    window_layers, window = read_windows(keys, keys.layers, full_every=6)
    attention = replace(attention, window_layers=window_layers, window=window)
    feed_forward = _feed_forward(keys)
    full = keys.layers - window_layers
    sharing = _sharing(keys)
    head_norms = 2 * window_layers * attention.head_size + 2 * full * keys.count("global_head_dim")
    norms = 7 if feed_forward.expert_layers else 4
    extras = {
        "norms": (norms * keys.layers + 1) * keys.width + head_norms - _shared_norms(keys, attention, sharing),
        "scales of the routers": feed_forward.expert_layers * (keys.width + feed_forward.experts),
        **_layer_embeddings(keys),
    }
    matrices = {
        "larger heads of the layers without a window": full * _wider(keys, attention),
        "keys and values shared between layers": -_shared_keys(keys, attention, sharing),
        "twice as wide feed-forwards": keys.flag("use_double_wide_mlp")
        * len(sharing)
        * feed_forward.matrices
        * keys.width
        * feed_forward.width,
        **_layer_projections(keys),
    }
    return assemble(keys, attention, feed_forward, extras, tied=True, matrices=matrices)


def gemma3n_shape(keys: Keys) -> Shape:
    """Gemma 3n: AltUp's parallel streams, LAuReL's residuals of low rank, and keys that the last layers reuse."""
    layers, width = keys.layers, keys.width
    attention = read_attention(keys, layers)
    window_layers, window = read_windows(keys, layers, full_every=5)
    attention = replace(attention, window_layers=window_layers, window=window)
    sharing = keys.optional("num_kv_shared_layers")
    streams, rank = keys.count("altup_num_inputs"), keys.count("laurel_rank")
    extras = {
        "norms": (5 * layers + 1) * width + (2 * layers - sharing) * attention.head_size,
        "AltUp's norms and scales": layers * (2 * width + streams**2 + streams**3),
        **_layer_embeddings(keys),
    }
    matrices = {
        "AltUp's streams and routers": 2 * (streams - 1) * width * width + layers * streams * width,
        "LAuReL's residuals": 2 * layers * rank * width,
        "keys and values shared between layers": -2 * sharing * width * attention.kv_heads * attention.head_size,
        **_layer_projections(keys),
    }
    feed_forward = FeedForward(layers=layers, width=one_count(keys, FEED_FORWARD_WIDTH))
    return assemble(keys, attention, feed_forward, extras, tied=True, matrices=matrices)


def _layer_embeddings(keys: Keys) -> dict[str, int]:
    """Embeddings that each layer has of its own, looked up and not multiplied, and the norms of their projections."""
    size = keys.optional("hidden_size_per_layer_input")
    vocabulary = keys.count("vocab_size_per_layer_input", default=keys.count(*VOCABULARY))
    return {"embeddings of the layers": size * (vocabulary * keys.layers + 1) + bool(size) * keys.layers * keys.width}


def _layer_projections(keys: Keys) -> dict[str, int]:
    """From the model's width to each layer's own input, and a gate and a projection in each layer."""
    size = keys.optional("hidden_size_per_layer_input")
    return {"projections of the layers' embeddings": 3 * keys.layers * size * keys.width}


def _sharing(keys: Keys) -> list[bool]:
    """The last layers, which reuse keys and values of earlier ones: for each whether it has a window."""
    sharing = keys.optional("num_kv_shared_layers")
    if sharing > keys.layers:
        raise RequestError(f"The config.json shares keys between {sharing} of {keys.layers} layers.")
    kinds = keys.list("layer_types", keys.layers) or [
        "sliding_attention" if (layer + 1) % 6 else "full_attention" for layer in range(keys.layers)
    ]
    return [kind == "sliding_attention" for kind in kinds[keys.layers - sharing :]]


def _shared_norms(keys: Keys, attention: Attention, sharing: list[bool]) -> int:
    """The norms of keys that the layers that reuse keys do without."""
    return sum(attention.head_size if windowed else keys.count("global_head_dim") for windowed in sharing)


def _shared_keys(keys: Keys, attention: Attention, sharing: list[bool]) -> int:
    """The matrices of keys and values that the layers that reuse them do without."""
    windowed = 2 * attention.kv_heads * attention.head_size
    return keys.width * sum(windowed if window else _key_streams(keys, attention) for window in sharing)


def _key_streams(keys: Keys, attention: Attention) -> int:
    """Features of keys and values of a layer without a window; its values may be its keys."""
    shared = keys.flag("attention_k_eq_v")
    kv_heads = keys.count("num_global_key_value_heads", default=attention.kv_heads) if shared else attention.kv_heads
    return (1 if shared else 2) * kv_heads * keys.count("global_head_dim")


def _wider(keys: Keys, attention: Attention) -> int:
    """Matrix weights that a layer without a window has beyond one with."""
    queries = 2 * attention.heads * keys.count("global_head_dim")
    usual = 2 * (attention.heads + attention.kv_heads) * attention.head_size
    return keys.width * (queries + _key_streams(keys, attention) - usual)


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
