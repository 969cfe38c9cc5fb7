"""A bare number of parameters becomes a decoder of that size."""

import pytest

from estimator.configuration.counting import active_parameter_count, parameter_count
from estimator.run.usual_shape import usual_shape, usual_sparse_shape


@pytest.mark.parametrize("parameters", [1e8, 3e8, 1e9, 3e9, 7e9, 13e9, 34e9, 70e9, 175e9, 405e9, 1e12, 1e13])
def test_the_usual_shape_has_the_parameters_asked_for(parameters: float):
    assert parameter_count(usual_shape(parameters).shape) == pytest.approx(parameters, rel=0.02)


def test_the_usual_70b_is_built_like_llama_2_70b():
    shape = usual_shape(70e9).shape
    assert (shape.layers, shape.width, shape.heads, shape.kv_heads) == (80, 8192, 64, 8)


def test_the_usual_7b_is_built_like_llama_2_7b():
    shape = usual_shape(7e9).shape
    assert (shape.layers, shape.width, shape.heads, shape.kv_heads) == (32, 4096, 32, 32)


@pytest.mark.parametrize(("total", "active"), [(671e9, 37e9), (30e9, 3e9), (1e12, 32e9)])
def test_the_usual_mixture_has_both_counts(total: float, active: float):
    shape = usual_sparse_shape(total, active).shape
    assert parameter_count(shape) == pytest.approx(total, rel=0.05)
    assert active_parameter_count(shape) == pytest.approx(active, rel=0.05)
