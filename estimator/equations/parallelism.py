"""The time of one optimizer step under a parallel layout, in seconds.

Closed forms assembled from the published parts: matrix products at the measured ceiling, collectives by their volume
over the bandwidth, the pipeline's bubble; latency, small-matrix losses and the optimizer's own time are left out.
"""

from math import ceil

from estimator.calculation.equation import equation
from estimator.calculation.papers import DEFINITION, KORTHIKANTI_2022, LEPIKHIN_2020, LIU_2023, NARAYANAN_2021


@equation(source=DEFINITION)
def step_compute(flop_per_token: float, batch_tokens: float) -> float:
    """Work of one optimizer step that counts towards MFU."""
    return flop_per_token * batch_tokens


@equation(source=NARAYANAN_2021)
def micro_batches(batch_tokens: float, micro_batch: float, sequence_length: float, data: float) -> float:
    """Micro-batches of each copy of the model in a step; an uneven batch makes some copies wait."""
    return ceil(batch_tokens / (micro_batch * sequence_length * data))


@equation(source=DEFINITION)
def compute_seconds(step_compute: float, forward_repeats: float, accelerators: float, matmul_ceiling: float) -> float:
    """Matrix products of a step, those repeated by recomputation included, at the best speed ever measured."""
    return step_compute * (1 + forward_repeats) / (accelerators * matmul_ceiling)


@equation(source=NARAYANAN_2021)
def tensor_seconds(
    micro_batches: float,
    stage_layers: float,
    device_tokens: float,
    width: float,
    tensor: float,
    forward_repeats: float,
    link_bandwidth: float,
    bytes_per_activation: float = 2,
) -> float:
    """Four all-reduces for each layer and micro-batch, two forward and two backward, around a ring."""
    return (
        (4 + 6 * forward_repeats)
        * micro_batches
        * stage_layers
        * (2 * (tensor - 1) / tensor)
        * bytes_per_activation
        * device_tokens
        * width
        / link_bandwidth
    )


@equation(source=LEPIKHIN_2020)
def expert_seconds(
    micro_batches: float,
    stage_layers: float,
    experts_per_token: float,
    device_tokens: float,
    width: float,
    tensor: float,
    expert: float,
    expert_bandwidth: float,
    bytes_per_activation: float = 2,
) -> float:
    """Four all-to-alls for each expert layer and micro-batch: sent and returned, forward and backward."""
    return (
        4
        * micro_batches
        * stage_layers
        * experts_per_token
        * bytes_per_activation
        * device_tokens
        * width
        / tensor
        * (expert - 1)
        / expert
        / expert_bandwidth
    )


@equation(source=LIU_2023)
def context_seconds(
    micro_batches: float,
    stage_layers: float,
    kv_values: float,
    device_tokens: float,
    context: float,
    tensor: float,
    context_bandwidth: float,
    exposed_share: float,
    bytes_per_activation: float = 2,
) -> float:
    """Keys and values that go round the devices of a sequence, once forward and twice backward, mostly hidden."""
    return (
        exposed_share
        * 3
        * micro_batches
        * stage_layers
        * bytes_per_activation
        * kv_values
        * device_tokens
        * (context - 1)
        / tensor
        / context_bandwidth
    )


@equation(source=NARAYANAN_2021)
def bubble_seconds(stage_seconds: float, pipeline: float, virtual_stages: float, micro_batches: float) -> float:
    """Stages wait while the pipeline fills and drains; taking turns makes that shorter."""
    return stage_seconds * (pipeline - 1) / (virtual_stages * micro_batches)


@equation(source=KORTHIKANTI_2022)
def layout_mfu(step_compute: float, step_seconds: float, accelerators: float, peak_throughput: float) -> float:
    """Useful work of a step over what the accelerators could do at their peak."""
    return step_compute / (step_seconds * accelerators * peak_throughput)
