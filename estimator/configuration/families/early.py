"""The families before LLaMA: GPT-2, GPT-J, GPT-Neo, GPT-NeoX, OPT, BLOOM, MPT, Falcon and their kin."""

from collections.abc import Mapping

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoder_table import ALWAYS, Decoder
from estimator.configuration.families.decoders import weights_beside
from estimator.configuration.families.keys import CONTEXT, FEED_FORWARD_WIDTH, VOCABULARY, Keys
from estimator.configuration.families.parts import FeedForward, assemble, read_attention

_EVERYWHERE = Decoder(
    norm_biases=True, query_bias=ALWAYS, output_bias=ALWAYS, feed_forward_bias=ALWAYS, matrices=2, tied=True
)
_GPT_J = replace(_EVERYWHERE, norms=1, query_bias="", output_bias="", vocabulary_bias=ALWAYS, tied=False)
_POSITIONS = {"gpt2": 0, "gpt_bigcode": 0, "gpt_neo": 0, "opt": 2}

EARLY: Mapping[str, Decoder] = {
    "bloom": _EVERYWHERE,
    "codegen": _GPT_J,
    "gpt2": _EVERYWHERE,
    "gpt_bigcode": _EVERYWHERE,
    "gpt_neo": replace(_EVERYWHERE, query_bias=""),
    "gpt_neox": replace(
        _EVERYWHERE,
        query_bias="attention_bias",
        output_bias="attention_bias",
        tied=False,
        defaults={"attention_bias": True},
    ),
    "gptj": _GPT_J,
    "opt": _EVERYWHERE,
}


def early_shape(keys: Keys) -> Shape:
    """The shape of a family in the table: biases everywhere, two feed-forward matrices, four widths inside."""
    family = EARLY[keys.family]
    keys = keys.with_defaults(**family.defaults)
    attention = read_attention(keys, keys.layers)
    if keys.family == "gpt_bigcode" and keys.flag("multi_query", default=True):
        attention = replace(attention, kv_heads=1)
    feed_forward = _plain(keys, FEED_FORWARD_WIDTH)
    extras = weights_beside(keys, family, attention, feed_forward)
    if keys.family in _POSITIONS:
        extras["positions"] = (keys.count(*CONTEXT) + _POSITIONS[keys.family]) * keys.width
    if keys.family == "bloom":
        extras["norm of the embedding"] = 2 * keys.width
    if keys.family == "opt":
        extras |= _narrow_embedding(keys)
    return assemble(keys, attention, feed_forward, extras, tied=family.tied)


def falcon_shape(keys: Keys) -> Shape:
    """Falcon: one key-value head for all queries at first, groups of them in the newer layer."""
    newer = keys.flag("new_decoder_architecture", default=keys.has("n_head_kv"))
    parallel = keys.flag("parallel_attn", default=True)
    attention = read_attention(keys, keys.layers)
    if not newer:
        attention = replace(attention, kv_heads=1 if keys.flag("multi_query", default=True) else attention.heads)
    feed_forward = _plain(keys, ("ffn_hidden_size",))
    norms = keys.count("num_ln_in_parallel_attn", default=2) if newer else 1 if parallel else 2
    family = Decoder(norms=norms, norm_biases=True, query_bias="bias", output_bias="bias", feed_forward_bias="bias")
    return assemble(keys, attention, feed_forward, weights_beside(keys, family, attention, feed_forward), tied=True)


def mpt_shape(keys: Keys) -> Shape:
    """MPT: no biases, positions by ALiBi unless the config turns that off."""
    attention_keys = keys.inner("attn_config")
    attention = read_attention(keys, keys.layers)
    many = 1 if attention_keys.text("attn_type") == "multiquery_attention" else attention.heads
    attention = replace(attention, kv_heads=attention_keys.count("kv_n_heads", default=many))
    feed_forward = FeedForward(
        layers=keys.layers, width=keys.count("expansion_ratio", default=4) * keys.width, matrices=2
    )
    extras = weights_beside(keys, Decoder(), attention, feed_forward)
    if not attention_keys.flag("alibi") and keys.flag("learned_pos_emb", default=True):
        extras["positions"] = keys.count(*CONTEXT) * keys.width
    return assemble(keys, attention, feed_forward, extras, tied=True)


def qwen_shape(keys: Keys) -> Shape:
    """The first Qwen, whose config counts both gated halves of the feed-forward width."""
    attention = read_attention(keys, keys.layers)
    feed_forward = FeedForward(layers=keys.layers, width=keys.count("intermediate_size") // 2)
    family = Decoder(query_bias=ALWAYS)
    return assemble(keys, attention, feed_forward, weights_beside(keys, family, attention, feed_forward), tied=False)


def dbrx_shape(keys: Keys) -> Shape:
    """DBRX: fine-grained experts, its attention and its experts described by objects of their own."""
    inner = keys.inner("ffn_config")
    kv_heads = keys.inner("attn_config").count("kv_n_heads")
    attention = replace(read_attention(keys, keys.layers), kv_heads=kv_heads)
    feed_forward = FeedForward(
        layers=0,
        width=0,
        expert_layers=keys.layers,
        experts=inner.count("moe_num_experts"),
        experts_per_token=inner.count("moe_top_k"),
        expert_width=inner.count("ffn_hidden_size"),
    )
    return assemble(keys, attention, feed_forward, weights_beside(keys, Decoder(), attention, feed_forward), tied=False)


def _plain(keys: Keys, names: tuple[str, ...]) -> FeedForward:
    return FeedForward(layers=keys.layers, width=keys.count(*names, default=4 * keys.width), matrices=2)


def _narrow_embedding(keys: Keys) -> dict[str, int]:
    """OPT 350M embeds in half its width and projects; it also has no last norm."""
    extras = {"missing last norm": 0 if keys.flag("do_layer_norm_before", default=True) else -2 * keys.width}
    narrow = keys.count("word_embed_proj_dim", default=keys.width)
    if narrow != keys.width:
        vocabulary = keys.count(*VOCABULARY)
        extras["narrower embedding"] = (narrow - keys.width) * vocabulary + 2 * narrow * keys.width
    return extras
