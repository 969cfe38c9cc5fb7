"""How many weights a shape has: the matrices of one layer, one function each, and their sum over the layers.

The equations count matrices. What else a model has (norms, biases, gates, positions) is `Shape.other_parameters`.
"""

from estimator.catalogue.entries import Shape
from estimator.equation import equation
from estimator.errors import EstimatorError
from estimator.papers import (
    AINSLIE_2023,
    DAO_2024,
    DEEPSEEK_V2,
    DEEPSEEK_V3,
    FEDUS_2021,
    GU_2023,
    KIMI_LINEAR_2025,
    MINIMAX_2025,
    SHAZEER_2020,
    VASWANI_2017,
    YANG_2024,
)


@equation(source=VASWANI_2017)
def embedding_parameters(embedding_matrices: float, vocabulary: float, width: float) -> float:
    """Embedding and output head: one matrix when tied, two when not."""
    return embedding_matrices * vocabulary * width


@equation(source=AINSLIE_2023)
def attention_parameters(width: float, heads: float, kv_heads: float, head_size: float) -> float:
    """Query and output projections of all heads, key and value projections of the key-value heads."""
    return 2 * width * (heads + kv_heads) * head_size


@equation(source=DEEPSEEK_V2, name="attention_parameters")
def latent_attention_parameters(
    width: float,
    heads: float,
    query_rank: float,
    kv_rank: float,
    nope_size: float,
    rope_size: float,
    value_size: float,
) -> float:
    """Multi-head latent attention: queries, keys and values each go down to a latent and up again, then out."""
    return (
        (width + heads * (nope_size + rope_size)) * query_rank
        + width * (kv_rank + rope_size)
        + kv_rank * heads * (nope_size + value_size)
        + heads * value_size * width
    )


@equation(source=DEEPSEEK_V2, name="attention_parameters")
def latent_attention_full_query_parameters(
    width: float, heads: float, kv_rank: float, nope_size: float, rope_size: float, value_size: float
) -> float:
    """Multi-head latent attention whose queries are not compressed."""
    return (
        width * heads * (nope_size + rope_size)
        + width * (kv_rank + rope_size)
        + kv_rank * heads * (nope_size + value_size)
        + heads * value_size * width
    )


@equation(source=SHAZEER_2020)
def feed_forward_parameters(feed_forward_matrices: float, width: float, feed_forward_width: float) -> float:
    """A feed-forward layer: up, down and, when gated, a third matrix."""
    return feed_forward_matrices * width * feed_forward_width


@equation(source=FEDUS_2021)
def expert_parameters(
    width: float, experts: float, feed_forward_matrices: float, expert_width: float, shared_width: float
) -> float:
    """A mixture-of-experts layer: the router, all routed experts, and what every token passes."""
    return width * experts + feed_forward_matrices * width * (experts * expert_width + shared_width)


@equation(source=FEDUS_2021)
def active_expert_parameters(
    width: float,
    experts: float,
    experts_per_token: float,
    feed_forward_matrices: float,
    expert_width: float,
    shared_width: float,
) -> float:
    """The part of a mixture-of-experts layer that one token passes: the router, its experts and the shared ones."""
    return width * experts + feed_forward_matrices * width * (experts_per_token * expert_width + shared_width)


@equation(source=GU_2023, name="linear_parameters")
def mamba1_parameters(
    width: float, linear_inner: float, linear_state: float, linear_heads: float, linear_convolution: float
) -> float:
    """Mamba-1: two input branches, convolution, time step by a rank of `linear_heads`, B, C and A, and output."""
    return linear_inner * (3 * width + linear_convolution + 2 * linear_heads + 3 * linear_state)


@equation(source=DAO_2024, name="linear_parameters")
def mamba2_parameters(
    width: float,
    linear_inner: float,
    linear_state: float,
    linear_heads: float,
    linear_groups: float,
    linear_convolution: float,
) -> float:
    """Mamba-2: input, gate, B and C of each group, a time step for each head, convolution, and output."""
    return (
        width * (3 * linear_inner + 2 * linear_groups * linear_state + linear_heads)
        + (linear_inner + 2 * linear_groups * linear_state) * linear_convolution
    )


@equation(source=YANG_2024, name="linear_parameters")
def gated_delta_parameters(
    width: float,
    linear_inner: float,
    linear_state: float,
    linear_heads: float,
    linear_groups: float,
    linear_convolution: float,
) -> float:
    """Gated delta net: `linear_groups` key heads of `linear_state`, values, gate, decay and beta by head, output."""
    return (
        width * (2 * linear_groups * linear_state + 3 * linear_inner + 2 * linear_heads)
        + (2 * linear_groups * linear_state + linear_inner) * linear_convolution
    )


