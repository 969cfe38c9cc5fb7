"""What weights and their states take, against figure 1 of the ZeRO paper and counts by hand."""

import pytest

from estimator.equations.memory import (
    adapter_memory,
    gathered_memory,
    reference_memory,
    shared_gradient_memory,
    shared_optimizer_memory,
    shared_weight_memory,
    usable_memory,
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
    # 40M adapter weights, split in four; weight 2, gradient 2, master copy and moments 4 + 4 + 4
    assert adapter_memory(40e6, tensor=2, pipeline=2) == 10e6 * (2 + 2 + 4 + 4 + 4)


def test_a_reference_is_one_more_copy_of_the_weights():
    assert reference_memory(14e9) == 14e9


def test_memory_is_filled_up_to_a_share_of_it():
    assert usable_memory(0.94, 80e9) == pytest.approx(75.2e9)
