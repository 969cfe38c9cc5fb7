"""The weights that a token passes, as terms of a sum: how many layers there are of a kind, and what one holds."""

from estimator.calculation.equation import Equation
from estimator.calculation.quantity import Quantity
from estimator.equations.parameters import (
    active_expert_parameters,
    attention_parameters,
    feed_forward_parameters,
    gated_delta_parameters,
    kimi_delta_parameters,
    latent_attention_full_query_parameters,
    latent_attention_parameters,
    lightning_parameters,
    mamba1_parameters,
    mamba2_parameters,
    prediction_projection_parameters,
)
from estimator.run.described import DescribedShape

Terms = list[tuple[Quantity, ...]]

_LINEAR = {
    "mamba1": mamba1_parameters,
    "mamba2": mamba2_parameters,
    "gated_delta": gated_delta_parameters,
    "lightning": lightning_parameters,
    "kimi_delta": kimi_delta_parameters,
}


def matrix_terms(described: DescribedShape) -> Terms:
    """All weights that a token is multiplied with: the layers' and the output head's, tied or not."""
    head = (described.count("vocabulary"), described.count("width"))
    if not (described.predictions and described.shape.prediction_layers):
        return [*layer_terms(described), head]
    modules = described.count("prediction_layers")
    projection = (modules, described.apply(prediction_projection_parameters))
    return [*layer_terms(described), projection, head, (modules, *head)]


def layer_terms(described: DescribedShape) -> Terms:
    """The layers' weights that a token passes, one term for each kind of layer that the shape has."""
    shape = described.shape
    kinds = (
        ("attention_layers", attention_equation(described)),
        ("linear_layers", _LINEAR.get(shape.linear_kind, lightning_parameters)),
        ("feed_forward_layers", feed_forward_parameters),
        ("expert_layers", active_expert_parameters),
    )
    return [(described.count(name), described.apply(weights)) for name, weights in kinds if getattr(shape, name)]


def attention_equation(described: DescribedShape) -> Equation:
    """How the shape's attention layers count their weights: latent, with or without latent queries, or by heads."""
    if not described.shape.kv_rank:
        return attention_parameters
    return latent_attention_parameters if described.shape.query_rank else latent_attention_full_query_parameters
