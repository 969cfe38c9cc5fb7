"""The weights that a token passes, as terms of a sum: how many layers there are of a kind, and what one holds."""

from estimator.calculation.quantity import Quantity
from estimator.configuration.counting import attention_equation, linear_equation
from estimator.equations.parameters import (
    active_expert_parameters,
    feed_forward_parameters,
    prediction_projection_parameters,
)
from estimator.run.described import DescribedShape

Terms = list[tuple[Quantity, ...]]


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
        ("attention_layers", attention_equation),
        ("linear_layers", linear_equation),
        ("feed_forward_layers", lambda _: feed_forward_parameters),
        ("expert_layers", lambda _: active_expert_parameters),
    )
    layers: Terms = [
        (described.count(name), described.apply(weights(shape))) for name, weights in kinds if getattr(shape, name)
    ]
    return [*layers, (described.count("other_matrices"),)] if shape.other_matrices else layers
