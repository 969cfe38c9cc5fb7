"""The work of a run, against the figures that its papers print."""

import pytest

from estimator.equations.compute import (
    adapter_training_compute,
    hardware_compute,
    policy_training_compute,
    reference_training_compute,
    simple_compute,
    sparse_training_compute,
    taught_training_compute,
    training_compute,
    training_compute_by_token,
    training_compute_with_attention,
)


@pytest.mark.parametrize(
    ("parameters", "printed"), [(125e6, 2.25e20), (760e6, 1.37e21), (12.85e9, 2.31e22), (174.6e9, 3.14e23)]
)
def test_dense_compute_is_that_of_table_d1_of_brown_et_al_2020(parameters: float, printed: float):
    # GPT-3 Small, Large, 13B and 175B, each on 300 billion tokens
    assert training_compute(parameters, 300e9) == pytest.approx(printed, rel=0.005)


def test_a_sparse_model_works_with_its_active_parameters():
    # DeepSeek-V3 (arXiv 2412.19437): 37B active of 671B, 14.8T tokens; 6 × 37 × 14.8 = 3,285.6
    assert sparse_training_compute(37e9, 14.8e12) == pytest.approx(3_285.6e21)


def test_the_short_cut_is_six_flop_for_each_parameter_and_token():
    # Chinchilla (arXiv 2203.15556): 70B on 1.4T; 6 × 70 × 1.4 = 588
    assert simple_compute(70e9, 1.4e12) == pytest.approx(588e21)


def test_work_with_attention_gives_the_mfu_that_palm_prints():
    # PaLM, appendix B: 540B, 118 layers of 48 heads of 256, sequences of 2,048 seen whole; 238.3k tokens/s on 6,144
    # chips of 275 TFLOP/s are an MFU of 46.2 %, and 45.7 % without attention
    forward = 2 * 118 * 48 * (256 + 256) * 2048
    reached, peak = 238.3e3, 6144 * 275e12
    with_attention = training_compute_with_attention(540.35e9, 1, forward)
    assert reached * with_attention / peak == pytest.approx(0.462, abs=0.0005)
    assert reached * training_compute_with_attention(540.35e9, 1, 0) / peak == pytest.approx(0.457, abs=0.0005)
    # by hand: 6 × 100 for the weights, 3 × 50 for attention, 4 tokens
    assert training_compute_with_attention(100, 4, 50) == 4 * (600 + 150)


def test_adapters_save_the_gradients_of_frozen_weights():
    # LoRA (arXiv 2106.09685): 100 frozen weights forward and back, 2 + 2 each; 10 trained ones 2 + 2 + 2; 3 tokens
    assert adapter_training_compute(100, 10, 3) == (400 + 60) * 3


def test_a_frozen_reference_adds_its_forward_pass():
    # DPO (arXiv 2305.18290): a policy of 100 weights trained, 2 + 4 each, a reference of 50 read, 2 each; 3 tokens
    assert reference_training_compute(100, 50, 3) == (600 + 100) * 3


def test_a_teacher_reads_what_its_student_learns():
    # a student of 100 weights trained, a teacher of 700 read; 3 tokens
    assert taught_training_compute(100, 700, 3) == (600 + 1400) * 3


def test_a_policy_is_trained_and_read_twice_more():
    # GRPO (arXiv 2402.03300): 6 to train, 2 for the old policy's and 2 for the reference's probabilities
    assert policy_training_compute(100, 3) == (6 + 2 + 2) * 100 * 3


def test_all_tokens_take_the_work_of_one_each():
    # Llama 3 (arXiv 2407.21783, §3.2): 405B on 15.6T tokens, 3.8e25 FLOP
    assert training_compute_by_token(6 * 405e9, 15.6e12) == pytest.approx(3.8e25, rel=0.005)


def test_full_recomputation_makes_hardware_do_four_thirds():
    # Korthikanti et al. 2022: a forward pass more, 2 of every 6 FLOP
    assert hardware_compute(training_compute=6e9, recomputed_flop_per_token=2e6, tokens=1e3) == 8e9
