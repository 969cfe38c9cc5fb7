"""The MFU to expect: five factors, each of what the ones before it leave.

Times here are shares of the time that the counted work would take at the 16-bit peak, so that they need no clock.
"""

from estimator.calculation.equation import equation
from estimator.calculation.papers import (
    CALIBRATION,
    DALY_2006,
    DEFINITION,
    KORTHIKANTI_2022,
    LEPIKHIN_2020,
    NARAYANAN_2021,
    PALM_2022,
    SHOEYBI_2019,
    WILLIAMS_2009,
)


@equation(source=CALIBRATION)
def precision_speedup(
    peak_throughput: float, sixteen_bit_peak: float, precision_gain: float, precision_level: float
) -> float:
    """Matrix products at this precision on these cores, over the usual ones in 16 bit: of what the peaks promise."""
    return precision_level * (peak_throughput / sixteen_bit_peak) ** precision_gain  # type: ignore[no-any-return]  # a power of floats


@equation(source=WILLIAMS_2009)
def memory_pass(
    work_passes: float,
    layers: float,
    width: float,
    counted_flop: float,
    sixteen_bit_peak: float,
    memory_bandwidth: float,
    moved_bytes: float = 2,
) -> float:
    """Time to move each layer's input once through memory: what norms, gates and residuals cost in multiples of."""
    return moved_bytes * work_passes * layers * width * sixteen_bit_peak / (memory_bandwidth * counted_flop)


@equation(source=WILLIAMS_2009)
def kernel_time(
    linear_share: float,
    attention_share: float,
    matmul_share: float,
    precision_speedup: float,
    attention_slowdown: float,
    memory_pass: float,
    memory_passes: float,
) -> float:
    """Matrix products at the precision, attention's core in 16 bit, and memory traffic that nothing hides."""
    return (
        linear_share / (matmul_share * precision_speedup)
        + attention_share * attention_slowdown / matmul_share
        + memory_passes * memory_pass
    )


@equation(source=CALIBRATION)
def maturity(
    novelty_loss: float, chip_age: float, halving_time: float, kernel_progress: float, years_earlier: float
) -> float:
    """What the software of this day, on a chip this old, reaches of what it will reach."""
    return (1 - novelty_loss * 2 ** (-chip_age / halving_time)) * kernel_progress**years_earlier  # type: ignore[no-any-return]  # a power of floats


@equation(source=WILLIAMS_2009)
def mfu_kernels(
    kernel_level: float,
    stack_level: float,
    maturity: float,
    kernel_time: float,
    sixteen_bit_peak: float,
    peak_throughput: float,
) -> float:
    """What one accelerator's kernels reach of its peak: this chip, these shapes, this code."""
    return kernel_level * stack_level * maturity * sixteen_bit_peak / (peak_throughput * kernel_time)


@equation(source=LEPIKHIN_2020)
def routing_time(
    routing_cost: float,
    routing_progress: float,
    software_years: float,
    memory_pass: float,
    routed_copies: float,
    routing_exponent: float,
    usual_pass: float = 0.002,
) -> float:
    """Dispatch, permutation and small products of experts, less with each year's software.

    More the more a layer moves for its work, and the more experts a token goes to.
    """
    return (  # type: ignore[no-any-return]  # a power of floats
        routing_cost
        * routing_progress**software_years
        * (memory_pass * routed_copies**0.5 / usual_pass) ** routing_exponent
    )


@equation(source=NARAYANAN_2021)
def pipeline_bubble(pipeline_stages: float, stage_micro_batches: float) -> float:
    """Time that stages wait while the pipeline fills and drains, over that of the work."""
    return (pipeline_stages - 1) / stage_micro_batches


@equation(source=NARAYANAN_2021)
def mfu_balance(
    routing_time: float,
    pipeline_bubble: float,
    bubble_left: float,
    padding: float,
    mfu_kernels: float,
    peak_throughput: float,
    sixteen_bit_peak: float,
) -> float:
    """What waiting for the slowest expert and stage leaves, and what padding wastes."""
    return (
        (1 - padding)
        / (1 + routing_time * mfu_kernels * peak_throughput / sixteen_bit_peak)
        / (1 + bubble_left * pipeline_bubble)
    )


@equation(source=KORTHIKANTI_2022)
def mfu_recomputation(repeated_forward: float, repeat_cost: float, forward_share: float = 1 / 3) -> float:
    """What repeating the forward pass leaves; larger micro-batches pay a part of it back."""
    return 1 / (1 + forward_share * repeat_cost * repeated_forward)


