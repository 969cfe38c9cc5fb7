"""The five factors of the MFU, worked out by hand."""

import pytest

from estimator.equations.utilization import (
    expected_mfu,
    expert_exchange,
    exposed_time,
    failure_loss,
    kernel_time,
    maturity,
    memory_pass,
    mfu_balance,
    mfu_communication,
    mfu_kernels,
    mfu_recomputation,
    mfu_uptime,
    pipeline_bubble,
    precision_speedup,
    routing_time,
    step_latency,
    tensor_exchange,
    timed_loss,
)


def test_products_gain_the_whole_ratio_of_the_peaks_or_a_power_of_it():
    assert precision_speedup(2e15, 1e15, precision_gain=1, precision_level=1) == 2
    assert precision_speedup(4e15, 1e15, precision_gain=0.5, precision_level=0.75) == 1.5
    assert precision_speedup(1e15, 1e15, precision_gain=0, precision_level=1) == 1


def test_a_memory_pass_moves_two_bytes_a_feature_and_layer():
    # 80 layers of 8,192 features move 1.31 MB a token, 0.655 µs at 2 TB/s; 420 GFLOP take 1,346 µs at 312 TFLOP/s
    assert memory_pass(1, 80, 8192, 420e9, 312e12, 2e12) == pytest.approx(0.65536 / 1346.15, rel=1e-4)
    assert memory_pass(4 / 3, 80, 8192, 560e9, 312e12, 2e12) == pytest.approx(0.65536 / 1346.15, rel=1e-4)


def test_kernels_take_products_at_the_precision_attention_in_16_bit_and_memory():
    # 0.9 / (0.8 × 2) + 0.1 × 1.5 / 0.8 + 10 × 0.001 = 0.5625 + 0.1875 + 0.01
    assert kernel_time(0.9, 0.1, 0.8, 2, 1.5, 0.001, 10) == pytest.approx(0.76)


def test_half_of_a_new_chip_s_loss_goes_in_its_halving_time():
    assert maturity(0.2, 0, 1, 0.9, 0) == pytest.approx(0.8)
    assert maturity(0.2, 1, 1, 0.9, 0) == pytest.approx(0.9)
    assert maturity(0.2, 4, 2, 0.9, 0) == pytest.approx(0.95)
    # two years before the latest software
    assert maturity(0.2, 1, 1, 0.9, 2) == pytest.approx(0.9 * 0.81)


def test_kernels_are_what_is_left_of_the_peak_at_the_precision():
    # 0.7 × 0.9 × 1 / 1.26 of the 16-bit peak, half of that of a peak twice as high
    assert mfu_kernels(0.7, 0.9, 1, 1.26, 1e15, 1e15) == pytest.approx(0.5)
    assert mfu_kernels(0.7, 0.9, 1, 1.26, 1e15, 2e15) == pytest.approx(0.25)
    assert mfu_kernels(0.7, 0.9, 0.5, 1.26, 1e15, 1e15) == pytest.approx(0.25)


def test_routing_costs_less_each_year_and_more_the_more_is_moved():
    # one expert for each token, at the usual pass of 1/500
    assert routing_time(2, 0.5, 0, 0.002, 1, 0.5) == 2
    assert routing_time(2, 0.5, 2, 0.002, 1, 0.5) == pytest.approx(0.5)
    # four times the pass, or sixteen experts for each token: twice as much at an exponent of a half
    assert routing_time(2, 0.5, 0, 0.008, 1, 0.5) == pytest.approx(4)
    assert routing_time(2, 0.5, 0, 0.002, 16, 0.5) == pytest.approx(4)
    assert routing_time(2, 0.5, 0, 0.002, 0, 0.5) == 0


def test_the_plain_bubble_is_stages_less_one_over_micro_batches():
    # Narayanan et al. 2021, §2.2.1: (p − 1) / m
    assert pipeline_bubble(8, 32) == pytest.approx(7 / 32)
    assert pipeline_bubble(1, 32) == 0


def test_balance_loses_to_routing_the_bubble_and_padding():
    assert mfu_balance(0, 0, 0.5, 0, 0.5, 1e15, 1e15) == 1
    # routing takes as long as kernels at half the peak: 1 / (1 + 2 × 0.5)
    assert mfu_balance(2, 0, 0.5, 0, 0.5, 1e15, 1e15) == pytest.approx(0.5)
    # at a peak twice as high, the same MFU of kernels is half the time
    assert mfu_balance(2, 0, 0.5, 0, 0.5, 2e15, 1e15) == pytest.approx(1 / 3)
    # half of a bubble of 0.5, and a quarter padded
    assert mfu_balance(0, 0.5, 0.5, 0.25, 0.5, 1e15, 1e15) == pytest.approx(0.75 / 1.25)