@equation(source=MINIMAX_2025, name="linear_parameters")
def lightning_parameters(width: float, linear_inner: float) -> float:
    """Lightning attention: query, key, value, output gate and output, each of the full inner width."""
    return 5 * width * linear_inner


@equation(source=KIMI_LINEAR_2025, name="linear_parameters")
def kimi_delta_parameters(
    width: float, linear_inner: float, linear_state: float, linear_heads: float, linear_convolution: float
) -> float:
    """Kimi delta attention: query, key, value and output, decay and gate of rank `linear_state`, beta by head."""
    return (
        4 * width * linear_inner
        + 2 * linear_state * (width + linear_inner)
        + width * linear_heads
        + 3 * linear_inner * linear_convolution
    )


@equation(source=DEEPSEEK_V3)
def prediction_projection_parameters(width: float) -> float:
    """The projection with which a token-prediction module joins the main stream and the next token's embedding."""
    return 2 * width * width


def parameter_count(shape: Shape) -> float:
    """All weights of the main model; modules that predict further tokens are counted by prediction_parameter_count."""
    return _shared_parameters(shape) + shape.expert_layers * expert_parameters(
        width=shape.width,
        experts=shape.experts,
        feed_forward_matrices=shape.feed_forward_matrices,
        expert_width=shape.expert_width,
        shared_width=shape.shared_width,
    )


def active_parameter_count(shape: Shape) -> float:
    """The weights of the main model that one token passes, embedding and head included."""
    return _shared_parameters(shape) + shape.expert_layers * layer_active_expert_parameters(shape)


def prediction_parameter_count(shape: Shape) -> float:
    """Weights of the multi-token prediction modules: for each a projection, an attention and a last layer's experts."""
    feed_forward = (
        expert_parameters(
            width=shape.width,
            experts=shape.experts,
            feed_forward_matrices=shape.feed_forward_matrices,
            expert_width=shape.expert_width,
            shared_width=shape.shared_width,
        )
        if shape.expert_layers
        else layer_feed_forward_parameters(shape)
    )
    module = prediction_projection_parameters(width=shape.width) + layer_attention_parameters(shape) + feed_forward
    return shape.prediction_layers * module


def layer_attention_parameters(shape: Shape) -> float:
    """Matrix weights of one softmax-attention layer, by the kind that the shape has."""
    if not shape.kv_rank:
        return attention_parameters(
            width=shape.width, heads=shape.heads, kv_heads=shape.kv_heads, head_size=shape.head_size
        )
    latent = {
        "width": shape.width,
        "heads": shape.heads,
        "kv_rank": shape.kv_rank,
        "nope_size": shape.nope_size,
        "rope_size": shape.rope_size,
        "value_size": shape.value_size,
    }
    if shape.query_rank:
        return latent_attention_parameters(query_rank=shape.query_rank, **latent)
    return latent_attention_full_query_parameters(**latent)


def layer_feed_forward_parameters(shape: Shape) -> float:
    """Matrix weights of one dense feed-forward layer."""
    return feed_forward_parameters(
        feed_forward_matrices=shape.feed_forward_matrices,
        width=shape.width,
        feed_forward_width=shape.feed_forward_width,
    )


def layer_active_expert_parameters(shape: Shape) -> float:
    """Matrix weights of one expert layer that one token passes."""
    return active_expert_parameters(
        width=shape.width,
        experts=shape.experts,
        experts_per_token=shape.experts_per_token,
        feed_forward_matrices=shape.feed_forward_matrices,
        expert_width=shape.expert_width,
        shared_width=shape.shared_width,
    )


_LINEAR = {
    "mamba1": mamba1_parameters,
    "mamba2": mamba2_parameters,
    "gated_delta": gated_delta_parameters,
    "lightning": lightning_parameters,
    "kimi_delta": kimi_delta_parameters,
}


def layer_linear_parameters(shape: Shape) -> float:
    """Matrix weights of one state-space or linear-attention layer. Raises EstimatorError for an unknown kind."""
    if shape.linear_kind not in _LINEAR:
        raise EstimatorError(f"{shape.linear_kind!r} is no kind of linear layer; known are {', '.join(_LINEAR)}.")
    chosen = _LINEAR[shape.linear_kind]
    return chosen(**{name: getattr(shape, name) for name in chosen.parameters})


def _shared_parameters(shape: Shape) -> float:
    """Every weight outside the expert layers."""
    embeddings = embedding_parameters(
        embedding_matrices=1 if shape.tied_embeddings else 2, vocabulary=shape.vocabulary, width=shape.width
    )
    attention = shape.attention_layers * layer_attention_parameters(shape) if shape.attention_layers else 0
    linear = shape.linear_layers * layer_linear_parameters(shape) if shape.linear_layers else 0
    feed_forward = shape.feed_forward_layers * layer_feed_forward_parameters(shape)
    return embeddings + attention + linear + feed_forward + shape.other_parameters
