"""The forward work between tokens, which no weight is part of, in FLOP for one token, over all layers."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import BELTAGY_2020, DEEPSEEK_V2, MEGATRON_LM, VASWANI_2017


@equation(source=VASWANI_2017)
def attention_core_flop_per_token(
    attention_layers: float, heads: float, head_size: float, sequence_length: float, flop_per_score: float = 4
) -> float:
    """Queries with keys and scores with values under a causal mask, where a token sees half the sequence on average."""
    return flop_per_score * attention_layers * heads * head_size * sequence_length / 2


@equation(source=DEEPSEEK_V2, name="attention_core_flop_per_token")
def latent_core_flop_per_token(
    attention_layers: float,
    heads: float,
    nope_size: float,
    rope_size: float,
    value_size: float,
    sequence_length: float,
    flop_per_score: float = 4,
) -> float:
    """The causal core where keys and values differ in size: half of the work goes by each."""
    return flop_per_score / 2 * attention_layers * heads * (nope_size + rope_size + value_size) * sequence_length / 2


@equation(source=BELTAGY_2020, name="attention_core_flop_per_token")
def window_core_flop_per_token(
    attention_layers: float,
    window_layers: float,
    heads: float,
    head_size: float,
    sequence_length: float,
    window_context: float,
    flop_per_score: float = 4,
) -> float:
    """The causal core where some layers see a sliding window only."""
    return (
        flop_per_score
        * heads
        * head_size
        * ((attention_layers - window_layers) * sequence_length / 2 + window_layers * window_context)
    )


@equation(source=BELTAGY_2020)
def window_context(window: float, sequence_length: float) -> float:
    """Mean number of tokens seen through a causal window no longer than the sequence; half of it when equal."""
    return window - window * window / (2 * sequence_length)


@equation(source=MEGATRON_LM)
def scan_flop_per_token(linear_layers: float, linear_inner: float, linear_state: float, scan_flop: float) -> float:
    """Decay, update and reading of a linear layer's state, whatever the length of the sequence."""
    return scan_flop * linear_layers * linear_inner * linear_state