def test_a_forward_pass_done_twice_leaves_three_quarters():
    # Korthikanti et al. 2022: forward is a third of forward and backward
    assert mfu_recomputation(repeated_forward=1, repeat_cost=1) == pytest.approx(0.75)
    assert mfu_recomputation(repeated_forward=0.5, repeat_cost=0.6) == pytest.approx(1 / 1.1)


def test_layers_cost_their_latency_once_a_step():
    # 32 layers × 2 ms, over 1,024 tokens × 50 GFLOP at 2.5 PFLOP/s, which take 20.48 ms
    assert step_latency(0.002, 32, 2.5e15, 50e9, 1024) == pytest.approx(64 / 20.48)


def test_four_all_reduces_a_layer_move_sixteen_bytes_a_feature():
    # four of 2 bytes, each moved 2 (t − 1) / t by t devices that share the work: 16 × L × h × (t − 1) over all of them
    # 10 × 1,000 × 16 × 7 bytes at 450 GB/s take 2.489 µs; 1 GFLOP at 1 PFLOP/s takes 1 µs
    assert tensor_exchange(8, 10, 1000, 1e15, 450e9, 1e9) == pytest.approx(1.12 / 450 * 1000)
    assert tensor_exchange(1, 10, 1000, 1e15, 450e9, 1e9) == 0


def test_copies_of_a_token_reach_the_experts_of_other_domains_over_the_network():
    # 8 copies × 10 layers × 1,000 features × 8 bytes, half of them away: 320 kB take 6.4 µs, 1 GFLOP 1 µs
    assert expert_exchange(8, 10, 1000, 1e15, 0.5, 50e9, 1e9) == pytest.approx(6.4)
    assert expert_exchange(8, 10, 1000, 1e15, 0, 50e9, 1e9) == 0


def test_what_is_exposed_adds_up():
    assert exposed_time(0.1, 0.5, 0.4, 3, 0.2, 0.8, 0.5, 0, 0.75) == pytest.approx(0.1 + 0.2 + 0.6 + 0.6)
    assert exposed_time(0.1, 0.5, 0.4, 3, 0.2, 0.8, 0.5, 2, 0.75) == pytest.approx(0.1 + 0.2 + 0.6 + 0.15)


def test_communication_leaves_its_share_of_the_time_before_it():
    # before it, the work takes 1 / (0.5 × 0.8 × 1) = 2.5 times that at the peak; half of that is exposed
    assert mfu_communication(1.25, 0.5, 0.8, 1, 1e15, 1e15) == pytest.approx(1 / 1.5)
    assert mfu_communication(1.25, 0.25, 0.8, 1, 2e15, 1e15) == pytest.approx(1 / 1.5)
    # with half of the work done twice it takes 1 / (0.5 × 0.8 × 0.5) = 5 times that, of which a quarter is exposed
    assert mfu_communication(1.25, 0.5, 0.8, 0.5, 1e15, 1e15) == pytest.approx(1 / 1.25)


def test_failures_cost_restarts_and_checkpoints_at_their_best_interval():
    # 10,000 accelerators fail every 5 hours: restarts of 0.5 h cost 10 %, and Young's sqrt(2 × 0.025 / 5) another 10 %
    assert failure_loss(1, 10_000, 50_000, 0.5, 0.025) == pytest.approx(0.1 + 0.1)
    assert failure_loss(0.5, 10_000, 50_000, 0.5, 0.025) == pytest.approx(0.1)


def test_a_timed_run_loses_less_the_longer_it_is():
    # 8 accelerators of 1 PFLOP/s do 480 PFLOP in a minute
    assert timed_loss(0.3, 0.5, 480e15, 8, 1e15) == pytest.approx(0.3)
    assert timed_loss(0.3, 0.5, 100 * 480e15, 8, 1e15) == pytest.approx(0.03)


def test_uptime_is_the_time_that_trains():
    assert mfu_uptime(0.2, 0.05) == pytest.approx(0.8)


def test_the_mfu_is_the_product_of_its_factors():
    assert expected_mfu(0.5, 0.8, 0.75, 0.9, 0.95, 1) == pytest.approx(0.2565)
    assert expected_mfu(0.5, 0.8, 0.75, 0.9, 0.95, 2) == pytest.approx(0.513)
