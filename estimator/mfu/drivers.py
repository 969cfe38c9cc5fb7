"""What drives the time of a step, computed from a situation: the terms that the fitted coefficients multiply."""

import math
from dataclasses import dataclass

from estimator.mfu import physics
from estimator.mfu.kinship import generation, is_sparse
from estimator.mfu.situation import Situation

USUAL_SEQUENCE_LENGTH = 2048.0
LEAST_STEPS = 300
LEAST_TOKENS_EACH = 128.0
SMALL_MODEL = 3e9
MODERN_ATTENTION = 2024.0
MATURING_YEARS = 1.5
NEURON_CORES_PER_CHIP = 2
SCARCE_MEMORY = 80e9
UNSAID_RECOMPUTE = 0.5


@dataclass(frozen=True, slots=True)
class Drivers:
    """The terms of the step-time model; shares and ratios without unit, `small` and `doublings` logarithms."""

    log_ceiling: float
    attention_share: float
    old_attention: float
    peak_over_16bit: float
    memory_pass: float
    sparse: float
    full_recompute: float
    exchange: float
    tensor_exchange: float
    bubble: float
    small: float
    newness: float
    lora: float
    lora_doublings: float
    tuned: float
    fp8: float
    fp4: float
    int8: float
    fp16: float


@dataclass(frozen=True, slots=True)
class Scale:
    """How the work is laid out: accelerators, and the tokens that each of them sees in a step."""

    accelerators: float
    batch_tokens: float
    tokens_each: float


def usual_batch(situation: Situation) -> float:
    """Tokens in a step where nothing is said: 2M at 7B, growing with size; a run has at least a few hundred steps."""
    usual = min(max(2e6 * math.pow(situation.active_parameters / 7e9, 0.4), 0.25e6), 16e6)
    return min(usual, situation.tokens / LEAST_STEPS) if situation.tokens else usual


def scale(situation: Situation) -> Scale:
    """The scale of a run, with what is usual for its size where nothing was said."""
    devices = situation.accelerators or 8 * max(1.0, round(8 * situation.active_parameters / 7e9))
    batch = situation.batch_tokens or usual_batch(situation)
    return Scale(devices, batch, max(batch / devices, LEAST_TOKENS_EACH))


def shape(situation: Situation) -> tuple[float, float, float]:
    """Layers, width and attention width, of a usual model of that size where nothing was said."""
    width = situation.width or physics.usual_width(situation.active_parameters)
    layers = situation.layers or physics.usual_layers(situation.active_parameters, width)
    return layers, width, situation.attention_width or width


def compute_per_token(situation: Situation) -> tuple[float, float]:
    """Linear and attention compute [FLOP per token] by the model's own count: 6N (LoRA 4N) and causal attention."""
    layers, _, attention_width = shape(situation)
    linear = (4 if situation.method == "lora" else 6) * situation.active_parameters
    length = situation.sequence_length or USUAL_SEQUENCE_LENGTH
    return linear, physics.attention_compute(layers, attention_width, length)


def drivers(situation: Situation) -> Drivers:
    """The terms for one situation."""
    accelerator, work = situation.accelerator, scale(situation)
    linear, attention = compute_per_token(situation)
    layers, width, _ = shape(situation)
    age = math.inf if situation.year is None else max(situation.year - accelerator.year - 0.5, 0.0)
    lora = float(situation.method == "lora")
    return Drivers(
        log_ceiling=math.log(accelerator.matmul_ceiling),
        attention_share=attention / (linear + attention),
        old_attention=float(situation.year is not None and situation.year < MODERN_ATTENTION),
        peak_over_16bit=accelerator.peak / accelerator.peak_16bit,
        memory_pass=physics.memory_pass(layers, width, linear, accelerator.peak, accelerator.memory_bandwidth),
        sparse=float(is_sparse(situation)),
        full_recompute=_full_recompute(situation),
        exchange=0.0 if lora else _exchange(situation, work),
        tensor_exchange=_tensor_exchange(situation, layers, width),
        bubble=_bubble(situation, work),
        small=max(0.0, math.log(SMALL_MODEL / situation.active_parameters)),
        newness=math.exp(-age / MATURING_YEARS),
        lora=lora,
        lora_doublings=lora * math.log2(work.accelerators / 8) if situation.accelerators else 0.0,
        tuned=float(situation.practice == "tuned"),
        **{name: float(situation.precision == name) for name in ("fp8", "fp4", "int8", "fp16")},
    )


def _full_recompute(situation: Situation) -> float:
    scarce = situation.accelerator.memory <= SCARCE_MEMORY and situation.method != "lora"
    if situation.recompute is None and scarce:
        return UNSAID_RECOMPUTE
    return float(situation.recompute == "full")


def _exchange(situation: Situation, work: Scale) -> float:
    accelerator = situation.accelerator
    if work.accelerators <= 1:
        return 0.0
    link = accelerator.link_speed if work.accelerators <= accelerator.domain else accelerator.network_speed
    return physics.gradient_exchange(accelerator.peak, link, work.tokens_each)


def _tensor_exchange(situation: Situation, layers: float, width: float) -> float:
    accelerator, degree = situation.accelerator, situation.tensor_parallel or 1.0
    if generation(accelerator.identifier) == "trn1":
        degree /= NEURON_CORES_PER_CHIP
    if degree <= 1:
        return 0.0
    link = accelerator.link_speed if degree <= accelerator.domain else accelerator.network_speed
    return physics.tensor_exchange(width, layers, situation.active_parameters, accelerator.peak, link, degree)


def _bubble(situation: Situation, work: Scale) -> float:
    stages, degree = situation.pipeline_parallel or 1.0, situation.tensor_parallel or 1.0
    length = situation.sequence_length
    if stages <= 1 or not (situation.accelerators and situation.batch_tokens and length):
        return 0.0
    replicas = max(work.accelerators / (stages * degree), 1.0)
    micro_batches = work.batch_tokens / length / ((situation.micro_batch or 1.0) * replicas)
    return physics.pipeline_bubble(stages, max(micro_batches, 1.0))
