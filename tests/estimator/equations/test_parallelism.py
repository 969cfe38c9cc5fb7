"""The time of a step, against the closed forms of papers with their own numbers, and counts by hand."""

import pytest

from estimator.equations.parallelism import (
    bubble_seconds,
    compute_seconds,
    context_seconds,
    expert_seconds,
    layout_mfu,
    micro_batches,
    step_compute,
    tensor_seconds,
)


def test_a_step_is_the_work_of_its_tokens():
    assert step_compute(flop_per_token=2.43e12, batch_tokens=16_000_000) == pytest.approx(3.888e19)


def test_a_batch_is_split_into_micro_batches_and_the_last_may_be_partly_filled():
    # Narayanan et al. 2021, §2: m = B / (b · d): 1,536 sequences, two together, six copies
    assert micro_batches(1536 * 2048, micro_batch=2, sequence_length=2048, data=6) == 128
    assert micro_batches(1537 * 2048, micro_batch=2, sequence_length=2048, data=6) == 129


def test_matrix_products_of_gpt_3_take_34_days_on_1024_a100():
    # Narayanan et al. 2021, §5.1, eq. 4: 8·T·P/(n·X) for 300B tokens, 175B parameters, 1,024 at 140 TFLOP/s; their 8
    # FLOP are 6 and the forward pass once more
    seconds = compute_seconds(6 * 175e9 * 300e9, forward_repeats=1 / 3, accelerators=1024, matmul_ceiling=140e12)
    assert seconds / 86_400 == pytest.approx(34, abs=0.2)


def tensor_seconds_of_a_layer(forward_repeats: float) -> float:
    return tensor_seconds(1, 1, 2048, 12288, tensor=8, forward_repeats=forward_repeats, link_bandwidth=300e9)


def test_tensor_parallelism_moves_what_narayanan_et_al_count():
    # §3.2: 8·b·s·h·(t − 1)/t numbers for a layer and micro-batch; GPT-3's 12,288 features, 2,048 tokens, t = 8
    numbers = 8 * 1 * 2048 * 12288 * 7 / 8
    assert tensor_seconds_of_a_layer(forward_repeats=0) == pytest.approx(2 * numbers / 300e9)


def test_every_layer_and_micro_batch_is_reduced():
    # 3 micro-batches × 5 layers × 4 all-reduces of 100 tokens × 10 features × 2 bytes; half of a ring of two each way
    seconds = tensor_seconds(3, 5, 100, 10, tensor=2, forward_repeats=0, link_bandwidth=1e3)
    assert seconds == 3 * 5 * 4 * 2


def test_repeating_the_forward_pass_adds_its_two_all_reduces_to_the_four():
    assert tensor_seconds_of_a_layer(1 / 3) / tensor_seconds_of_a_layer(0) == pytest.approx(6 / 4)


def test_tokens_travel_to_their_experts_and_back_in_both_directions():
    # GShard (arXiv 2006.16668, §3.1): dispatch and combine, forward and backward. A token of DeepSeek-V3 is 14,336
    # bytes: to 8 experts and back twice 458,752 in a layer; 4,096 tokens, 58 layers, one in 64 stays at home
    seconds = expert_seconds(
        micro_batches=10,
        stage_layers=58,
        experts_per_token=8,
        device_tokens=4096,
        width=7168,
        tensor=1,
        expert=64,
        expert_bandwidth=50e9,
    )
    assert seconds == pytest.approx(10 * 58 * 4096 * 458_752 * 63 / 64 / 50e9)


def test_tensor_parallelism_shares_what_travels_to_experts():
    numbers = {"micro_batches": 1, "stage_layers": 1, "experts_per_token": 2, "device_tokens": 100, "width": 10}
    alone, shared = (expert_seconds(**numbers, tensor=t, expert=2, expert_bandwidth=1e3) for t in (1, 4))
    # 4 ways × 2 experts × 100 tokens × 20 bytes, half of it away: 8 s
    assert alone == 8
    assert shared == 2


def test_keys_and_values_go_round_once_forward_and_twice_backward():
    # Ring Attention (arXiv 2310.01889, §3): every device passes its block on to all others, 15 of 16; backward the
    # gradients of keys and values go along. Llama 3 8B: 2 × 8 heads × 128 numbers, 4,096 bytes a token and layer
    seconds = context_seconds(
        micro_batches=1,
        stage_layers=32,
        kv_values=2048,
        device_tokens=8192,
        context=16,
        tensor=1,
        context_bandwidth=50e9,
        exposed_share=1,
    )
    forward = 32 * 4096 * 8192 * 15 / 50e9
    assert seconds == pytest.approx(forward + 2 * forward)


def test_what_goes_round_is_split_by_tensor_parallelism_and_mostly_hidden():
    sizes = {"micro_batches": 6, "stage_layers": 1, "kv_values": 100, "device_tokens": 10, "context": 2}
    # 6 × 3 rounds × 1,000 numbers × 2 bytes to one other device, a quarter of it each, a fifth of it seen
    assert context_seconds(**sizes, tensor=4, context_bandwidth=1e3, exposed_share=0.2) == pytest.approx(1.8)


def test_the_bubble_is_narayanans_fraction_of_the_work():
    # §2.2: (p − 1) / m of the ideal time, and a turn-th of that where stages take turns; p = 4, m = 8, as in figure 4
    assert bubble_seconds(stage_seconds=8, pipeline=4, virtual_stages=1, micro_batches=8) == 3
    assert bubble_seconds(stage_seconds=8, pipeline=4, virtual_stages=2, micro_batches=8) == 1.5


def test_the_mfu_of_a_step_is_that_of_table_5_of_korthikanti_et_al():
    # 175B: 96 layers of 12,288, vocabulary 51,200, 64 sequences of 2,048 in 13.75 s on 64 A100: 51.4 %
    # appendix A: 72·B·L·s·h²·(1 + s/6h + V/12hL)
    work = 72 * 64 * 96 * 2048 * 12288**2 * (1 + 2048 / (6 * 12288) + 51_200 / (12 * 12288 * 96))
    assert layout_mfu(work, step_seconds=13.75, accelerators=64, peak_throughput=312e12) == pytest.approx(
        0.514, abs=0.001
    )
