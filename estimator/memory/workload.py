"""What is trained on what: the known quantities from which a layout's memory and time follow."""

from dataclasses import dataclass

from estimator.calculation.papers import KORTHIKANTI_2022
from estimator.calculation.quantity import Assumed, Quantity, derivation
from estimator.calculation.total import total
from estimator.catalogue.entries import Accelerator
from estimator.compute.work import Variant, exact_compute, mixing_flop_per_token
from estimator.equations import activations, placement
from estimator.equations.parameters import embedding_parameters
from estimator.errors import ImpossibleError
from estimator.memory.assumptions import (
    EXPOSED_SHARE,
    UNMEASURED_CEILING,
    USABLE_SHARE,
    framework_memory,
)
from estimator.memory.degrees import Recompute
from estimator.run.described import DescribedShape
from estimator.run.usual_adapter import usual_adapter

_ADAPTING = ("lora", "qlora")


@dataclass(frozen=True, slots=True)
class Workload:
    """A training run as far as a layout depends on it.

    `parameters` are all weights of the model; without `batch_tokens` a usual batch is assumed, without
    `adapter_parameters` usual adapters, and without `recompute` the search chooses. `optimizer` is "adam",
    "adam-8bit", "muon" or "sgd"; `method` may be "qlora" too.
    """

    described: DescribedShape
    parameters: Quantity
    sequence_length: Quantity
    precision: str = "bf16"
    method: str = "pretrain"
    optimizer: str = "adam"
    batch_tokens: Quantity | None = None
    adapter_parameters: Quantity | None = None
    recompute: Recompute | None = None

    @property
    def is_sparse(self) -> bool:
        """Whether the model has routed experts."""
        return self.described.shape.expert_layers > 0

    @property
    def adapts(self) -> bool:
        """Whether only adapters are trained."""
        return self.method in _ADAPTING

    def known(self, accelerator: Accelerator) -> dict[str, Quantity]:
        """All that a layout's equations need and that does not depend on the layout, by vocabulary name."""
        given = [*self._model(), *self._work(), *_device(accelerator, self.precision), self.parameters]
        given += [framework_memory(accelerator.memory.value), self.sequence_length, USABLE_SHARE, EXPOSED_SHARE]
        return {quantity.name: quantity for quantity in given}

    def _model(self) -> list[Quantity]:
        described, shape = self.described, self.described.shape
        found = [described.count(name) for name in ("layers", "width", "vocabulary")]
        matrices = Quantity("embedding_matrices", 1.0 if shape.tied_embeddings else 2.0, described.origin)
        found += [described.apply(embedding_parameters, matrices), matrices, *_stored(described)]
        if self.is_sparse:
            found += [described.apply(placement.routed_parameters), described.count("experts_per_token")]
        return found + ([self._adapter()] if self.adapts else [])

    def _adapter(self) -> Quantity:
        """Adapter weights, as given or as usual for the model."""
        weights = self.parameters
        passed = Quantity("active_parameters", weights.value, weights.origin, weights.low, weights.high)
        return self.adapter_parameters or usual_adapter(self.described, passed)

    def _work(self) -> list[Quantity]:
        """Work of one token, and the shares of it that recomputation repeats."""
        one_token = Quantity("tokens", 1.0, Assumed("the work of one token"))
        method: Variant = "lora" if self.adapts else "dpo" if self.method == "dpo" else "pretrain"
        compute = exact_compute(self.described, one_token, self.sequence_length, method=method)
        return [step for step in derivation(compute) if step.name == "flop_per_token"]

    def forward_repeats(self, recompute: Recompute) -> Quantity:
        """Forward work repeated, as a share of the training work: a third with full recomputation."""
        if recompute == "none":
            return Quantity("forward_repeats", 0.0, Assumed("nothing is computed twice"))
        if recompute == "full":
            return Quantity("forward_repeats", 1 / 3, Assumed("the layers' forward pass once more", KORTHIKANTI_2022))
        (work,) = self._work()
        core = sum(part.value for part in mixing_flop_per_token(self.described, self.sequence_length)[:1])
        return Quantity("forward_repeats", core / work.value, Assumed("the attention core once more", KORTHIKANTI_2022))


def _stored(described: DescribedShape) -> list[Quantity]:
    """Numbers that a token keeps for the backward pass, and those that its sequence passes round."""
    shape = described.shape
    latent = bool(shape.kv_rank)
    residual = described.apply(activations.residual_values)
    kinds = (
        ("attention_layers", activations.latent_attention_values if latent else activations.attention_values),
        ("linear_layers", activations.linear_values),
        ("feed_forward_layers", activations.feed_forward_values),
        ("expert_layers", activations.expert_values),
    )
    terms = [(described.count(name), described.apply(values)) for name, values in kinds if getattr(shape, name)]
    stored = total("stored_values", KORTHIKANTI_2022, (described.count("layers"), residual), *terms)
    passed = described.apply(activations.latent_kv_values if latent else activations.kv_values)
    return [residual, stored, passed]


def _device(accelerator: Accelerator, precision: str) -> list[Quantity]:
    """The accelerator's capacity and speed at a precision; bandwidths are those of one direction."""
    if precision not in accelerator.peak:
        formats = ", ".join(accelerator.peak)
        raise ImpossibleError(
            f"The {accelerator.name} does not train in {precision}.", f"It does in {formats}.", field="precision"
        )
    peak = accelerator.peak[precision].quantity("peak_throughput")
    measured = accelerator.matmul_ceiling.get(precision)
    reason = "no matrix product was measured: three quarters of the peak, as accelerators reach that were"
    ceiling = (
        measured.quantity("matmul_ceiling")
        if measured
        else Quantity("matmul_ceiling", UNMEASURED_CEILING * peak.value, Assumed(reason))
    )
    return [accelerator.memory.quantity("memory_capacity"), peak, ceiling]
