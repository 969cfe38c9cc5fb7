"""Families that are a plain decoder, dense or with experts: what sets each apart, in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from estimator.catalogue.entries import Shape
from estimator.catalogue.families.experts import read_feed_forward
from estimator.catalogue.families.keys import VOCABULARY, Keys
from estimator.catalogue.families.parts import Attention, FeedForward, assemble, read_attention

ALWAYS = "always"
PREDICTION_LAYERS = ("num_nextn_predict_layers", "num_mtp_layers", "mtp_num_hidden_layers")


@dataclass(frozen=True, slots=True)
class Decoder:
    """What a family has beyond its widths. A bias is "", "always", or the key of config.json that turns it on.

    `norms` counts normalisations of the model's width in a layer; `head_norm` says whether queries and keys are
    normalised over one "head" or over all of them ("width"); `full_every` says which layers see the whole context when
    the config gives a window: every n-th, or with 1 none.
    """

    norms: int = 2
    final_norm: bool = True
    norm_biases: bool = False
    head_norm: str = ""
    head_norm_key: str = ALWAYS
    parallel_key: str = ""
    query_bias: str = ""
    output_bias: str = ""
    feed_forward_bias: str = ""
    vocabulary_bias: str = ""
    matrices: int = 3
    tied: bool = False
    full_every: int = 0
    shared_gate: bool = False
    defaults: Mapping[str, object] = field(default_factory=dict)


_BIASED = Decoder(query_bias="attention_bias", output_bias="attention_bias", feed_forward_bias="mlp_bias")
_QWEN_3 = replace(_BIASED, feed_forward_bias="", head_norm="head")
_OLMO_2 = replace(_QWEN_3, head_norm="width")
_GEMMA = Decoder(tied=True, query_bias="attention_bias", output_bias="attention_bias", defaults={"head_dim": 256})
_GEMMA_3 = replace(
    _GEMMA,
    norms=4,
    head_norm="head",
    full_every=6,
    defaults={
        "head_dim": 256,
        "vocab_size": 262_208,
        "num_attention_heads": 8,
        "num_key_value_heads": 4,
        "max_position_embeddings": 131_072,
    },
)
_GLM = Decoder(query_bias="attention_bias", defaults={"attention_bias": True})
_ERNIE = Decoder(query_bias="use_bias", output_bias="use_bias", feed_forward_bias="use_bias", tied=True)
_HUNYUAN = replace(_QWEN_3, head_norm_key="use_qk_norm", defaults={"use_qk_norm": True})
_BAILING = Decoder(query_bias="use_qkv_bias", output_bias="use_bias", head_norm="head", head_norm_key="use_qk_norm")
_COHERE = Decoder(norms=1, tied=True, head_norm="width", head_norm_key="use_qk_norm", query_bias="attention_bias")
_PHI = Decoder(
    norms=1,
    norm_biases=True,
    query_bias=ALWAYS,
    output_bias=ALWAYS,
    feed_forward_bias=ALWAYS,
    vocabulary_bias=ALWAYS,
    matrices=2,
)
_MISTRAL = Decoder(full_every=1, defaults={"num_key_value_heads": 8})

DECODERS: Mapping[str, Decoder] = {
    "llama": _BIASED,
    "aquila": Decoder(),
    "arcee": replace(_BIASED, matrices=2),
    "apertus": replace(_OLMO_2, head_norm="head", matrices=2),
    "baichuan": Decoder(),
    "bailing_moe": replace(_BAILING, head_norm=""),
    "bailing_moe_v2": replace(_BAILING, defaults={"use_qk_norm": True}),
    "chatglm": Decoder(query_bias="add_qkv_bias", output_bias="add_bias_linear", feed_forward_bias="add_bias_linear"),
    "cohere": _COHERE,
    "cohere2": replace(_COHERE, full_every=4),
    "deepseek": _BIASED,
    "dots1": _QWEN_3,
    "ernie4_5": _ERNIE,
    "ernie4_5_moe": _ERNIE,
    "exaone": Decoder(),
    "exaone4": replace(_QWEN_3, full_every=4),
    "gemma": _GEMMA,
    "gemma2": replace(_GEMMA, norms=4, full_every=2),
    "gemma3_text": _GEMMA_3,
    "glm": _GLM,
    "glm4": replace(_GLM, norms=4),
    "glm4_moe": replace(_GLM, head_norm="head", head_norm_key="use_qk_norm", defaults={}),
    "glm4v_text": replace(_GLM, norms=4),
    "granite": _BIASED,
    "granitemoe": _BIASED,
    "granitemoeshared": _BIASED,
    "helium": _BIASED,
    "hunyuan": _HUNYUAN,
    "hunyuan_v1_dense": _HUNYUAN,
    "hunyuan_v1_moe": _HUNYUAN,
    "internlm": Decoder(query_bias="bias", output_bias="bias"),
    "internlm2": Decoder(query_bias="bias", output_bias="bias"),
    "internlm3": Decoder(query_bias="qkv_bias", output_bias="bias", feed_forward_bias="bias"),
    "mimo": Decoder(query_bias="attention_bias"),
    "minicpm": Decoder(tied=True),
    "minimax_m2": Decoder(head_norm="width"),
    "ministral": _MISTRAL,
    "ministral3": _MISTRAL,
    "mistral": _MISTRAL,
    "mixtral": _MISTRAL,
    "nemotron": replace(_BIASED, norm_biases=True, matrices=2),
    "olmo": replace(_BIASED, norms=0, final_norm=False, feed_forward_bias=""),
    "olmo2": _OLMO_2,
    "olmo3": replace(_OLMO_2, full_every=4),
    "olmoe": _OLMO_2,
    "orion": Decoder(norm_biases=True),
    "phi": _PHI,
    "phi3": Decoder(full_every=1),
    "phi3small": Decoder(norm_biases=True, query_bias=ALWAYS, output_bias=ALWAYS, feed_forward_bias=ALWAYS, tied=True),
    "phimoe": Decoder(
        norm_biases=True, query_bias="attention_bias", output_bias="attention_bias", vocabulary_bias="lm_head_bias"
    ),
    "qwen2": Decoder(query_bias=ALWAYS),
    "qwen2_moe": Decoder(query_bias="qkv_bias", shared_gate=True, defaults={"qkv_bias": True}),
    "qwen3": _QWEN_3,
    "qwen3_moe": _QWEN_3,
    "seed_oss": Decoder(
        query_bias="attention_bias",
        output_bias="attention_out_bias",
        feed_forward_bias="mlp_bias",
        defaults={"attention_bias": True},
    ),
    "smollm3": replace(_BIASED, tied=True),
    "solar": _BIASED,
    "stablelm": Decoder(
        norm_biases=True,
        query_bias="use_qkv_bias",
        head_norm="width",
        head_norm_key="qk_layernorm",
        parallel_key="use_parallel_residual",
    ),
    "starcoder2": Decoder(
        norm_biases=True,
        query_bias="use_bias",
        output_bias="use_bias",
        feed_forward_bias="use_bias",
        matrices=2,
        tied=True,
        full_every=1,
        defaults={"use_bias": True},
    ),
    "xverse": Decoder(),
}


def decoder_shape(keys: Keys) -> Shape:
    """The shape of a family in the table."""
    decoder = DECODERS[keys.family]
    keys = replace(keys, defaults=decoder.defaults)
    attention = _with_windows(keys, read_attention(keys, keys.layers), decoder.full_every)
    feed_forward = read_feed_forward(keys, decoder.matrices)
    return assemble(
        keys,
        attention,
        feed_forward,
        weights_beside(keys, decoder, attention, feed_forward),
        tied=decoder.tied,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
    )


def weights_beside(keys: Keys, decoder: Decoder, attention: Attention, feed_forward: FeedForward) -> dict[str, int]:
    """Weights that the widths do not count, by what they are."""
    layers, width = keys.layers, keys.width
    return {
        "norms": _norms(keys, decoder, attention),
        "keys and values shared between layers": -_shared_keys(keys, attention),
        "biases": _is_on(keys, decoder.query_bias) * attention.layers * _query_width(attention)
        + _is_on(keys, decoder.output_bias) * layers * width
        + _is_on(keys, decoder.feed_forward_bias) * _feed_forward_bias(width, feed_forward)
        + _is_on(keys, decoder.vocabulary_bias) * keys.count(*VOCABULARY),
        "gates of the shared experts": decoder.shared_gate * feed_forward.expert_layers * width,
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
