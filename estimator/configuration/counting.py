"""How many weights a shape has: which equation counts each kind of its layers, and their sum."""

from collections.abc import Mapping

from estimator.calculation.equation import Equation
from estimator.catalogue.shape import Shape
from estimator.equations.parameters import (
    active_expert_parameters,
    attention_parameters,
    compressed_attention_parameters,
    convolution_parameters,
    embedding_parameters,
    expert_parameters,
    feed_forward_parameters,
    gated_delta_parameters,
    kimi_delta_parameters,
    latent_attention_full_query_parameters,
    latent_attention_parameters,
    lightning_parameters,
    mamba1_parameters,
    mamba2_parameters,
    prediction_projection_parameters,
    rwkv_parameters,
)
from estimator.errors import EstimatorError

_LINEAR: Mapping[str, Equation] = {
    "mamba1": mamba1_parameters,
    "mamba2": mamba2_parameters,
    "gated_delta": gated_delta_parameters,
    "lightning": lightning_parameters,
    "kimi_delta": kimi_delta_parameters,
    "rwkv": rwkv_parameters,
    "convolution": convolution_parameters,
}


def parameter_count(shape: Shape) -> float:
    """All weights of the main model; modules that predict further tokens are counted by prediction_parameter_count."""
    return _shared(shape) + shape.expert_layers * _evaluate(expert_parameters, shape)


def active_parameter_count(shape: Shape) -> float:
    """The weights of the main model that one token passes, embedding and head included."""
    return _shared(shape) + shape.expert_layers * _evaluate(active_expert_parameters, shape)


def prediction_parameter_count(shape: Shape) -> float:
    """Weights of the multi-token prediction modules: each a projection, attention, and the last layer's transform."""
    transform = expert_parameters if shape.expert_layers else feed_forward_parameters
    parts = (prediction_projection_parameters, attention_equation(shape), transform)
    return shape.prediction_layers * sum(_evaluate(part, shape) for part in parts)


def attention_equation(shape: Shape) -> Equation:
    """How the attention layers count their weights: by heads, compressed, or latent with or without latent queries."""
    if shape.output_rank:
        return compressed_attention_parameters
    if not shape.kv_rank:
        return attention_parameters
    return latent_attention_parameters if shape.query_rank else latent_attention_full_query_parameters


def linear_equation(shape: Shape) -> Equation:
    """How the linear layers count their weights. Raises EstimatorError for an unknown kind of linear layer."""
    if shape.linear_kind not in _LINEAR:
        raise EstimatorError(f"{shape.linear_kind!r} is no kind of linear layer; known are {', '.join(_LINEAR)}.")
    return _LINEAR[shape.linear_kind]


def _shared(shape: Shape) -> float:
    """Every weight outside the expert layers. Raises EstimatorError for an unknown kind of linear layer."""
    attention = shape.attention_layers * _evaluate(attention_equation(shape), shape)
    linear = shape.linear_layers * _evaluate(linear_equation(shape), shape) if shape.linear_layers else 0
    feed_forward = shape.feed_forward_layers * _evaluate(feed_forward_parameters, shape)
    embeddings = _evaluate(embedding_parameters, shape)
    return embeddings + attention + linear + feed_forward + shape.other_matrices + shape.other_parameters


def _evaluate(weights: Equation, shape: Shape) -> float:
    return weights.evaluate({name: getattr(shape, name) for name in weights.parameters})
