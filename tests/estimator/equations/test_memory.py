"""What weights and their states take, against figure 1 of the ZeRO paper and counts by hand."""

import pytest

from estimator.equations.memory import (
    gathered_memory,
    memory_capacity,
    offloaded_weights,
    quantised_weight_bytes,
    reference_memory,
    shared_adapter_memory,
    shared_gradient_memory,
    shared_optimizer_memory,
    shared_weight_memory,
    teacher_memory,
    usable_memory,
    whole_adapter_memory,
    whole_gradient_memory,
    whole_optimizer_memory,
    whole_weight_memory,
)

# Rajbhandari et al. 2019, figure 1: 7.5B parameters, 64 devices, 2 bytes each for weight and gradient, 12 for Adam
WHOLE, SHARED = 7.5e9, 7.5e9 / 64


def test_without_sharing_a_device_holds_120_gigabytes():
    states = whole_weight_memory(WHOLE, 2) + whole_gradient_memory(WHOLE, 2) + whole_optimizer_memory(WHOLE, 12)
    assert states == 120e9


def test_sharing_the_optimizer_leaves_31_4_gigabytes():
    states = whole_weight_memory(WHOLE, 2) + whole_gradient_memory(WHOLE, 2) + shared_optimizer_memory(SHARED, 12)
    assert states / 1e9 == pytest.approx(31.4, abs=0.05)


def test_sharing_the_gradients_too_leaves_16_6_gigabytes():
    states = whole_weight_memory(WHOLE, 2) + shared_gradient_memory(SHARED, 2) + shared_optimizer_memory(SHARED, 12)
    assert states / 1e9 == pytest.approx(16.6, abs=0.05)


def test_sharing_the_weights_too_leaves_1_9_gigabytes():
    states = shared_weight_memory(SHARED, 2) + shared_gradient_memory(SHARED, 2) + shared_optimizer_memory(SHARED, 12)
    assert states / 1e9 == pytest.approx(1.9, abs=0.05)


def test_shared_weights_are_whole_for_the_layer_at_work_and_the_next():
    # FSDP (arXiv 2304.11277): 80 layers of 0.8e9 weights at 2 bytes, two of them gathered
    assert gathered_memory(64e9, stage_layers=80, bytes_per_weight=2) == pytest.approx(3.2e9)


def test_adapters_take_sixteen_bytes_a_weight_over_the_devices_that_split_them():
    # 40M adapter weights, split in four; weight and gradient 4 each, moments 4 + 4
    each = 4 + 4 + 4 + 4
    assert whole_adapter_memory(40e6, tensor=2, pipeline=2, bytes_per_adapter_weight=each) == 10e6 * 16


def test_fully_shared_adapters_are_split_once_more_among_the_copies():
    # FSDP (arXiv 2304.11277): two copies of the same
    assert shared_adapter_memory(40e6, tensor=2, pipeline=2, shard_group=2, bytes_per_adapter_weight=16) == 5e6 * 16


def test_weights_in_four_bits_take_their_constants_and_whole_vocabulary_matrices():
    # QLoRA (arXiv 2305.14314) §3: 4 bits and 0.127 for the constants; a tenth of 10B are vocabulary, in 16 bits
    assert 10e9 * quantised_weight_bytes(10e9, 1e9) == pytest.approx(9e9 * 4.127 / 8 + 1e9 * 2)


def test_a_model_of_vocabulary_matrices_alone_is_not_quantised():
    assert quantised_weight_bytes(1e9, 2e9) == 2


def test_weights_in_the_host_are_those_that_a_device_would_keep():
    assert offloaded_weights(10e9, bytes_per_weight=0.5) == 5e9


def test_what_can_be_addressed_is_a_share_of_the_label():
    # deviceQuery on an A100 of 80 GB: 85,198,045,184 bytes
    assert memory_capacity(80e9, addressable_share=1.065) == pytest.approx(85.2e9)


def test_a_reference_is_one_more_copy_of_the_weights():
    assert reference_memory(14e9) == 14e9


def test_a_teacher_takes_its_share_more_of_the_weights():
    assert teacher_memory(16e9, reference_parameters=70e9, parameters=8e9) == pytest.approx(140e9)


def test_memory_is_filled_up_to_a_share_of_it():
    assert usable_memory(0.94, 80e9) == pytest.approx(75.2e9)
