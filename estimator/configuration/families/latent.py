"""Families with multi-head latent attention: DeepSeek V2 and V3, Kimi K2, GLM 5, MiniCPM 3."""

from collections.abc import Mapping

from msgspec import Struct

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoders import PREDICTION_LAYERS
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import HEADS, Keys
from estimator.configuration.families.parts import Attention, assemble


class Latent(Struct, frozen=True):
    """What sets a family apart: whether the head reuses the embedding."""

    tied: bool = False


_INDEX_SIZE = "index_head_dim"

LATENT: Mapping[str, Latent] = {
    "deepseek_v2": Latent(),
    "deepseek_v3": Latent(),
    "deepseek_v32": Latent(),
    "glm4_moe_lite": Latent(),
    "glm_moe_dsa": Latent(),
    "kimi_k2": Latent(),
    "sarvam_mla": Latent(),
    "minicpm3": Latent(tied=True),
    "youtu": Latent(tied=True),
    "youtu_llm": Latent(tied=True),
}


def latent_shape(keys: Keys) -> Shape:
    """The shape of a family in the table."""
    attention = read_latent_attention(keys, keys.layers)
    indexed = _indexed_layers(keys)
    extras = {
        "norms": latent_norms(attention)
        + (2 * keys.layers + 1) * keys.width
        + indexed * 2 * keys.optional(_INDEX_SIZE),
        "biases": keys.flag("attention_bias") * keys.layers * _biased(keys, attention),
    }
    return assemble(
        keys,
        attention,
        read_feed_forward(keys),
        extras,
        tied=LATENT[keys.family].tied,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices={"sparse-attention indexer": indexed * _indexer(keys, attention)},
    )


def read_latent_attention(keys: Keys, layers: int) -> Attention:
    """Latent attention on `layers` layers."""
    heads = keys.count(*HEADS)
    nope, rope = keys.count("qk_nope_head_dim"), keys.optional("qk_rope_head_dim")
    value = keys.count("v_head_dim")
    return Attention(
        layers=layers,
        heads=heads,
        kv_heads=heads,
        head_size=nope + rope,
        query_rank=keys.optional("q_lora_rank"),
        kv_rank=keys.count("kv_lora_rank"),
        nope_size=nope,
        rope_size=rope,
        value_size=value,
    )


def latent_norms(attention: Attention) -> int:
    """Weights of the norms on both latents, over the layers."""
    return attention.layers * (attention.query_rank + attention.kv_rank)


def _biased(keys: Keys, attention: Attention) -> int:
    return attention.query_rank + attention.kv_rank + attention.rope_size + keys.width


def _indexed_layers(keys: Keys) -> int:
    """How many layers have an indexer of their own."""
    if not keys.optional("index_n_heads"):
        return 0
    kinds = keys.list("indexer_types", keys.layers)
    return sum(kind == "full" for kind in kinds) if kinds else keys.layers


def _indexer(keys: Keys, attention: Attention) -> int:
    """DeepSeek sparse attention: one layer's own small queries, keys and head weights."""
    heads, size = keys.optional("index_n_heads"), keys.optional(_INDEX_SIZE)
    return attention.query_rank * heads * size + keys.width * (size + heads)
