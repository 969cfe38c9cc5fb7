"""Which weights a device holds, by hand on models small enough to count."""

import pytest

from estimator.equations.placement import (
    device_dense_parameters,
    device_expert_parameters,
    device_parameters,
    expert_shard_group,
    routed_parameters,
    shard_group,
    shard_parameters,
    sparse_shard_parameters,
    stage_layers,
)


def test_the_routed_experts_of_deepseek_v3_are_nearly_all_of_it():
    # arXiv 2412.19437: 58 layers of 256 experts with three matrices of 7,168 × 2,048; 671B in all, 37B active
    expert = 44_040_192
    assert routed_parameters(58, 256, 3, 7168, 2048) == 58 * 256 * expert


def test_the_fullest_stage_takes_the_layers_that_are_over():
    # Llama 3 (arXiv 2407.21783): 126 layers in 16 stages; DeepSeek-V3: 61 in 16
    assert stage_layers(126, 16) == 8
    assert stage_layers(61, 16) == 4
    assert stage_layers(64, 16) == 4


# 1,000 weights in 8 layers, of which 200 are two vocabulary matrices of 10 × 10 and 400 routed experts; the first
# stage has 2 of the layers and one of the matrices
STAGE = {"stage_layers": 2, "layers": 8, "stage_embeddings": 1, "vocabulary": 10, "width": 10}


def test_the_first_stage_has_its_layers_and_its_vocabulary_split_by_tensor():
    assert device_parameters(1000, 200, **STAGE, tensor=4) == (200 + 100) / 4


def test_weights_outside_the_experts_leave_the_routed_ones_out():
    assert device_dense_parameters(1000, 400, 200, **STAGE, tensor=4) == (100 + 100) / 4


def test_experts_are_spread_over_devices_and_each_may_be_split():
    assert device_expert_parameters(400, stage_layers=2, expert_layers=8, expert=5, expert_tensor=2) == 100 / 10
    assert device_expert_parameters(400, stage_layers=9, expert_layers=8, expert=5, expert_tensor=2) == 400 / 10


def test_devices_that_see_other_tokens_share_the_states_of_their_weights():
    assert shard_group(data=8, context=2) == 16


def test_experts_are_shared_by_the_devices_that_hold_the_same_ones():
    # 8 copies × 2 parts of a sequence × 4 parts of a matrix are 64 devices of a stage; 16 of them hold different
    # experts, or 32 different halves
    assert expert_shard_group(data=8, context=2, tensor=4, expert=16, expert_tensor=1) == 4
    assert expert_shard_group(data=8, context=2, tensor=4, expert=16, expert_tensor=2) == 2


def test_a_device_keeps_its_part_of_the_states():
    # Rajbhandari et al. 2019, figure 1: 7.5B over 64
    assert shard_parameters(7.5e9, 64) == pytest.approx(117_187_500)
    assert sparse_shard_parameters(640, 16, device_expert_parameters=64, expert_shard_group=4) == 40 + 16
