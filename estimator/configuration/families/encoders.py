"""Encoders that learn by masked words: BERT and its kin, and ModernBERT, each with the head that it is trained with.

Their attention sees both directions, so that the causal core counts half of it.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.keys import VOCABULARY, Keys
from estimator.configuration.families.parts import FeedForward, assemble, read_attention


class Encoder(Struct, frozen=True):
    """What sets a family apart: positions beyond those stated, and whether segments are told apart."""

    positions: bool = True
    segments: bool = True


ENCODERS: Mapping[str, Encoder] = {
    "bert": Encoder(),
    "camembert": Encoder(),
    "distilbert": Encoder(segments=False),
    "roberta": Encoder(),
    "xlm-roberta": Encoder(),
}


def encoder_shape(keys: Keys) -> Shape:
    """The shape of a family in the table: biases everywhere, and a head that predicts the masked words."""
    family = ENCODERS[keys.family]
    width, layers = keys.width, keys.layers
    attention = read_attention(keys, layers)
    feed_forward = FeedForward(layers=layers, width=keys.count("intermediate_size", "hidden_dim"), matrices=2)
    segments = keys.count("type_vocab_size", default=2) if family.segments else 0
    extras = {
        "positions and segments": (keys.count("max_position_embeddings") + segments) * width,
        "norms": (4 * layers + 2) * width,
        "biases": layers * (5 * width + feed_forward.width),
        "vectors of the head": 3 * width + keys.count(*VOCABULARY),
    }
    matrices = {"transform of the head": width * width}
    return assemble(keys, attention, feed_forward, extras, tied=True, matrices=matrices)


def modernbert_shape(keys: Keys) -> Shape:
    """ModernBERT: gated feed-forwards, no biases, and a window on two layers of three."""
    width, layers = keys.width, keys.layers
    attention = replace(read_attention(keys, layers), window_layers=_windows(keys), window=_window(keys))
    feed_forward = FeedForward(layers=layers, width=keys.count("intermediate_size"))
    norms = (2 * layers + 2) * width * (1 + keys.flag("norm_bias"))
    biases = keys.flag("attention_bias") * layers * 4 * width + keys.flag("mlp_bias") * layers * (
        2 * feed_forward.width + width
    )
    head_bias = keys.flag("decoder_bias", default=True) * keys.count(*VOCABULARY)
    extras = {"norms": norms, "biases": biases, "bias of the head": head_bias}
    matrices = {"transform of the head": width * width}
    return assemble(keys, attention, feed_forward, extras, tied=True, matrices=matrices)


def _windows(keys: Keys) -> int:
    """How many layers see a window only: by type, or all but every third, beginning with the first."""
    if kinds := keys.list("layer_types", keys.layers):
        return sum(kind == "sliding_attention" for kind in kinds)
    return keys.layers - -(-keys.layers // keys.count("global_attn_every_n_layers", default=3))


def _window(keys: Keys) -> int:
    return keys.count("local_attention", "sliding_window", default=128)
