"""From work to hours and days, against published runs' own arithmetic."""

import pytest

from estimator.equations.throughput import (
    accelerator_hours,
    accelerator_hours_with_goodput,
    accelerator_hours_with_sampling,
    accelerator_hours_with_sampling_and_goodput,
    achieved_throughput,
    sampling_hours,
    token_throughput,
    tokens,
    wall_clock,
)

# Narayanan et al. 2021, §5.1: GPT-3 with recomputation takes 8 × 300B × 175B FLOP; 1,024 A100 at 140 TFLOP/s: 34 days
GPT_3 = 8 * 300e9 * 175e9


def test_an_accelerator_does_useful_work_at_its_share_of_the_peak():
    # the same paper, table 1: 140 TFLOP/s are 45 % of 312
    assert achieved_throughput(312e12, 0.45) == pytest.approx(140e12, rel=0.005)


def test_gpt_3_takes_34_days_on_1024_a100():
    hours = accelerator_hours(GPT_3, 140e12)
    assert hours == pytest.approx(833_333, abs=1)
    assert wall_clock(hours, 1024) == pytest.approx(34, abs=0.2)


def test_llama_3_1_405b_took_78_days_by_its_hours():
    # its model card: 30.84M H100-hours; on 16,384
    assert wall_clock(30.84e6, 16_384) == pytest.approx(78.4, abs=0.05)


def test_time_that_moves_nothing_forward_is_paid_for_too():
    # Llama 3 (arXiv 2407.21783, §3.3.4): more than 90 % effective training time
    assert accelerator_hours_with_goodput(GPT_3, 140e12, 0.9) == pytest.approx(925_926, abs=1)


def test_sampling_takes_a_forward_pass_far_below_the_peak():
    # 2 × 7e9 × 1e9 FLOP at a twentieth of 1e15 FLOP/s take 280,000 s
    assert sampling_hours(7e9, 1e9, 1e15, 0.05) == pytest.approx(280_000 / 3600)
    assert accelerator_hours_with_sampling(3.6e18, 1e14, 5) == 10 + 5
    assert accelerator_hours_with_sampling_and_goodput(3.6e18, 1e14, 0.5, 5) == 20 + 5


def test_palm_trains_on_its_tokens_a_second():
    # PaLM, appendix B: 238.3k tokens/s on 6,144 chips at 46.2 % of 275 TFLOP/s, 3.278 TFLOP a token
    assert token_throughput(0.462 * 275e12, 3.278e12 * 780e9, 780e9) == pytest.approx(238.3e3 / 6144, rel=0.002)


def test_every_pass_over_the_data_counts():
    # Galactica (arXiv 2211.09085): 106B tokens, 4.25 epochs, 450B in all
    assert tokens(106e9, 4.25) == pytest.approx(450e9, rel=0.002)
