"""The work between tokens, against counts of papers and counts by hand."""

import pytest

from estimator.equations.mixing import (
    attention_core_flop_per_token,
    latent_core_flop_per_token,
    scan_flop_per_token,
    window_context,
    window_core_flop_per_token,
)


def test_the_causal_core_is_that_of_flash_attention_2():
    # Dao 2023 (arXiv 2307.08691, §4.1): 4 · sequence² · head size · heads, halved by a causal mask; here 16 heads of
    # 128 on 2,048 tokens, for one of them
    of_a_sequence = 4 * 2048**2 * 128 * 16 / 2
    assert attention_core_flop_per_token(1, heads=16, head_size=128, sequence_length=2048) == of_a_sequence / 2048


def test_the_core_of_gpt_3_is_kaplans_term_for_context():
    # Kaplan et al. 2020, table 1: 2 · layers · context · attention width, for 96, 2,048 and 12,288
    core = attention_core_flop_per_token(96, heads=96, head_size=128, sequence_length=2048)
    assert core == 4_831_838_208


def test_the_latent_core_counts_keys_and_values_by_their_own_sizes():
    # DeepSeek-V3: 128 heads with keys of 128 + 64 and values of 128; a token sees 2,048 of 4,096 on average:
    # (192 + 128) × 2 FLOP × 128 heads × 2,048 tokens × 61 layers
    core = latent_core_flop_per_token(61, 128, nope_size=128, rope_size=64, value_size=128, sequence_length=4096)
    assert core == 10_234_101_760


def test_a_window_is_seen_whole_from_its_own_length_on():
    # a window of 3 over 6 tokens, continuous: the first half sees 1.5 on average, the second 3
    assert window_context(window=3, sequence_length=6) == 2.25
    # Mistral 7B (arXiv 2310.06825): 4,096 on 8,192 tokens, 2,048 and 4,096
    assert window_context(window=4096, sequence_length=8192) == 3072


def test_layers_with_a_window_see_it_and_the_others_half_the_sequence():
    # 6 layers, 5 of them with a window in which a token sees 1,000; 10 heads of 100; 8,000 tokens, 4,000 seen
    core = window_core_flop_per_token(
        6, window_layers=5, heads=10, head_size=100, sequence_length=8000, window_context=1000
    )
    assert core == 4 * 1000 * 4000 + 5 * 4 * 1000 * 1000


def test_a_scan_works_on_every_entry_of_the_state():
    # Mamba-2 2.7B: 64 layers, 5,120 features with a state of 128; Megatron-LM counts 7 FLOP for an entry
    assert scan_flop_per_token(64, linear_inner=5120, linear_state=128, scan_flop=7) == pytest.approx(293_601_280)
