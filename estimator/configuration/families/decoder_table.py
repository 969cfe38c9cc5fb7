"""What sets each plain decoder apart, in one table: how a family differs from LLaMA beyond its widths."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

ALWAYS = "always"


class Decoder(Struct, frozen=True):
    """What a family has beyond its widths. A bias is "", "always", or the key of config.json that turns it on.

    `norms` counts normalisations of the model's width in a layer; `head_norm` says whether queries and keys are
    normalised over one "head" or over all of them ("width"); `full_every` says which layers see the whole context when
    the config gives a window: every n-th, or with 1 none. `gate` says whether the attention's output is gated: by each
    feature of its "width", or by "head".
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
    gate: str = ""
    inner_norms: bool = False
    defaults: Mapping[str, object] = field(default_factory=dict)


_BIASED = Decoder(query_bias="attention_bias", output_bias="attention_bias", feed_forward_bias="mlp_bias")
_QWEN_3 = replace(_BIASED, feed_forward_bias="", head_norm="head")
_OLMO_2 = replace(_QWEN_3, head_norm="width")
_GEMMA = Decoder(tied=True, query_bias="attention_bias", output_bias="attention_bias")
_GEMMA_3 = replace(_GEMMA, norms=4, head_norm="head", full_every=6)
_GLM = Decoder(query_bias="attention_bias", defaults={"attention_bias": True})
_ERNIE = Decoder(query_bias="use_bias", output_bias="use_bias", feed_forward_bias="use_bias", tied=True)
_HUNYUAN = replace(_QWEN_3, head_norm_key="use_qk_norm", defaults={"use_qk_norm": True})
_BAILING = Decoder(query_bias="attention_bias", output_bias="use_bias", head_norm="head", head_norm_key="use_qk_norm")
_COHERE = Decoder(
    norms=1,
    tied=True,
    head_norm="width",
    head_norm_key="use_qk_norm",
    query_bias="attention_bias",
    output_bias="attention_bias",
)
_PHI = Decoder(
    norms=1,
    norm_biases=True,
    query_bias=ALWAYS,
    output_bias=ALWAYS,
    feed_forward_bias=ALWAYS,
    vocabulary_bias=ALWAYS,
    matrices=2,
)
_MISTRAL = Decoder(full_every=1)

DECODERS: Mapping[str, Decoder] = {
    "llama": _BIASED,
    "afmoe": replace(_QWEN_3, norms=4, gate="width", full_every=4),
    "apertus": replace(_OLMO_2, head_norm="head", matrices=2),
    "apertus1p5_text": replace(_OLMO_2, head_norm="head", matrices=2),
    "aquila": Decoder(),
    "arcee": replace(_BIASED, matrices=2),
    "aria_text": replace(_BIASED, feed_forward_bias=""),
    "baichuan": Decoder(),
    "bailing_moe": replace(_BAILING, head_norm=""),
    "bailing_moe_v2": replace(_BAILING, defaults={"use_qk_norm": True}),
    "bitnet": replace(_BIASED, feed_forward_bias="", inner_norms=True),
    "chatglm": Decoder(query_bias="add_qkv_bias", output_bias="add_bias_linear", feed_forward_bias="add_bias_linear"),
    "cohere": _COHERE,
    "cohere2": replace(_COHERE, full_every=4),
    "cohere2_moe": replace(_COHERE, head_norm="", full_every=4),
    "cwm": replace(_BIASED, full_every=4),
    "deepseek": _BIASED,
    "diffllama": _BIASED,
    "dots1": _QWEN_3,
    "ernie4_5": _ERNIE,
    "ernie4_5_moe": _ERNIE,
    "exaone": _BIASED,
    "exaone4": replace(_QWEN_3, full_every=4),
    "exaone_moe": replace(_QWEN_3, full_every=4),
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
    "helium": replace(_BIASED, output_bias=""),
    "hunyuan": _HUNYUAN,
    "hunyuan_v1_dense": _HUNYUAN,
    "hunyuan_v1_moe": replace(_HUNYUAN, defaults={"use_qk_norm": True, "num_shared_expert": 1}),
    "hy_v3": _QWEN_3,
    "hyperclovax": replace(_BIASED, norms=4),
    "internlm": Decoder(query_bias="bias", output_bias="bias"),
    "internlm2": Decoder(query_bias="bias", output_bias="bias"),
    "internlm3": Decoder(query_bias="qkv_bias", output_bias="bias", feed_forward_bias="bias"),
    "iquestcoder": _BIASED,
    "jais2": replace(_BIASED, norm_biases=True, matrices=2, defaults={"attention_bias": True, "mlp_bias": True}),
    "kolibri1": replace(_QWEN_3, norms=4),
    "mellum": _QWEN_3,
    "mimo": Decoder(query_bias="attention_bias"),
    "minicpm": Decoder(tied=True),
    "minimax_m2": Decoder(head_norm="width"),
    "minimax_m3": Decoder(head_norm="head"),
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
    "sarvam_moe": Decoder(
        query_bias="attention_bias", output_bias="use_bias", head_norm="head", head_norm_key="use_qk_norm"
    ),
    "seed_oss": Decoder(
        query_bias="attention_bias",
        output_bias="attention_out_bias",
        feed_forward_bias="mlp_bias",
        defaults={"attention_bias": True},
    ),
    "smollm3": replace(_BIASED, tied=True),
    "solar": _BIASED,
    "solar_open": replace(_GLM, head_norm="head", head_norm_key="use_qk_norm", defaults={}),
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
    "vaultgemma": _GEMMA,
    "xverse": Decoder(),
}
