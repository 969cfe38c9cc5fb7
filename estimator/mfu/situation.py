"""What is known about a run when its MFU is asked: the accelerator's numbers, the model, the scale and the practice."""

from dataclasses import dataclass
from typing import Literal

Practice = Literal["typical", "tuned", "step"]
Precision = Literal["bf16", "fp16", "fp8", "fp4", "int8", "tf32", "fp32"]
Method = Literal["pretrain", "finetune", "lora", "dpo"]
Recompute = Literal["none", "selective", "full"]

TERA = 1e12
GIGA = 1e9
USUAL_MATMUL_CEILING = 0.77
USUAL_LINK_SPEED = 64.0
USUAL_NETWORK_SPEED = 100.0
LINKED_SLICE = 256


@dataclass(frozen=True, slots=True)
class Accelerator:
    """One accelerator at one precision: FLOP/s, bytes, bytes a second in one direction, and its fast domain."""

    identifier: str
    peak: float
    peak_16bit: float
    matmul_ceiling: float
    memory: float
    memory_bandwidth: float
    domain: float
    link_speed: float
    network_speed: float
    year: float


@dataclass(frozen=True, slots=True)
class Situation:
    """A run as far as it is known; None where nothing was said.

    `compute_per_token` [FLOP] is the numerator that the answer divides by: the MFU comes back in that convention.
    `attention_width` is query heads × head size, a mean over all layers where only some have full attention.
    """

    accelerator: Accelerator
    precision: Precision
    parameters: float
    active_parameters: float
    practice: Practice = "typical"
    method: Method = "pretrain"
    tokens: float | None = None
    sequence_length: float | None = None
    layers: float | None = None
    width: float | None = None
    attention_width: float | None = None
    accelerators: float | None = None
    batch_tokens: float | None = None
    micro_batch: float | None = None
    tensor_parallel: float | None = None
    pipeline_parallel: float | None = None
    recompute: Recompute | None = None
    framework: str | None = None
    year: float | None = None
    compute_per_token: float | None = None


def accelerator_facts(
    identifier: str,
    *,
    peak: float,
    peak_16bit: float,
    matmul_achievable: float | None,
    memory: float,
    memory_bandwidth: float,
    domain: float | None,
    link_speed: float | None,
    network_speed: float | None,
    year: float,
) -> Accelerator:
    """From a catalogue's units: TFLOP/s, GB, GB/s (links: both directions added), Gbit/s for the network.

    Where slices of hundreds of chips share one fabric (TPU), that fabric is the network too.
    """
    link = (link_speed or USUAL_LINK_SPEED) * GIGA / 2
    fabric_is_network = (domain or 1) >= LINKED_SLICE
    network = link / 2 if fabric_is_network else (network_speed or USUAL_NETWORK_SPEED) * GIGA / 8
    return Accelerator(
        identifier=identifier,
        peak=peak * TERA,
        peak_16bit=peak_16bit * TERA,
        matmul_ceiling=matmul_achievable / peak_16bit if matmul_achievable else USUAL_MATMUL_CEILING,
        memory=memory * GIGA,
        memory_bandwidth=memory_bandwidth * GIGA,
        domain=domain or 1,
        link_speed=link,
        network_speed=network,
        year=year,
    )
