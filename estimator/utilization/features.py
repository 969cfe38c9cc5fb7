"""What the MFU of a run depends on, in plain units."""

from typing import Literal

from msgspec import Struct

Practice = Literal["typical", "tuned", "step"]

SPARSE_RATIO = 2.0


class Chip(Struct, frozen=True):
    """An accelerator at one precision: FLOP/s, bytes, bytes a second (links: one direction), and its fast domain."""

    identifier: str
    architecture: str
    year: float
    precision: str
    peak: float
    sixteen_bit_peak: float
    matmul_share: float
    memory: float
    memory_bandwidth: float
    domain: float
    link: float
    network: float


class Features(Struct, frozen=True):
    """A run as the model of MFU knows it; None where nothing is known.

    `linear_flop` and `attention_flop` are the work on a token [FLOP] of products with weights (6·N; 4·N beside
    adapters) and of attention's core; `counted_flop` is the work that the MFU counts. `repeated_forward` is the share
    of the forward pass that recomputation repeats, `year` the day of the run, `stack` a code base of the fitted table,
    `routed_copies` how many experts a layer sends a token to, on average over all layers.
    """

    chip: Chip
    parameters: float
    active_parameters: float
    linear_flop: float
    attention_flop: float
    counted_flop: float
    layers: float
    width: float
    sequence_length: float
    accelerators: float
    batch_tokens: float
    year: float
    practice: Practice = "typical"
    method: str = "pretrain"
    stack: str = ""
    routed_copies: float = 0.0
    tokens: float | None = None
    tensor: float | None = None
    pipeline: float | None = None
    micro_batch: float | None = None
    repeated_forward: float = 0.0

    @property
    def is_sparse(self) -> bool:
        """Whether a token passes only some of the parameters."""
        return self.parameters > SPARSE_RATIO * self.active_parameters

    @property
    def has_adapters(self) -> bool:
        """Whether adapters are trained beside frozen weights."""
        return self.method == "lora"
