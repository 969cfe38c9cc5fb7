"""Families with Kimi delta attention beside latent attention: Kimi Linear and Kimi K3."""

from collections.abc import Sequence

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoders import PREDICTION_LAYERS
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import Keys
from estimator.configuration.families.latent import latent_norms, read_latent_attention
from estimator.configuration.families.parts import Attention, Linear, assemble
from estimator.errors import RequestError

_USUAL_PERIOD = 4


def kimi_linear_shape(keys: Keys) -> Shape:
    """Kimi Linear and the language model of Kimi K3: a config lists the layers of each attention, or their types."""
    nested = keys.inner("linear_attn_config") if keys.has("linear_attn_config") else Keys({}, keys.family)
    heads = nested.count("num_heads", default=keys.count("linear_num_heads", default=32))
    size = nested.count("head_dim", default=keys.count("linear_head_dim", default=128))
    kernel = nested.count("short_conv_kernel_size", default=keys.count("linear_conv_kernel_dim", default=4))
    full = _full_layers(keys, nested)
    attention = read_latent_attention(keys, full)
    linear = delta_layers(keys.layers - full, heads, size, kernel)
    latent = keys.optional("routed_expert_hidden_size")
    matrices = {
        "full-rank gates of the delta layers": nested.flag("use_full_rank_gate")
        * linear.layers
        * fuller_gate(keys, linear),
        "gates of the attention": keys.flag("mla_use_output_gate")
        * full
        * keys.width
        * attention.heads
        * attention.value_size,
    }
    feed_forward = read_feed_forward(keys)
    extras = {"norms": norms(keys, attention), "vectors of the delta layers": delta_vectors(linear)}
    if latent:
        feed_forward = replace(feed_forward, expert_width=feed_forward.expert_width * latent // keys.width)
        matrices["projections to the experts' latent"] = feed_forward.expert_layers * 2 * latent * keys.width
        extras["norms of the experts' latent"] = keys.flag("latent_moe_use_norm") * feed_forward.expert_layers * latent
    if keys.optional("attn_res_block_size"):
        extras["attention over the residuals"] = (2 * keys.layers + 1) * 2 * keys.width
    return assemble(
        keys,
        attention,
        feed_forward,
        extras,
        tied=False,
        linear=linear,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices=matrices,
    )


def _full_layers(keys: Keys, nested: Keys) -> int:
    """How many layers have latent attention: by either list, or by default every fourth after the first."""
    if kinds := keys.list("layer_types", keys.layers):
        return full_layers(kinds)
    full, delta = nested.list("full_attn_layers"), nested.list("kda_layers")
    if not (full or delta):
        return (keys.layers - 1) // _USUAL_PERIOD
    if len(full) + len(delta) != keys.layers:
        raise RequestError(f"'linear_attn_config' lists {len(full) + len(delta)} layers; the model has {keys.layers}.")
    return len(full)


def full_layers(kinds: Sequence[object]) -> int:
    """How many of the layers listed have full attention."""
    return sum(kind == "full_attention" for kind in kinds)


def delta_layers(layers: int, heads: int, size: int, kernel: int) -> Linear:
    """The layers of Kimi delta attention."""
    return Linear(layers=layers, kind="kimi_delta", inner=heads * size, state=size, heads=heads, convolution=kernel)


def fuller_gate(keys: Keys, linear: Linear) -> int:
    """What a gate of full rank has beyond one through the rank of a head."""
    return keys.width * linear.inner - linear.state * (keys.width + linear.inner)


def norms(keys: Keys, attention: Attention) -> int:
    """Weights of all norms but those inside the linear layers."""
    return (2 * keys.layers + 1) * keys.width + latent_norms(attention)


def delta_vectors(linear: Linear) -> int:
    """Weights of the delta layers that are no matrix: steps, decays by head, and the norm of a head."""
    return linear.layers * (linear.inner + linear.heads + linear.state)
