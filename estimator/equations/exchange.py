"""The time in which copies of a model exchange gradients and weights, in seconds of one optimizer step."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import RAJBHANDARI_2019, ZHAO_2023


@equation(source=RAJBHANDARI_2019)
def data_seconds(
    device_parameters: float,
    bytes_per_gradient: float,
    bytes_per_weight: float,
    shard_group: float,
    data_bandwidth: float,
) -> float:
    """Gradients summed and weights returned once a step: ZeRO 0 to 2."""
    return (
        (bytes_per_gradient + bytes_per_weight) * device_parameters * (shard_group - 1) / shard_group / data_bandwidth
    )


@equation(source=ZHAO_2023, name="data_seconds")
def gathered_data_seconds(
    device_parameters: float,
    bytes_per_gradient: float,
    bytes_per_weight: float,
    micro_batches: float,
    shard_group: float,
    data_bandwidth: float,
) -> float:
    """Weights gathered twice and gradients summed for every micro-batch: ZeRO 3."""
    return (
        (bytes_per_gradient + 2 * bytes_per_weight)
        * device_parameters
        * micro_batches
        * (shard_group - 1)
        / shard_group
        / data_bandwidth
    )


@equation(source=ZHAO_2023)
def exposed_seconds(data_seconds: float, compute_seconds: float, exposed_share: float) -> float:
    """The exchange that computation does not hide: a share of it always, and all that takes longer."""
    return max(exposed_share * data_seconds, data_seconds - compute_seconds)
