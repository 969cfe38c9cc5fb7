"""Families that are a plain decoder, dense or with experts."""

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoder_table import ALWAYS, DECODERS, Decoder
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import VOCABULARY, Keys
from estimator.configuration.families.parts import Attention, FeedForward, assemble, read_attention

PREDICTION_LAYERS = ("num_nextn_predict_layers", "num_mtp_layers", "mtp_num_hidden_layers")


def decoder_shape(keys: Keys) -> Shape:
    """The shape of a family in the table."""
    decoder = DECODERS[keys.family]
    keys = keys.with_defaults(**decoder.defaults)
    attention = _with_windows(keys, read_attention(keys, keys.layers), decoder.full_every)
    feed_forward = read_feed_forward(keys, decoder.matrices)
    return assemble(
        keys,
        attention,
        feed_forward,
        weights_beside(keys, decoder, attention, feed_forward),
        tied=decoder.tied,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices=matrices_beside(keys, decoder, attention, feed_forward),
    )


def matrices_beside(keys: Keys, decoder: Decoder, attention: Attention, feed_forward: FeedForward) -> dict[str, int]:
    """Weights of matrices that the widths do not count, by what they are."""
    gated = {"": 0, "width": attention.heads * attention.head_size, "head": attention.heads}[decoder.gate]
    return {
        "gates of the attention": attention.layers * keys.width * gated,
        "gates of the shared experts": decoder.shared_gate * feed_forward.expert_layers * keys.width,
        "keys and values shared between layers": -_shared_keys(keys, attention),
    }


def weights_beside(keys: Keys, decoder: Decoder, attention: Attention, feed_forward: FeedForward) -> dict[str, int]:
    """Weights that the widths do not count, by what they are."""
    layers, width = keys.layers, keys.width
    return {
        "norms": _norms(keys, decoder, attention),
        "biases": _is_on(keys, decoder.query_bias) * attention.layers * _query_width(attention)
        + _is_on(keys, decoder.output_bias) * layers * width
        + _is_on(keys, decoder.feed_forward_bias) * _feed_forward_bias(width, feed_forward)
        + _is_on(keys, decoder.vocabulary_bias) * keys.count(*VOCABULARY),
        "norms within the layers": decoder.inner_norms
        * (layers * attention.heads * attention.head_size + feed_forward.layers * feed_forward.width),
    }


def read_windows(keys: Keys, layers: int, full_every: int) -> tuple[int, int]:
    """How many of the attention layers see only a window, and its size in tokens; (0, 0) for none."""
    window = keys.optional("sliding_window", "sliding_window_size")
    if not window or not keys.flag("use_sliding_window", default=True):
        return 0, 0
    if kinds := keys.list("layer_types", keys.layers):
        windowed = sum(kind == "sliding_attention" for kind in kinds)
    else:
        pattern = keys.find("sliding_window_pattern")
        every = keys.count("sliding_window_pattern") if pattern and isinstance(pattern[1], int) else full_every
        windowed = 0 if not every else layers if every == 1 else layers - layers // every
    return (windowed, window) if windowed else (0, 0)


def _with_windows(keys: Keys, attention: Attention, full_every: int) -> Attention:
    window_layers, window = read_windows(keys, attention.layers, full_every)
    return replace(attention, window_layers=window_layers, window=window)


def _norms(keys: Keys, decoder: Decoder, attention: Attention) -> int:
    parallel = bool(decoder.parallel_key) and keys.flag(decoder.parallel_key)
    each = 1 if parallel else decoder.norms
    of_width = (attention.layers * each + decoder.final_norm) * keys.width * (1 + decoder.norm_biases)
    if not decoder.head_norm or not _is_on(keys, decoder.head_norm_key):
        return of_width
    heads = 2 if decoder.head_norm == "head" else attention.heads + attention.kv_heads
    return of_width + attention.layers * heads * attention.head_size


def _shared_keys(keys: Keys, attention: Attention) -> int:
    """Cross-layer attention: only every n-th layer has keys and values of its own."""
    if not keys.flag("use_cla"):
        return 0
    sharing = attention.layers - attention.layers // keys.count("cla_share_factor")
    return sharing * 2 * keys.width * attention.kv_heads * attention.head_size


def _query_width(attention: Attention) -> int:
    return (attention.heads + 2 * attention.kv_heads) * attention.head_size


def _feed_forward_bias(width: int, feed_forward: FeedForward) -> int:
    inner = feed_forward.layers * ((feed_forward.matrices - 1) * feed_forward.width + width)
    expert = (feed_forward.matrices - 1) * feed_forward.expert_width + width
    return inner + feed_forward.expert_layers * feed_forward.experts * expert


def _is_on(keys: Keys, bias: str) -> bool:
    return bias == ALWAYS or (bool(bias) and keys.flag(bias))
