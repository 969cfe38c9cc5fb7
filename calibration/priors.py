"""What engineering says about each coefficient before any fit: centre, deviation, limits, and the reason."""

from typing import NamedTuple


class Prior(NamedTuple):
    """A coefficient before the fit; a deviation of 0 fixes it."""

    centre: float
    deviation: float
    low: float
    high: float
    reason: str


PRIORS = {
    "kernel_level": Prior(0.68, 0.15, 0.2, 1.0, "what well-written kernels reach of the time that the roofline gives"),
    "adapter_level": Prior(0.9, 0.12, 0.3, 1.0, "the same beside adapters: small products next to the frozen ones"),
    "gain_fp8": Prior(1.0, 0.0, 0.0, 1.0, "fp8 products reach of their peak what 16-bit ones do"),
    "gain_fp4": Prior(0.75, 0.15, 0.0, 1.0, "fp4 keeps some layers and the weight gradients in more bits"),
    "gain_fp4_sparse": Prior(0.45, 0.05, 0.0, 1.0, "in sparse models fp4 was not faster than fp8"),
    "gain_int8": Prior(0.65, 0.2, 0.0, 1.0, "int8 (AQT) quantizes on the way"),
    "attention_slowdown": Prior(1.3, 0.5, 0.5, 10.0, "softmax and masks beside attention's products"),
    "old_attention_slowdown": Prior(1.0, 1.0, 0.0, 10.0, "the same, on top, before 2024: the masked half was computed"),
    "memory_passes": Prior(6.0, 4.0, 0.0, 50.0, "norms, gates, residuals and routing read and write activations"),
    "novelty_loss": Prior(0.2, 0.12, 0.0, 0.6, "libraries take time to use a new chip"),
    "kernel_progress": Prior(0.96, 0.05, 0.8, 1.0, "kernels and libraries get better every year, on old chips too"),
    "halving_time": Prior(1.0, 0.0, 0.1, 10.0, "years; releases come a few times a year"),
    "routing_cost": Prior(1.5, 1.0, 0.0, 100.0, "all-to-all, permutation and grouped products in steps of vendors"),
    "routing_cost_typical": Prior(1.0, 1.0, 0.0, 100.0, "the same in published runs, which choose experts to fit"),
    "routing_progress": Prior(
        0.88, 0.1, 0.5, 1.0, "releases of 2025 and 2026 made the same models 1.3 to 1.9 times faster"
    ),
    "routing_exponent": Prior(0.8, 0.0, 0.0, 2.0, "between 0.5 and 1 unseen models and releases fit best here"),
    "bubble_left": Prior(0.5, 0.2, 0.0, 1.0, "interleaved schedules leave a part of the plain bubble"),
    "repeat_cost": Prior(
        0.8,
        0.0,
        0.0,
        1.0,
        "1 at the same micro-batch; 0.64 in eight pairs of InternEvo's with four times the micro-batch; "
        "elsewhere who recomputes also has other chips and code, so the fit cannot tell",
    ),
    "layer_seconds": Prior(0.0015, 0.001, 0.0, 0.1, "launches, gradient exchange and update of a layer"),
    "layer_seconds_adapters": Prior(0.0007, 0.0005, 0.0, 0.1, "the same when only adapters are exchanged"),
    "tensor_exposed": Prior(0.4, 0.3, 0.0, 1.0, "part of the all-reduces overlaps with products"),
    "experts_exposed": Prior(0.1, 0.1, 0.0, 1.0, "most is hidden, or avoided by stages and by routing to few nodes"),
    "network_exposed": Prior(0.6, 0.4, 0.0, 10.0, "a typical team overlaps less than a vendor's benchmark"),
    "network_progress": Prior(0.88, 0.1, 0.5, 1.0, "what is left of that after each year: teams learn to overlap more"),
    "evaluation_cost": Prior(0.3, 0.3, 0.0, 10.0, "start and evaluations of a timed run"),
    "evaluation_exponent": Prior(0.45, 0.15, 0.0, 2.0, "a longer run evaluates more seldom"),
    "hours_between_failures": Prior(50_000.0, 0.0, 1.0, 1e9, "Llama 3: 50,700; BLOOM 43,000; OPT-175B 24,700"),
    "restart_hours": Prior(1 / 6, 0.0, 0.0, 100.0, "ten minutes, with automatic restarts"),
    "checkpoint_hours": Prior(1 / 120, 0.0, 0.0, 100.0, "thirty seconds"),
}
EFFECT_DEVIATIONS = {"chip": 0.10, "precision": 0.12, "stack": 0.10}
GROUP_DEVIATIONS = {"typical": 0.20, "tuned": 0.06, "step": 0.12}
NOISE_DEVIATIONS = {"typical": 0.26, "tuned": 0.07, "step": 0.13}
REPEATED = 0.7
GRADE_WEIGHT = {"A": 1.0, "B": 0.6}
