"""How many weights the matrices of one layer have, one equation for each kind of layer.

What else a model has (norms, biases, gates, positions) is no matrix; a shape carries it as `other_parameters`.
"""

from estimator.calculation.equation import equation
from estimator.calculation.papers import (
    AINSLIE_2023,
    DAO_2024,
    DEEPSEEK_V2,
    DEEPSEEK_V3,
    DEEPSEEK_V4,
    FEDUS_2021,
    GU_2023,
    KIMI_LINEAR_2025,
    LFM2_2025,
    MINIMAX_2025,
    PENG_2025,
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


@equation(source=DEEPSEEK_V4, name="attention_parameters")
def compressed_attention_parameters(
    width: float, heads: float, head_size: float, query_rank: float, output_rank: float, output_groups: float
) -> float:
    """Compressed attention: queries by a latent, one key that is the value too, output by groups through a rank."""
    return (
        (width + heads * head_size) * query_rank
        + width * head_size
        + (heads * head_size + output_groups * width) * output_rank
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


@equation(source=PENG_2025, name="linear_parameters")
def rwkv_parameters(width: float, linear_inner: float) -> float:
    """RWKV: receptance, key, value and output, each of the inner width."""
    return 4 * width * linear_inner


@equation(source=LFM2_2025, name="linear_parameters")
def convolution_parameters(width: float, linear_inner: float, linear_convolution: float) -> float:
    """A gated short convolution: two gates and the input, the convolution itself, and output."""
    return 4 * width * linear_inner + linear_inner * linear_convolution


@equation(source=DEEPSEEK_V3)
def prediction_projection_parameters(width: float) -> float:
    """The projection with which a token-prediction module joins the main stream and the next token's embedding."""
    return 2 * width * width
