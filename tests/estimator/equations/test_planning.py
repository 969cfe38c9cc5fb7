"""Scaling laws, ownership and the bill, worked out by hand from their papers."""

import pytest

from estimator.equations.bill import (
    egress_cost,
    experiments_cost,
    overhead_cost,
    restart_cost,
    running_cost,
    spare_cost,
    staff_cost,
    storage_cost,
    stored_bytes,
)
from estimator.equations.ownership import (
    break_even,
    fleet_purchase,
    hardware_price,
    network_price,
    owned_cost,
    owned_price,
    owned_time,
    power_price,
    purchase_price,
    rented_cost,
    worked_hours,
)
from estimator.equations.scaling import (
    affordable_tokens,
    data_loss,
    lifetime_compute,
    optimal_parameters,
    predicted_loss,
    tokens_for_loss,
)

# E_0, A, α, B, β of Hoffmann et al. 2022, approach 3
HOFFMANN = (1.69, 406.4, 0.34, 410.7, 0.28)


def test_chinchilla_has_the_loss_of_its_law():
    # 406.4 / e^(0.34 × 24.9718) = 0.0835 and 410.7 / e^(0.28 × 27.9676) = 0.1632
    assert predicted_loss(70e9, 1.4e12, *HOFFMANN) == pytest.approx(1.69 + 0.0835 + 0.1632, abs=2e-4)


def test_the_optimum_of_the_published_law_is_its_closed_form():
    # G = (138.176 / 114.996)^(1 / 0.62) = 1.3447; 1e21^(0.28 / 0.62) = e^(48.3543 × 0.451613) = 3.0469e9
    assert optimal_parameters(6e21, *HOFFMANN[1:]) == pytest.approx(1.3447 * 3.0469e9, rel=1e-4)


def test_a_compute_budget_pays_for_tokens():
    assert affordable_tokens(6e21, 1e9) == 1e12


def test_what_size_leaves_of_a_loss_is_made_up_by_tokens():
    loss = predicted_loss(70e9, 1.4e12, *HOFFMANN)
    left = data_loss(loss, 70e9, *HOFFMANN[:3])
    assert left == pytest.approx(0.1632, abs=1e-4)
    assert tokens_for_loss(left, *HOFFMANN[3:]) == pytest.approx(1.4e12)
    assert data_loss(1.7, 1e9, *HOFFMANN[:3]) < 0


def test_serving_costs_a_forward_pass_for_each_token():
    assert lifetime_compute(1e9, 20e9, 0) == 120e18
    assert lifetime_compute(1e9, 20e9, 30e9) == 180e18


def test_a_bare_chip_costs_more_with_its_server():
    assert purchase_price(10_000, 1.64) == 16_400


def test_an_h100_loses_a_dollar_seventeen_an_hour_and_its_network_a_quarter_of_that():
    # Cottier et al. 2024: 31,905 × 0.14 × ln 10 / 8766, then × 0.19 / 0.81
    assert hardware_price(31_905, 0.14) == pytest.approx(1.173, abs=5e-4)
    # 365.25 days of 24 hours: a loss of ln 10 a year for each dollar and power of ten
    assert hardware_price(365.25 * 24, 1) == pytest.approx(2.302585, abs=1e-6)
    assert network_price(1.173, 0.19) == pytest.approx(0.275, abs=5e-4)


def test_an_h100_draws_ten_cents_an_hour():
    # 0.7 kW × 1.82 × 0.75 × 1.25 at $0.0826 a kWh
    assert power_price(700, 1.82, 0.75, 1.25, 0.0826) == pytest.approx(0.0987, abs=5e-5)


def test_idle_hours_are_borne_by_busy_ones_but_draw_no_power():
    assert owned_price(1.2, 0.3, 0.1, 0.5) == pytest.approx(3.1)


def test_at_the_break_even_both_cost_the_same():
    assert break_even(1.2, 0.3, 0.1, 2.1) == pytest.approx(0.75)


def test_spares_and_overheads_are_shares_of_the_rent():
    assert spare_cost(1e6, 0.02) == 20_000
    assert overhead_cost(1e6, 0.15) == 150_000


def test_tokens_and_checkpoints_are_stored_while_the_run_lasts():
    # 2T tokens of 2 bytes, and ten checkpoints of 14 × 70 GB: 13.8 TB for one month at $0.023 a GB
    assert stored_bytes(2e12, 2, 70e9, 14, 10) == 13.8e12
    assert storage_cost(13.8e12, 0.023, 30.4375) == pytest.approx(317.4)


def test_the_weights_leave_the_cloud_once():
    assert egress_cost(70e9, 2, 0.09) == pytest.approx(12.6)


def test_experiments_and_staff_are_shares_of_a_development():
    assert experiments_cost(1e6, 1.19) == pytest.approx(1.19e6)
    # compute is the other 61 %
    assert staff_cost(1e6, 1.19e6, 0.39) == pytest.approx(2.19e6 / 0.61 * 0.39)


def test_the_rent_is_that_of_the_time_that_trains_and_of_the_rest():
    assert running_cost(1e6, 0.9) == 900_000
    assert restart_cost(1e6, 0.75) == 250_000


def test_a_run_of_ones_own_costs_its_hours():
    assert owned_cost(1_000, 2.14) == 2_140


def test_some_time_of_owned_accelerators_is_bought_worked_and_rented_by_hand():
    """Ten at $8,100, a network of 19 %; ten for 100 days at half of 24 hours; $2 and $3 an hour."""
    assert fleet_purchase(10, 8_100, 0.19) == pytest.approx(100_000)
    assert worked_hours(10, 100, 0.5) == 12_000
    assert owned_time(12_000, 2) == 24_000
    assert rented_cost(12_000, 3) == 36_000
