"""MiMo V2: windows with more keys, and values narrower than keys."""

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoders import PREDICTION_LAYERS, read_windows
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import Keys
from estimator.configuration.families.parts import assemble, read_attention


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
