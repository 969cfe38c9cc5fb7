"""Families with Mamba layers: Mamba 1 and 2, Falcon Mamba, Jamba, Bamba, Granite 4, Falcon H1 and Nemotron-H."""

import math

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoder_table import Decoder
from estimator.configuration.families.decoders import weights_beside
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import MAXIMUM_LAYERS, VOCABULARY, Keys
from estimator.configuration.families.parts import (
    NO_ATTENTION,
    NO_FEED_FORWARD,
    FeedForward,
    Linear,
    assemble,
    read_attention,
)
from estimator.errors import RequestError

_ATTENTION = ("attention", "full_attention")


def mamba1_shape(keys: Keys) -> Shape:
    """Mamba and Falcon Mamba: nothing but Mamba-1 layers, one norm in each."""
    linear = _mamba1(keys, keys.layers, "")
    vectors = linear.layers * _mamba1_vectors(linear) + keys.flag("use_bias") * linear.layers * 3 * linear.inner
    extras = {"norms": (keys.layers + 1) * keys.width, "vectors of the Mamba layers": vectors}
    return assemble(keys, NO_ATTENTION, NO_FEED_FORWARD, extras, tied=True, linear=linear)


def mamba2_shape(keys: Keys) -> Shape:
    """Mamba-2: nothing but Mamba-2 layers, one norm in each."""
    heads = keys.count("num_heads", "n_heads")
    linear = Linear(
        layers=keys.layers,
        kind="mamba2",
        inner=heads * keys.count("head_dim", "headdim"),
        state=keys.count("state_size", "d_state"),
        heads=heads,
        groups=keys.count("n_groups", "ngroups"),
        convolution=keys.count("conv_kernel", "d_conv", default=4),
    )
    extras = {
        "norms": (keys.layers + 1) * keys.width,
        "vectors of the Mamba layers": linear.layers * mamba2_vectors(linear),
    }
    return assemble(keys, NO_ATTENTION, NO_FEED_FORWARD, extras, tied=False, linear=linear)


