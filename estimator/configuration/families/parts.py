"""The parts that a shape is put together from: attention, feed-forward, linear layers, and the weights beside them."""

from collections.abc import Mapping

from msgspec import Struct

from estimator.catalogue.shape import Shape
from estimator.configuration.families.keys import CONTEXT, HEAD_SIZE, HEADS, KV_HEADS, VOCABULARY, Keys
from estimator.errors import RequestError


class Attention(Struct, frozen=True):
    """The softmax-attention layers; `kv_rank` above 0 makes them multi-head latent attention."""

    layers: int
    heads: int
    kv_heads: int
    head_size: int
    window_layers: int = 0
    window: int = 0
    query_rank: int = 0
    kv_rank: int = 0
    nope_size: int = 0
    rope_size: int = 0
    value_size: int = 0
    output_rank: int = 0
    output_groups: int = 0


class FeedForward(Struct, frozen=True):
    """The dense feed-forward layers and the expert layers."""

    layers: int
    width: int
    matrices: int = 3
    expert_layers: int = 0
    experts: int = 0
    experts_per_token: int = 0
    expert_width: int = 0
    shared_width: int = 0


class Linear(Struct, frozen=True):
    """The state-space or linear-attention layers."""

    layers: int = 0
    kind: str = ""
    inner: int = 0
    state: int = 0
    heads: int = 0
    groups: int = 0
    convolution: int = 0


NO_ATTENTION = Attention(layers=0, heads=0, kv_heads=0, head_size=0)
NO_FEED_FORWARD = FeedForward(layers=0, width=0)
NO_LINEAR = Linear()
NOTHING: Mapping[str, int] = {}


def read_attention(keys: Keys, layers: int) -> Attention:
    """Grouped-query attention on `layers` layers, without windows; heads of width / heads when no size is given."""
    heads = keys.count(*HEADS)
    kv_heads = keys.count(*KV_HEADS, default=heads)
    if kv_heads > heads:
        raise RequestError(f"The config.json has {kv_heads} key-value heads for {heads} query heads.")
    size = keys.count(*HEAD_SIZE, default=max(keys.width // heads, 1))
    return Attention(layers=layers, heads=heads, kv_heads=kv_heads, head_size=size)


def assemble(
    keys: Keys,
    attention: Attention,
    feed_forward: FeedForward,
    extras: Mapping[str, int],
    *,
    tied: bool,
    linear: Linear = NO_LINEAR,
    prediction_layers: int = 0,
    matrices: Mapping[str, int] = NOTHING,
) -> Shape:
    """The shape of the parts.

    Weights that the widths do not count, by what they are: `matrices` that every token is multiplied with, and `extras`
    that none is.
    """
    return Shape(
        layers=keys.layers,
        width=keys.width,
        vocabulary=keys.count(*VOCABULARY),
        context=keys.optional(*CONTEXT),
        attention_layers=attention.layers,
        heads=attention.heads,
        kv_heads=attention.kv_heads,
        head_size=attention.head_size,
        window_layers=attention.window_layers,
        window=attention.window,
        query_rank=attention.query_rank,
        kv_rank=attention.kv_rank,
        nope_size=attention.nope_size,
        rope_size=attention.rope_size,
        value_size=attention.value_size,
        output_rank=attention.output_rank,
        output_groups=attention.output_groups,
        feed_forward_layers=feed_forward.layers,
        feed_forward_width=feed_forward.width,
        feed_forward_matrices=feed_forward.matrices,
        expert_layers=feed_forward.expert_layers,
        experts=feed_forward.experts,
        experts_per_token=feed_forward.experts_per_token,
        expert_width=feed_forward.expert_width,
        shared_width=feed_forward.shared_width,
        linear_layers=linear.layers,
        linear_kind=linear.kind,
        linear_inner=linear.inner,
        linear_state=linear.state,
        linear_heads=linear.heads,
        linear_groups=linear.groups,
        linear_convolution=linear.convolution,
        tied_embeddings=keys.flag("tie_word_embeddings", default=tied),
        prediction_layers=prediction_layers,
        other_matrices=sum(matrices.values()),
        other_parameters=sum(extras.values()),
        other_reason=", ".join(name for name, count in (*extras.items(), *matrices.items()) if count),
    )
