"""The equations of the MFU in order, and what each takes from the fitted coefficients."""

from collections.abc import Mapping

from estimator.calculation.chain import Chain
from estimator.calculation.quantity import Assumed, Quantity
from estimator.equations import utilization as equations
from estimator.utilization.drivers import Marks

CHAIN = Chain(
    equations.precision_speedup,
    equations.memory_pass,
    equations.kernel_time,
    equations.maturity,
    equations.mfu_kernels,
    equations.routing_time,
    equations.pipeline_bubble,
    equations.mfu_balance,
    equations.mfu_recomputation,
    equations.step_latency,
    equations.tensor_exchange,
    equations.expert_exchange,
    equations.exposed_time,
    equations.mfu_communication,
    equations.failure_loss,
    equations.timed_loss,
    equations.mfu_uptime,
    equations.expected_mfu,
    nothing=[
        Quantity(name, value, Assumed(reason))
        for name, value, reason in (
            ("precision_speedup", 1.0, "trained in 16 bit"),
            ("routing_time", 0.0, "no experts to route to"),
            ("pipeline_bubble", 0.0, "no stages that wait"),
            ("tensor_exchange", 0.0, "no matrix is shared"),
            ("expert_exchange", 0.0, "all experts are in one domain of fast links"),
            ("timed_loss", 0.0, "not a short timed run"),
            ("mfu_balance", 1.0, "nothing waits for an expert or a stage"),
            ("mfu_recomputation", 1.0, "nothing is recomputed"),
        )
    ],
)
FACTORS = equations.expected_mfu.parameters[:5]


def coefficients(fitted: Mapping[str, float], run: Marks) -> dict[str, float]:
    """The coefficients that apply to a run, by their vocabulary names; plain arithmetic, so that arrays pass too."""
    full_training = 1 - run.adapters
    return {
        "precision_gain": run.fp8 * fitted["gain_fp8"]
        + run.fp4 * (fitted["gain_fp4"] * (1 - run.sparse) + fitted["gain_fp4_sparse"] * run.sparse)
        + run.int8 * fitted["gain_int8"],
        "attention_slowdown": fitted["attention_slowdown"] + fitted["old_attention_slowdown"] * run.old,
        "memory_passes": fitted["memory_passes"],
        "novelty_loss": fitted["novelty_loss"],
        "halving_time": fitted["halving_time"],
        "kernel_progress": fitted["kernel_progress"],
        "routing_cost": run.sparse
        * (fitted["routing_cost_typical"] * run.typical + fitted["routing_cost"] * (1 - run.typical)),
        "routing_progress": fitted["routing_progress"],
        "routing_exponent": fitted["routing_exponent"],
        "bubble_left": fitted["bubble_left"],
        "repeat_cost": fitted["repeat_cost"],
        "layer_seconds": fitted["layer_seconds"] * full_training + fitted["layer_seconds_adapters"] * run.adapters,
        "tensor_exposed": fitted["tensor_exposed"],
        "experts_exposed": fitted["experts_exposed"],
        "network_exposed": fitted["network_exposed"] * run.typical,
        "network_progress": fitted["network_progress"],
        "hours_between_failures": fitted["hours_between_failures"],
        "restart_hours": fitted["restart_hours"],
        "checkpoint_hours": fitted["checkpoint_hours"],
        "evaluation_cost": fitted["evaluation_cost"] * run.timed,
        "evaluation_exponent": fitted["evaluation_exponent"],
        "kernel_level": fitted["kernel_level"] * (1 - (1 - fitted["adapter_level"]) * run.adapters),
    }


evaluated = CHAIN.numbers
"""All results of the chain on plain numbers, the inputs included; constants of the equations hold."""
