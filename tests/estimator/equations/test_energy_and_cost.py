"""Electricity, greenhouse gases and dollars, against what published runs print."""

import pytest

from estimator.equations.cost import budget_left, compute_cost, electricity_cost, total_cost
from estimator.equations.energy import emissions, energy


@pytest.mark.parametrize(
    ("hours", "megawatt_hours", "tonnes"),
    [(82_432, 36, 14), (135_168, 59, 23), (530_432, 233, 90), (1_022_362, 449, 173)],
)
def test_llama_used_what_its_table_15_prints(hours: float, megawatt_hours: float, tonnes: float):
    # Touvron et al. 2023 (arXiv 2302.13971): A100 of 400 W, PUE 1.1, 0.385 kg CO2e/kWh
    used = energy(hours, board_power=400, server_factor=1, power_draw=1, pue=1.1)
    assert used / 1e3 == pytest.approx(megawatt_hours, abs=1)
    assert emissions(used, 0.385) / 1e3 == pytest.approx(tonnes, abs=0.5)


def test_the_rest_of_the_server_and_the_average_draw_count_too():
    # 1,000 hours of 700 W: 700 kWh, doubled by the server, drawn at three quarters, a fifth more around it
    assert energy(1000, 700, server_factor=2, power_draw=0.75, pue=1.2) == pytest.approx(1260)


def test_deepseek_v3_cost_what_its_table_1_prints():
    # arXiv 2412.19437: 2.788M H800-hours at $2: $5.576M
    assert compute_cost(2.788e6, 2) == 5.576e6


def test_storage_and_network_come_on_top():
    assert total_cost(1e6, 0.15) == pytest.approx(1.15e6)


def test_a_budget_that_does_not_hold_leaves_less_than_nothing():
    assert budget_left(1e6, 0.4e6) == 0.6e6
    assert budget_left(1e6, 1.4e6) == pytest.approx(-0.4e6)


def test_electricity_costs_its_price():
    assert electricity_cost(449e3, 0.12) == pytest.approx(53_880)
