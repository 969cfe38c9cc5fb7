"""What a token leaves behind, against Korthikanti et al. 2022 (arXiv 2205.05198) and counts by hand.

Their 34 bytes for each feature of a token in a layer hold two dropout masks of a byte, which we leave out: 32.
"""

import pytest

from estimator.equations.activations import (
    activation_memory,
    activation_memory_without_sequence_parallel,
    attention_values,
    device_tokens,
    expert_values,
    feed_forward_values,
    held_micro_batches,
    interleaved_micro_batches,
    kv_values,
    latent_attention_values,
    latent_kv_values,
    linear_values,
    logits_memory,
    recomputed_activation_memory,
    residual_values,
)

# Their 530B model: 105 layers of 20,480 features and 128 heads, sequences of 2,048, 8-way tensor, 35 stages
WIDTH, LAYERS, TOKENS, TENSOR, STAGES = 20480, 105, 2048, 8, 35
BYTES = 34 - 2


def test_a_plain_layer_keeps_what_equation_1_counts():
    norms = residual_values(WIDTH)
    attention = attention_values(head_size=160, heads=128, kv_heads=128)
    block = feed_forward_values(feed_forward_matrices=2, feed_forward_width=4 * WIDTH)
    # §4.1 by parts, masks left out: 11 − 1 bytes for attention, 19 − 1 for the block, 4 for the norms; attention's
    # and the block's inputs, 2 bytes each, lie with the norms here
    assert 2 * attention == (11 - 1 - 2) * WIDTH
    assert 2 * block == (19 - 1 - 2) * WIDTH
    assert 2 * norms == (4 + 2 + 2) * WIDTH
    assert 2 * (norms + attention + block) == BYTES * WIDTH


def test_grouped_queries_keep_fewer_keys_and_values():
    # Llama 2 70B: 64 query heads and 8 key-value heads of 128: queries, output, keys, values
    assert attention_values(head_size=128, heads=64, kv_heads=8) == 8192 + 8192 + 1024 + 1024
    assert kv_values(head_size=128, kv_heads=8) == 1024 + 1024


def test_latent_attention_keeps_every_head_and_both_latents():
    # DeepSeek-V3: 128 heads with queries and keys of 192, values and output of 128, latents of 1,536 and 512
    kept = latent_attention_values(128, nope_size=128, rope_size=64, value_size=128, query_rank=1536, kv_rank=512)
    assert kept == 128 * (192 + 192 + 128 + 128) + 1536 + 512


def test_latent_keys_and_values_are_those_of_two_and_a_quarter_groups():
    # DeepSeek-V2 (arXiv 2405.04434, table 1): equal to grouped queries with 2.25 groups of heads of 128
    assert latent_kv_values(kv_rank=512, rope_size=64) == 2.25 * kv_values(head_size=128, kv_heads=1)


def test_a_gated_block_keeps_its_gate_too():
    assert feed_forward_values(feed_forward_matrices=3, feed_forward_width=28672) == 28672 + 28672 + 28672


def test_experts_keep_a_copy_of_the_token_that_came_and_one_that_goes_back():
    # DeepSeek-V3: 8 experts of 2,048 on tokens of 7,168, and a shared one of 2,048
    routed = 8 * (2048 + 2048 + 2048 + 7168 + 7168)
    kept = expert_values(8, feed_forward_matrices=3, expert_width=2048, width=7168, shared_width=2048)
    assert kept == routed + 2048 + 2048 + 2048


def test_a_linear_layer_keeps_values_gate_output_keys_and_queries():
    # Mamba-2 2.7B: 5,120 inner features, one group with a state of 128; and with the eight groups of the 8B
    assert linear_values(linear_inner=5120, linear_groups=1, linear_state=128) == 5120 + 5120 + 5120 + 128 + 128
    assert linear_values(linear_inner=8192, linear_groups=8, linear_state=128) == 3 * 8192 + 1024 + 1024


def test_context_parallelism_splits_a_sequence():
    # Llama 3 (arXiv 2407.21783, table 4): sequences of 131,072 over 16 devices
    assert device_tokens(micro_batch=1, sequence_length=131_072, context=16) == 8_192
    assert device_tokens(micro_batch=4, sequence_length=4_096, context=1) == 16_384


def test_the_first_stage_holds_a_micro_batch_for_each_stage_and_no_more_than_there_are():
    # Narayanan et al. 2021, §2.2.1
    assert held_micro_batches(micro_batches=64, pipeline=8) == 8
    assert held_micro_batches(micro_batches=4, pipeline=8) == 4


def test_stages_that_take_turns_hold_what_section_4_2_3_says():
    # layers · (1 + (p − 1) / (p · turns)): for 8 stages and 2 turns 23/16 of the layers, in 8 stages
    assert interleaved_micro_batches(pipeline=8, virtual_stages=2) == 8 * 23 / 16


def test_the_first_stage_keeps_what_sequence_and_tensor_parallelism_leave_of_all_layers():
    # equation 4: sequence × width × layers / t × 34, less the masks
    kept = activation_memory(
        stored_values=16 * WIDTH * LAYERS,
        device_tokens=TOKENS,
        held_micro_batches=STAGES,
        stage_layers=3,
        layers=LAYERS,
        tensor=TENSOR,
    )
    assert kept == pytest.approx(TOKENS * WIDTH * LAYERS * BYTES / TENSOR)


def test_without_sequence_parallelism_ten_bytes_of_a_feature_stay_whole():
    # equation 2: sequence × width × (10 + 24 / t), less the two masks among the ten
    kept = activation_memory_without_sequence_parallel(
        stored_values=16 * WIDTH * LAYERS,
        residual_values=4 * WIDTH,
        layers=LAYERS,
        device_tokens=TOKENS,
        held_micro_batches=STAGES,
        stage_layers=3,
        tensor=TENSOR,
    )
    assert kept == pytest.approx(TOKENS * WIDTH * LAYERS * (10 - 2 + 24 / TENSOR))


def test_full_recomputation_keeps_two_bytes_of_a_feature_and_one_layer_at_work():
    # table 2: 2 · sequence · width · layers; and the layer that is computed again; both split by sequence parallelism
    for tensor in (1, TENSOR):
        kept = recomputed_activation_memory(
            width=WIDTH,
            stored_values=16 * WIDTH * LAYERS,
            layers=LAYERS,
            device_tokens=TOKENS,
            held_micro_batches=STAGES,
            stage_layers=3,
            tensor=tensor,
        )
        assert kept == TOKENS * WIDTH * (2 * LAYERS + BYTES) / tensor


def test_logits_are_kept_in_32_bits():
    # §4.3: 4 · sequence · vocabulary / t; GPT-3's 51,200 padded tokens of vocabulary
    assert logits_memory(device_tokens=2048, vocabulary=51_200, tensor=8) == 4 * 2048 * 6_400
