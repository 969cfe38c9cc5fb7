"""From work to hours: what an accelerator achieves, and how long all of them take."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import DEFINITION, PALM_2022


@equation(source=PALM_2022)
def achieved_throughput(peak_throughput: float, mfu: float) -> float:
    """Useful work of one accelerator each second: the share MFU of its dense peak."""
    return peak_throughput * mfu


@equation(source=PALM_2022)
def accelerator_hours(training_compute: float, achieved_throughput: float, seconds_per_hour: float = 3600) -> float:
    """Hours of one accelerator for the whole run, when the MFU already contains what restarts cost."""
    return training_compute / (achieved_throughput * seconds_per_hour)


@equation(source=PALM_2022, name="accelerator_hours")
def accelerator_hours_with_goodput(
    training_compute: float, achieved_throughput: float, goodput: float, seconds_per_hour: float = 3600
) -> float:
    """Hours of one accelerator for the whole run, when the MFU is that of undisturbed steps."""
    return training_compute / (achieved_throughput * seconds_per_hour * goodput)


@equation(source=DEFINITION)
def sampling_hours(
    active_parameters: float,
    tokens: float,
    peak_throughput: float,
    sampling_utilization: float,
    forward_flop_per_parameter_token: float = 2,
    seconds_per_hour: float = 3600,
) -> float:
    """Hours of one accelerator that sample the tokens, one after another: bound by memory, far below the peak."""
    return (
        forward_flop_per_parameter_token
        * active_parameters
        * tokens
        / (peak_throughput * sampling_utilization * seconds_per_hour)
    )


@equation(source=DEFINITION, name="accelerator_hours")
def accelerator_hours_with_sampling(
    training_compute: float,
    achieved_throughput: float,
    sampling_hours: float,
    seconds_per_hour: float = 3600,
) -> float:
    """Hours of one accelerator that train, and those that sample what is trained on."""
    return training_compute / (achieved_throughput * seconds_per_hour) + sampling_hours


@equation(source=DEFINITION, name="accelerator_hours")
def accelerator_hours_with_sampling_and_goodput(
    training_compute: float,
    achieved_throughput: float,
    goodput: float,
    sampling_hours: float,
    seconds_per_hour: float = 3600,
) -> float:
    """Hours of one accelerator that train in undisturbed steps and with stops, and those that sample."""
    return training_compute / (achieved_throughput * seconds_per_hour * goodput) + sampling_hours


@equation(source=DEFINITION)
def token_throughput(achieved_throughput: float, training_compute: float, tokens: float) -> float:
    """Tokens that one accelerator trains on each second."""
    return achieved_throughput * tokens / training_compute


@equation(source=DEFINITION)
def wall_clock(accelerator_hours: float, accelerators: float, hours_per_day: float = 24) -> float:
    """Days from start to end when all accelerators work side by side."""
    return accelerator_hours / (accelerators * hours_per_day)


@equation(source=DEFINITION)
def tokens(dataset_tokens: float, epochs: float) -> float:
    """Tokens trained on over all passes."""
    return dataset_tokens * epochs
