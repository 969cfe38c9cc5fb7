"""Ranges hold what drawing every input at random would give."""

import math
import random
from statistics import NormalDist, quantiles

import pytest

from estimator.calculation.quantity import Given, Quantity
from estimator.calculation.uncertainty import spread
from estimator.equations.cost import budget_left, compute_cost, total_cost
from estimator.equations.throughput import accelerator_hours, achieved_throughput


def given(name: str, value: float, low: float = math.nan, high: float = math.nan) -> Quantity:
    return Quantity(name, value, Given(), low, high)


def cost_of(mfu: Quantity, price: Quantity) -> Quantity:
    achieved = achieved_throughput.of(given("peak_throughput", 312e12), mfu)
    hours = accelerator_hours.of(given("training_compute", 8.4e23), achieved)
    return compute_cost.of(hours, price)


def test_certain_inputs_give_a_certain_result() -> None:
    cost = spread([cost_of(given("mfu", 0.5), given("price", 1.8))]).steps["compute_cost"]
    assert cost.low == cost.value == cost.high == pytest.approx(2_692_307.69)


def test_the_range_agrees_with_a_hundred_thousand_draws() -> None:
    """The oracle: log-normal inputs with those 10 % and 90 % quantiles, drawn at random."""
    mfu, price = given("mfu", 0.3, 0.2, 0.45), given("price", 2, 1, 4)
    cost = spread([cost_of(mfu, price)]).steps["compute_cost"]
    dice = random.Random(1)
    to_sigma = NormalDist().inv_cdf(0.9)
    draws = [
        cost.value * math.exp(dice.gauss(0, math.log(1.5) / to_sigma)) * math.exp(dice.gauss(0, math.log(2) / to_sigma))
        for _ in range(100_000)
    ]
    deciles = quantiles(draws, n=10)
    assert cost.low == pytest.approx(deciles[0], rel=0.01)
    assert cost.high == pytest.approx(deciles[8], rel=0.01)


def test_the_driver_is_the_input_with_the_widest_range() -> None:
    ranged = spread([cost_of(given("mfu", 0.3, 0.29, 0.31), given("price", 2, 1, 4))])
    names = [name for name, _ in ranged.drivers("compute_cost")]
    assert names == ["price", "mfu"]
    assert sum(share for _, share in ranged.drivers("compute_cost")) == pytest.approx(1)


def test_a_result_that_can_change_sign_has_a_range_that_does() -> None:
    total = total_cost.of(cost_of(given("mfu", 0.5), given("price", 1.8, 1, 4)), given("overhead", 0))
    left = spread([budget_left.of(given("budget", 3e6), total)]).steps["budget_left"]
    assert left.low < 0 < left.value < left.high
