"""Ling's hybrids, 2.5 and 3: latent attention on the last layer of each group, and linear attention on the others."""

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoders import PREDICTION_LAYERS
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import HEADS, Keys
from estimator.configuration.families.kimi import delta_layers, delta_vectors, full_layers, fuller_gate, norms
from estimator.configuration.families.latent import read_latent_attention
from estimator.configuration.families.parts import Linear, assemble


def bailing_hybrid_shape(keys: Keys) -> Shape:
    """Ling 3 with delta attention, or Ling 2.5 with lightning attention: only the former has short convolutions."""
    delta = "short_conv_kernel_size" in keys.values or "group_norm_size" not in keys.values
    return _delta_shape(keys) if delta else _lightning_shape(keys)


def _delta_shape(keys: Keys) -> Shape:
    """Ling 3: gates of full rank in the delta layers, a gate for each head in the latent ones."""
    heads, size = keys.count(*HEADS), keys.count("linear_head_dim", "head_dim", default=128)
    kinds = keys.list("layer_types", keys.layers)
    full = full_layers(kinds) if kinds else keys.layers // keys.count("layer_group_size", default=6)
    linear = delta_layers(keys.layers - full, heads, size, keys.count("short_conv_kernel_size", default=4))
    matrices = {
        "full-rank gates of the delta layers": 2 * linear.layers * fuller_gate(keys, linear),
        "gates of the attention": full * keys.width * heads,
    }
    return _assembled(keys, full, linear, {"vectors of the delta layers": delta_vectors(linear)}, matrices)


def _lightning_shape(keys: Keys) -> Shape:
    """Ling 2.5: layers behind the last whole group have latent attention too."""
    heads, size, group = keys.count(*HEADS), keys.count("head_dim"), keys.count("layer_group_size")
    full = keys.layers // group + keys.layers % group
    inner = heads * size
    linear = Linear(layers=keys.layers - full, kind="lightning", inner=inner, state=size, heads=heads)
    normalised = inner + keys.flag("use_qk_norm", default=True) * 2 * size
    return _assembled(keys, full, linear, {"norms of the lightning layers": linear.layers * normalised}, {})


def _assembled(keys: Keys, full: int, linear: Linear, vectors: dict[str, int], matrices: dict[str, int]) -> Shape:
    attention = read_latent_attention(keys, full)
    return assemble(
        keys,
        attention,
        read_feed_forward(keys),
        {"norms": norms(keys, attention), **vectors},
        tied=False,
        linear=linear,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices=matrices,
    )
