"""What the MFU of a run depends on, in plain units; None where nothing is known."""

from dataclasses import dataclass
from typing import Literal

Practice = Literal["typical", "tuned", "step"]

SPARSE_RATIO = 2.0
LEAST_TOKENS_EACH = 128.0
LEAST_STEPS = 300
NODE = 8
LINKED_SLICE = 256
USUAL_MATMUL_SHARE = 0.77


@dataclass(frozen=True, slots=True)
class Chip:
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


@dataclass(frozen=True, slots=True)
class Features:
    """A run as the model of MFU knows it.

    `linear_flop` and `attention_flop` [FLOP per token] are what the MFU counts: products with weights, and attention's
    core. `repeated_forward` is the share of the forward pass that recomputation repeats. `stack` is a code base of the
    fitted table, or "" for any.
    """

    chip: Chip
    parameters: float
    active_parameters: float
    linear_flop: float
    attention_flop: float
    layers: float
    width: float
    sequence_length: float
    practice: Practice = "typical"
    method: str = "pretrain"
    stack: str = ""
    tokens: float | None = None
    accelerators: float | None = None
    batch_tokens: float | None = None
    tensor: float | None = None
    pipeline: float | None = None
    micro_batch: float | None = None
    repeated_forward: float | None = None
    year: float | None = None

    @property
    def is_sparse(self) -> bool:
        """Whether a token passes only some of the parameters."""
        return self.parameters > SPARSE_RATIO * self.active_parameters

    @property
    def has_adapters(self) -> bool:
        """Whether adapters are trained beside frozen weights."""
        return self.method == "lora"

    @property
    def flop_per_token(self) -> float:
        """Counted work of one token."""
        return self.linear_flop + self.attention_flop

    @property
    def devices(self) -> float:
        """How many accelerators; where nothing was said, what is usual for the size."""
        return self.accelerators or NODE * max(1, round(NODE * self.active_parameters / 7e9))

    @property
    def batch(self) -> float:
        """Tokens of a step; where nothing was said, 2M at 7B, growing with size, in at least a few hundred steps."""
        if self.batch_tokens:
            return self.batch_tokens
        usual = min(max(2e6 * (self.active_parameters / 7e9) ** 0.4, 0.25e6), 16e6)
        return min(usual, self.tokens / LEAST_STEPS) if self.tokens else usual
