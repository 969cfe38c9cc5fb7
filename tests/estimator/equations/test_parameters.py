"""Each weight equation against a count made by hand, or by the paper that it comes from."""

import pytest

from estimator.equations.parameters import (
    active_expert_parameters,
    attention_parameters,
    compressed_attention_parameters,
    convolution_parameters,
    embedding_parameters,
    expert_parameters,
    feed_forward_parameters,
    gated_delta_parameters,
    kimi_delta_parameters,
    latent_attention_full_query_parameters,
    latent_attention_parameters,
    lightning_parameters,
    mamba1_parameters,
    mamba2_parameters,
    prediction_projection_parameters,
    rwkv_parameters,
)


def test_tied_embeddings_are_one_matrix():
    assert embedding_parameters(embedding_matrices=1, vocabulary=10, width=4) == 40
    assert embedding_parameters(embedding_matrices=2, vocabulary=10, width=4) == 80


def test_multi_head_attention_is_four_square_matrices():
    assert attention_parameters(width=512, heads=8, kv_heads=8, head_size=64) == 4 * 512**2


def test_grouped_queries_save_keys_and_values():
    whole = attention_parameters(width=8192, heads=64, kv_heads=64, head_size=128)
    grouped = attention_parameters(width=8192, heads=64, kv_heads=8, head_size=128)
    assert whole - grouped == 2 * 8192 * 56 * 128


def test_latent_attention_is_the_sum_of_its_five_projections():
    down_query, up_query = 7168 * 1536, 1536 * 128 * (128 + 64)
    down_key, up_key = 7168 * (512 + 64), 512 * 128 * (128 + 128)
    out = 128 * 128 * 7168
    shape = {"width": 7168, "heads": 128, "kv_rank": 512, "nope_size": 128, "rope_size": 64, "value_size": 128}
    assert latent_attention_parameters(query_rank=1536, **shape) == down_query + up_query + down_key + up_key + out


def test_latent_attention_without_a_query_latent_projects_queries_at_once():
    shape = {"width": 2048, "heads": 16, "kv_rank": 512, "nope_size": 128, "rope_size": 64, "value_size": 128}
    rest = 2048 * (512 + 64) + 512 * 16 * 256 + 16 * 128 * 2048
    assert latent_attention_full_query_parameters(**shape) == 2048 * 16 * 192 + rest


def test_a_gated_feed_forward_has_a_third_matrix():
    assert feed_forward_parameters(feed_forward_matrices=3, width=4, feed_forward_width=6) == 72
    assert feed_forward_parameters(feed_forward_matrices=2, width=4, feed_forward_width=6) == 48


def test_a_token_passes_its_experts_the_shared_one_and_the_router():
    layer = {"width": 4, "experts": 8, "feed_forward_matrices": 3, "expert_width": 5, "shared_width": 7}
    assert expert_parameters(**layer) == 32 + 8 * 60 + 84
    assert active_expert_parameters(experts_per_token=2, **layer) == 32 + 2 * 60 + 84


def test_mamba_1_is_its_projections_convolution_and_state():
    inner, width, state, rank, taps = 5120, 2560, 16, 160, 4
    parts = 2 * width * inner + taps * inner + inner * (rank + 2 * state) + rank * inner + inner * state + inner * width
    assert parts == mamba1_parameters(
        width=width, linear_inner=inner, linear_state=state, linear_heads=rank, linear_convolution=taps
    )


def test_mamba_2_is_its_projections_and_convolution():
    inner, width, state, heads, groups, taps = 8192, 4096, 128, 128, 8, 4
    projected = width * (2 * inner + 2 * groups * state + heads)
    parts = projected + taps * (inner + 2 * groups * state) + inner * width
    assert parts == mamba2_parameters(
        width=width,
        linear_inner=inner,
        linear_state=state,
        linear_heads=heads,
        linear_groups=groups,
        linear_convolution=taps,
    )


def test_a_gated_delta_net_is_its_projections_and_convolution():
    width, key_heads, key_size, value_heads, value_size, taps = 2048, 16, 128, 32, 128, 4
    keys, values = key_heads * key_size, value_heads * value_size
    projected = width * (2 * keys + 2 * values) + width * 2 * value_heads
    parts = projected + taps * (2 * keys + values) + values * width
    assert parts == gated_delta_parameters(
        width=width,
        linear_inner=values,
        linear_state=key_size,
        linear_heads=value_heads,
        linear_groups=key_heads,
        linear_convolution=taps,
    )


def test_lightning_attention_is_five_projections():
    assert lightning_parameters(width=6144, linear_inner=8192) == 5 * 6144 * 8192


def test_kimi_delta_attention_is_its_projections_and_convolutions():
    width, heads, size, taps = 2304, 32, 128, 4
    inner = heads * size
    low_rank = 2 * (width * size + size * inner)
    assert kimi_delta_parameters(
        width=width, linear_inner=inner, linear_state=size, linear_heads=heads, linear_convolution=taps
    ) == pytest.approx(4 * width * inner + low_rank + width * heads + 3 * taps * inner)


def test_a_prediction_module_joins_two_streams():
    assert prediction_projection_parameters(width=7168) == 2 * 7168 * 7168


def test_compressed_attention_is_the_sum_of_its_matrices():
    # queries down to 1,024 and up to 64 heads of 512; one key-value of 512; output in 8 groups through a rank of 1,024
    queries = 4096 * 1024 + 1024 * 64 * 512
    keys = 4096 * 512
    output = 8 * (64 * 512 // 8) * 1024 + 8 * 1024 * 4096
    shape = {"width": 4096, "heads": 64, "head_size": 512}
    found = compressed_attention_parameters(query_rank=1024, output_rank=1024, output_groups=8, **shape)
    assert found == queries + keys + output


def test_rwkv_mixes_time_with_four_square_matrices():
    # receptance, key, value and output of Peng et al. 2025 at the width of RWKV-7 2.9B
    assert rwkv_parameters(width=2560, linear_inner=2560) == 4 * 2560**2


def test_a_gated_short_convolution_has_three_matrices_in_one_out_and_three_taps():
    # LFM2 1.2B: an input projection to 3 × 2,048, an output projection, a depth-wise convolution of 3
    matrices = 2048 * 3 * 2048 + 2048 * 2048
    assert convolution_parameters(width=2048, linear_inner=2048, linear_convolution=3) == matrices + 2048 * 3
