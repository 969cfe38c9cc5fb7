"""What copies of a model exchange, against the volumes of the ZeRO paper (arXiv 1910.02054, §7)."""

import pytest

from estimator.equations.exchange import data_seconds, exposed_seconds, gathered_data_seconds

# 7.5B parameters in 16 bits over 64 devices that each send 100 GB/s
PARAMETERS, GROUP, BANDWIDTH = 7.5e9, 64, 100e9


def test_gradients_and_weights_move_twice_the_parameters():
    # §7.2.1: 2Ψ numbers, of which a device keeps its own part
    seconds = data_seconds(PARAMETERS, 2, 2, GROUP, BANDWIDTH)
    assert seconds == pytest.approx(2 * 2 * 7.5e9 / 100e9 * 63 / 64)


def test_shared_weights_move_three_times_the_parameters():
    # §7.2.2: gathered forward, gathered backward, gradients summed: 3Ψ, one and a half times as much
    seconds = gathered_data_seconds(PARAMETERS, 2, 2, 1, GROUP, BANDWIDTH)
    assert seconds == pytest.approx(3 * 2 * 7.5e9 / 100e9 * 63 / 64)
    assert seconds / data_seconds(PARAMETERS, 2, 2, GROUP, BANDWIDTH) == pytest.approx(1.5)


def test_every_micro_batch_gathers_again_and_wider_gradients_move_more():
    # FSDP (arXiv 2304.11277): 5 micro-batches, 4-byte gradients: 4 + 2 + 2 bytes each time
    seconds = gathered_data_seconds(
        PARAMETERS, bytes_per_gradient=4, bytes_per_weight=2, micro_batches=5, shard_group=2, data_bandwidth=BANDWIDTH
    )
    assert seconds == pytest.approx(5 * 8 * 7.5e9 / 100e9 / 2)


def test_an_exchange_shows_where_it_outlasts_the_computation_and_a_share_of_it_always():
    assert exposed_seconds(data_seconds=10, compute_seconds=1, exposed_share=0.2) == 9
    assert exposed_seconds(data_seconds=10, compute_seconds=9, exposed_share=0.2) == 2
    assert exposed_seconds(data_seconds=10, compute_seconds=100, exposed_share=0.2) == 2