@equation(source=CALIBRATION)
def step_latency(
    layer_seconds: float,
    layers: float,
    sixteen_bit_peak: float,
    counted_flop: float,
    tokens_each: float,
) -> float:
    """Launches, exchanges and updates that each layer pays once a step, however few tokens it sees."""
    return layer_seconds * layers * sixteen_bit_peak / (counted_flop * tokens_each)


@equation(source=SHOEYBI_2019)
def tensor_exchange(
    sharing_devices: float,
    layers: float,
    width: float,
    sixteen_bit_peak: float,
    sharing_bandwidth: float,
    counted_flop: float,
    exchanged_bytes: float = 16,
) -> float:
    """Four all-reduces for each layer among the devices that share it, in 16 bit around a ring."""
    return (
        exchanged_bytes * layers * width * (sharing_devices - 1) * sixteen_bit_peak / (sharing_bandwidth * counted_flop)
    )


@equation(source=LEPIKHIN_2020)
def expert_exchange(
    routed_copies: float,
    layers: float,
    width: float,
    sixteen_bit_peak: float,
    experts_away: float,
    network_bandwidth: float,
    counted_flop: float,
    routed_bytes: float = 8,
) -> float:
    """Tokens sent to experts in other domains and returned, forward and backward, in 16 bit."""
    return (
        routed_bytes
        * routed_copies
        * layers
        * width
        * experts_away
        * sixteen_bit_peak
        / (network_bandwidth * counted_flop)
    )


@equation(source=DEFINITION)
def exposed_time(
    step_latency: float,
    tensor_exchange: float,
    tensor_exposed: float,
    expert_exchange: float,
    experts_exposed: float,
    network_exposed: float,
    network_progress: float,
    practice_years: float,
    beyond_node: float,
) -> float:
    """Exchange that computation does not hide: once a step, within a layer, and between nodes, there less each year."""
    return (  # type: ignore[no-any-return]  # a power of floats
        step_latency
        + tensor_exposed * tensor_exchange
        + experts_exposed * expert_exchange
        + network_exposed * network_progress**practice_years * beyond_node
    )


@equation(source=DEFINITION)
def mfu_communication(
    exposed_time: float,
    mfu_kernels: float,
    mfu_balance: float,
    mfu_recomputation: float,
    peak_throughput: float,
    sixteen_bit_peak: float,
) -> float:
    """What waiting for other accelerators leaves."""
    return 1 / (1 + exposed_time * mfu_kernels * mfu_balance * mfu_recomputation * peak_throughput / sixteen_bit_peak)


@equation(source=DALY_2006)
def failure_loss(
    failing_share: float,
    accelerators: float,
    hours_between_failures: float,
    restart_hours: float,
    checkpoint_hours: float,
) -> float:
    """Time lost to failures: restarts, and at the best interval, checkpoints and work done twice.

    A run too short to expect a failure loses in proportion.
    """
    return failing_share * (  # type: ignore[no-any-return]  # a power of floats
        accelerators / hours_between_failures * restart_hours
        + (2 * checkpoint_hours * accelerators / hours_between_failures) ** 0.5
    )


@equation(source=CALIBRATION)
def timed_loss(
    evaluation_cost: float,
    evaluation_exponent: float,
    counted_compute: float,
    accelerators: float,
    sixteen_bit_peak: float,
    minute: float = 60,
) -> float:
    """Start and evaluations of a short timed run: the shorter it is (in minutes at the 16-bit peak), the more."""
    return evaluation_cost * (counted_compute / (accelerators * sixteen_bit_peak * minute)) ** -evaluation_exponent  # type: ignore[no-any-return]  # a power of floats


@equation(source=DALY_2006)
def mfu_uptime(failure_loss: float, timed_loss: float) -> float:
    """What failures, restarts and evaluation leave of the time."""
    return 1 / (1 + failure_loss + timed_loss)


@equation(source=PALM_2022, name="mfu")
def expected_mfu(
    mfu_kernels: float,
    mfu_balance: float,
    mfu_recomputation: float,
    mfu_communication: float,
    mfu_uptime: float,
    mfu_spread: float,
) -> float:
    """Useful work over peak: the product of what each loss leaves. What runs still differ by has a range, no value."""
    return mfu_kernels * mfu_balance * mfu_recomputation * mfu_communication * mfu_uptime * mfu_spread
