"""The time of a step as a sum of what it spends time on, and the MFU that follows."""

from dataclasses import dataclass

from estimator.mfu.drivers import Drivers

RECOMPUTED_FORWARD = 1 / 3


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The fitted numbers, each an assumption with its evidence; logarithms end in `_log`."""

    kernels_log: float
    attention_cost: float
    old_attention_cost: float
    memory_passes: float
    sparse_cost: float
    sparse_passes: float
    recompute_cost: float
    exchange_exposed: float
    tensor_exposed: float
    bubble_exposed: float
    fp8_log: float
    fp4_log: float
    int8_log: float
    fp16_log: float
    small_log: float
    newness_log: float
    lora_log: float
    lora_doubling_log: float
    tuned_log: float


@dataclass(frozen=True, slots=True)
class StepTime:
    """What a step spends, in multiples of its useful work at peak; the parts add up, then the bubble stretches them."""

    linear: float
    attention: float
    memory: float
    sparse: float
    recompute: float
    exchange: float
    bubble: float

    @property
    def total(self) -> float:
        """The whole step."""
        parts = self.linear + self.attention + self.memory + self.sparse + self.recompute + self.exchange
        return parts * self.bubble


def step_time(fitted: Coefficients, at: Drivers) -> StepTime:
    """The parts of a step. Attention runs in 16-bit at any precision; the rest scales with the linear share."""
    linear = 1 - at.attention_share
    attention_cost = fitted.attention_cost + fitted.old_attention_cost * at.old_attention
    return StepTime(
        linear=linear,
        attention=at.attention_share * attention_cost * at.peak_over_16bit,
        memory=linear * fitted.memory_passes * at.memory_pass,
        sparse=linear * at.sparse * (fitted.sparse_cost + fitted.sparse_passes * at.memory_pass),
        recompute=linear * at.full_recompute * fitted.recompute_cost * RECOMPUTED_FORWARD,
        exchange=fitted.exchange_exposed * at.exchange + fitted.tensor_exposed * at.tensor_exchange,
        bubble=1 + fitted.bubble_exposed * at.bubble,
    )


def precision_log(fitted: Coefficients, at: Drivers) -> float:
    """How far short of its own peak a precision stays, against bf16 (a logarithm)."""
    return fitted.fp8_log * at.fp8 + fitted.fp4_log * at.fp4 + fitted.int8_log * at.int8 + fitted.fp16_log * at.fp16


def maturity_log(fitted: Coefficients, at: Drivers) -> float:
    """What a small model and an accelerator new to its software lose (a logarithm)."""
    return fitted.small_log * at.small + fitted.newness_log * at.newness


def practice_log(fitted: Coefficients, at: Drivers) -> float:
    """What adapters and a timed run from start to target lose against a steady step (a logarithm)."""
    adapters = fitted.lora_log * at.lora + fitted.lora_doubling_log * at.lora_doublings
    return adapters + fitted.tuned_log * at.tuned