def original_mamba_shape(keys: Keys) -> Shape:
    """Mamba as its authors publish it: a config without a family, whose second version names itself in `ssm_cfg`."""
    multiple = keys.count("pad_vocab_size_multiple", default=8)
    settings = keys.inner("ssm_cfg")
    translated: dict[str, object] = {
        "hidden_size": keys.width,
        "num_hidden_layers": keys.layers,
        "vocab_size": math.ceil(keys.count(*VOCABULARY) / multiple) * multiple,
        "tie_word_embeddings": keys.flag("tie_embeddings", default=True),
    }
    if settings.text("layer") != "Mamba2":
        return mamba1_shape(replace(keys, values=translated))
    size, inner = settings.count("headdim", default=64), settings.count("expand", default=2) * keys.width
    groups, state = settings.count("ngroups", default=1), settings.count("d_state", default=128)
    layer = {"num_heads": inner // size, "head_dim": size, "n_groups": groups, "state_size": state}
    return mamba2_shape(replace(keys, values={**translated, **layer}))


def jamba_shape(keys: Keys) -> Shape:
    """Jamba: attention on every eighth layer, Mamba-1 on the others, experts on every second."""
    layers = keys.layers
    attention = read_attention(keys, _periodic(keys, "attn_layer", layers))
    linear = _mamba1(keys, layers - attention.layers, "mamba_")
    feed_forward = read_feed_forward(keys)
    if feed_forward.expert_layers:
        expert_layers = _periodic(keys, "expert_layer", layers)
        width = keys.count("intermediate_size")
        feed_forward = replace(feed_forward, layers=layers - expert_layers, width=width, expert_layers=expert_layers)
    norms_of_steps = linear.heads + 2 * linear.state
    extras = {
        "norms": (2 * layers + 1) * keys.width,
        "vectors of the Mamba layers": linear.layers * (_mamba1_vectors(linear) + norms_of_steps),
    }
    return assemble(keys, attention, feed_forward, extras, tied=False, linear=linear)


def bamba_shape(keys: Keys) -> Shape:
    """Bamba: attention on the layers listed, Mamba-2 on the others, a feed-forward in each."""
    attention = read_attention(keys, len(keys.list("attn_layer_indices")))
    linear = _prefixed_mamba2(keys, keys.layers - attention.layers)
    feed_forward = FeedForward(layers=keys.layers, width=keys.count("intermediate_size"))
    extras = weights_beside(
        keys, Decoder(feed_forward_bias="mlp_bias"), replace(attention, layers=keys.layers), feed_forward
    )
    extras["vectors of the Mamba layers"] = linear.layers * mamba2_vectors(linear)
    return assemble(keys, attention, feed_forward, extras, tied=False, linear=linear)


def granite_hybrid_shape(keys: Keys) -> Shape:
    """Granite 4: Mamba-2 or attention by layer, a shared feed-forward in each, and experts beside it or none."""
    layers, shared = keys.layers, keys.count("shared_intermediate_size")
    kinds = keys.list("layer_types", layers)
    attention = read_attention(keys, sum(kind in _ATTENTION for kind in kinds))
    linear = _prefixed_mamba2(keys, layers - attention.layers) if attention.layers < layers else Linear()
    feed_forward = FeedForward(layers=layers, width=shared)
    if keys.optional("num_local_experts"):
        feed_forward = read_feed_forward(keys)
    extras = {
        "norms": (2 * layers + 1) * keys.width,
        "vectors of the Mamba layers": linear.layers * mamba2_vectors(linear),
    }
    return assemble(keys, attention, feed_forward, extras, tied=False, linear=linear)


def falcon_h1_shape(keys: Keys) -> Shape:
    """Falcon H1: attention and Mamba-2 side by side in every layer."""
    layers = keys.layers
    attention, linear = read_attention(keys, layers), _prefixed_mamba2(keys, layers)
    inner_norm = keys.flag("mamba_rms_norm")
    vectors = mamba2_vectors(linear) - (0 if inner_norm else linear.inner)
    feed_forward = FeedForward(layers=layers, width=keys.count("intermediate_size"))
    family = Decoder(query_bias="attention_bias", output_bias="attention_bias", feed_forward_bias="mlp_bias")
    extras = weights_beside(keys, family, attention, feed_forward)
    extras["vectors of the Mamba layers"] = layers * vectors
    return assemble(keys, attention, feed_forward, extras, tied=False, linear=linear)


def nemotron_h_shape(keys: Keys) -> Shape:
    """Nemotron-H and Nemotron 3: each layer is one of Mamba-2, attention, feed-forward or experts, as its list says."""
    kinds = _nemotron_kinds(keys)
    keys = keys.with_defaults(num_hidden_layers=len(kinds))
    attention = read_attention(keys, kinds.count("*"))
    heads = keys.count("mamba_num_heads")
    linear = Linear(
        layers=kinds.count("M"),
        kind="mamba2",
        inner=heads * keys.count("mamba_head_dim"),
        state=keys.count("ssm_state_size"),
        heads=heads,
        groups=keys.count("n_groups"),
        convolution=keys.count("conv_kernel", default=4),
    )
    extras = {
        "norms": (keys.layers + 1) * keys.width,
        "vectors of the Mamba layers": linear.layers * mamba2_vectors(linear),
    }
    latent = keys.optional("moe_latent_size")
    matrices = {"projections to the experts' latent": kinds.count("E") * 2 * latent * keys.width}
    feed_forward = _nemotron_feed_forward(keys, kinds, latent)
    return assemble(
        keys,
        attention,
        feed_forward,
        extras,
        tied=False,
        linear=linear,
        prediction_layers=keys.optional("num_nextn_predict_layers"),
        matrices=matrices,
    )


def mamba2_vectors(linear: Linear) -> int:
    """Weights of one Mamba-2 layer that are no matrix: bias of the convolution, A, D and step by head, inner norm."""
    return linear.inner + 2 * linear.groups * linear.state + 3 * linear.heads + linear.inner


def _mamba1_vectors(linear: Linear) -> int:
    return 3 * linear.inner


def _mamba1(keys: Keys, layers: int, prefix: str) -> Linear:
    inner = keys.count("intermediate_size", default=2 * keys.width) if not prefix else 0
    expand = keys.count(f"{prefix}expand", default=2)
    rank = keys.find(f"{prefix}dt_rank", "time_step_rank", "dt_rank")
    automatic = rank is None or rank[1] == "auto"
    return Linear(
        layers=layers,
        kind="mamba1",
        inner=inner or expand * keys.width,
        state=keys.count(f"{prefix}d_state", "state_size", default=16),
        heads=math.ceil(keys.width / 16) if automatic else keys.count(f"{prefix}dt_rank", "time_step_rank", "dt_rank"),
        convolution=keys.count(f"{prefix}d_conv", "conv_kernel", default=4),
    )


def _prefixed_mamba2(keys: Keys, layers: int) -> Linear:
    heads = keys.count("mamba_n_heads")
    size = keys.find("mamba_d_head")
    expanded = keys.count("mamba_d_ssm", default=keys.count("mamba_expand", default=2) * keys.width)
    automatic = size is None or size[1] == "auto"
    return Linear(
        layers=layers,
        kind="mamba2",
        inner=expanded if automatic else heads * keys.count("mamba_d_head"),
        state=keys.count("mamba_d_state"),
        heads=heads,
        groups=keys.count("mamba_n_groups"),
        convolution=keys.count("mamba_d_conv", default=4),
    )


def _periodic(keys: Keys, name: str, layers: int) -> int:
    period, offset = keys.count(f"{name}_period"), keys.optional(f"{name}_offset")
    return sum(layer % period == offset for layer in range(layers))


_KINDS = {
    "mamba": "M",
    "linear_attention": "M",
    "attention": "*",
    "full_attention": "*",
    "sliding_attention": "*",
    "mlp": "-",
    "moe": "E",
}


def _nemotron_kinds(keys: Keys) -> str:
    listed = keys.list("layers_block_type")
    kinds = "".join(_KINDS.get(str(kind), "?") for kind in listed) or keys.text("hybrid_override_pattern")
    if not kinds or not set(kinds) <= set("M*-E") or len(kinds) > MAXIMUM_LAYERS:
        raise RequestError(
            "The config.json says which layer is what neither by 'hybrid_override_pattern' (M, *, - and E) "
            "nor by 'layers_block_type'."
        )
    if keys.has("num_hidden_layers") and len(kinds) != keys.layers:
        raise RequestError(f"The config.json lists {len(kinds)} layers and says that it has {keys.layers}.")
    return kinds


def _nemotron_feed_forward(keys: Keys, kinds: str, latent: int) -> FeedForward:
    width = keys.count("intermediate_size") if "-" in kinds else keys.optional("intermediate_size")
    dense = FeedForward(layers=kinds.count("-"), width=width, matrices=2)
    if "E" not in kinds:
        return dense
    expert_width = keys.count("moe_intermediate_size")
    return replace(
        dense,
        expert_layers=kinds.count("E"),
        experts=keys.count("n_routed_experts"),
        experts_per_token=keys.count("num_experts_per_tok"),
        expert_width=expert_width * latent // keys.width if latent else expert_width,
        shared_width=keys.optional("moe_shared_expert_intermediate_size"),
    )
