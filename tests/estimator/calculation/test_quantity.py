"""Quantities know who says so and refuse to be nonsense."""

import math

import pytest

from estimator.calculation.quantity import Given, Quantity, derivation
from estimator.equations.throughput import accelerator_hours, achieved_throughput
from estimator.errors import EstimatorError


def given(name: str, value: float, low: float = math.nan, high: float = math.nan) -> Quantity:
    return Quantity(name, value, Given(), low, high)


def test_a_certain_quantity_has_a_range_of_one_point() -> None:
    quantity = given("mfu", 0.5)
    assert (quantity.low, quantity.high, quantity.is_certain) == (0.5, 0.5, True)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(EstimatorError):
        Quantity("mfu", value, Given())


def test_a_value_outside_its_own_range_is_refused() -> None:
    with pytest.raises(EstimatorError, match="outside its own range"):
        given("mfu", 0.5, 0.6, 0.7)


def test_derivation_lists_each_quantity_once_inputs_first() -> None:
    achieved = achieved_throughput.of(given("peak_throughput", 312e12), given("mfu", 0.5))
    hours = accelerator_hours.of(given("training_compute", 8.4e23), achieved)
    names = [quantity.name for quantity in derivation(hours, achieved)]
    assert len(names) == len(set(names))
    assert names.index("mfu") < names.index("achieved_throughput") < names.index("accelerator_hours")


def test_two_different_quantities_of_one_name_are_refused() -> None:
    with pytest.raises(EstimatorError, match="Two different"):
        derivation(given("mfu", 0.5), given("mfu", 0.4))
