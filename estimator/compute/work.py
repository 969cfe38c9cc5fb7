"""The work of a training run, counted matrix by matrix from the model's shape.

Each weight that a token is multiplied with costs 2 FLOP forward and 4 backward; what tokens do with one another
(attention, the state of linear layers) costs three times its forward work. Look-ups, norms and activations are free.
"""

from functools import lru_cache
from typing import Literal

from estimator.calculation.papers import HU_2021, KAPLAN_2020, KORTHIKANTI_2022, PALM_2022, RAFAILOV_2023, SHAO_2024
from estimator.calculation.quantity import Assumed, Quantity, Source, derivation
from estimator.calculation.total import total
from estimator.calculation.vocabulary import term
from estimator.compute.layer_weights import Terms, layer_terms, matrix_terms
from estimator.equations.compute import hardware_compute as hardware_equation
from estimator.equations.compute import training_compute_by_token, training_compute_with_attention
from estimator.equations.mixing import (
    attention_core_flop_per_token,
    latent_core_flop_per_token,
    scan_flop_per_token,
    window_context,
    window_core_flop_per_token,
)
from estimator.run.described import DescribedShape

Variant = Literal["pretrain", "finetune", "lora", "qlora", "dpo", "grpo", "distill"]
Recomputation = Literal["selective", "full"]

# Weights' FLOP for each parameter and token, and passes of the work between tokens.
_ADAPTERS = (("frozen_flop_per_parameter_token", 4.0), ("training_passes", 3.0), HU_2021)
_COEFFICIENTS = {
    "lora": _ADAPTERS,
    "qlora": _ADAPTERS,
    "dpo": (("reference_flop_per_parameter_token", 8.0), ("reference_passes", 4.0), RAFAILOV_2023),
    "grpo": (("policy_flop_per_parameter_token", 10.0), ("policy_passes", 5.0), SHAO_2024),
}
_TRAINING = (("flop_per_parameter_token", 6.0), ("training_passes", 3.0), PALM_2022)

_SCAN_FLOP = {
    "mamba1": (7.0, "Megatron-LM's count of a Mamba scan"),
    "mamba2": (7.0, "Megatron-LM's count of a Mamba scan"),
    "gated_delta": (8.0, "Megatron-LM's count of the gated delta rule: four products of a multiply and an add"),
    "kimi_delta": (8.0, "as the gated delta rule, which it refines"),
    "rwkv": (8.0, "as the gated delta rule, which RWKV-7 generalises"),
    "convolution": (2.0, "the two gates of a short convolution"),
    "lightning": (5.0, "decay, and a multiply and an add each to update and to read"),
}


def exact_compute(
    described: DescribedShape,
    tokens: Quantity,
    sequence_length: Quantity,
    *,
    method: Variant = "pretrain",
    beside: Quantity | None = None,
) -> Quantity:
    """Training compute [FLOP] of a shape; its derivation holds every step.

    `beside` is what a method adds to the model: the adapter_parameters of "lora", the reference_parameters of the
    teacher in "distill".
    """
    weights, passes, source = _COEFFICIENTS.get(method, _TRAINING)
    matrices = _matrices(described)
    mixing = mixing_flop_per_token(described, sequence_length)
    terms = [(_constant(*weights, source), matrices), *((_constant(*passes, source), part) for part in mixing)]
    if beside is not None:
        terms.append((_beside_coefficient(beside), beside))
    return training_compute_by_token.of(total("flop_per_token", source, *terms), tokens)


@lru_cache(maxsize=256)
def _matrices(described: DescribedShape) -> Quantity:
    return total("matrix_parameters", KAPLAN_2020, *matrix_terms(described))


def bare_compute(
    active_parameters: Quantity, tokens: Quantity, sequence_length: Quantity, usual: DescribedShape
) -> Quantity:
    """Training compute [FLOP] of a bare parameter count: 6·N·D, and the attention of the usual shape for that size."""
    (core,) = mixing_flop_per_token(usual, sequence_length)
    return training_compute_with_attention.of(active_parameters, tokens, core)


def hardware_compute(training_compute: Quantity, described: DescribedShape | None, how: Recomputation) -> Quantity:
    """The hardware's work [FLOP] with recomputation, from the training compute that its derivation explains.

    Full recomputation repeats the layers' forward pass, not the output head's; selective repeats the attention core.
    Without a shape every parameter counts as a layer's, and selective recomputation, unknown then, as none.
    """
    known = {quantity.name: quantity for quantity in derivation(training_compute)}
    mixing: Terms = [
        (known[name],) for name in ("attention_core_flop_per_token", "scan_flop_per_token") if name in known
    ]
    forward = _constant("forward_flop_per_parameter_token", 2.0, KAPLAN_2020)
    if how == "selective":
        terms = mixing[:1]
    elif described is None:
        terms = [(forward, known["active_parameters"]), *mixing]
    else:
        terms = [*((forward, *weights) for weights in layer_terms(described)), *mixing]
    if not terms:
        return training_compute
    repeated = total("recomputed_flop_per_token", KORTHIKANTI_2022, *terms)
    return hardware_equation.of(training_compute, repeated, known["tokens"])


def mixing_flop_per_token(described: DescribedShape, sequence_length: Quantity) -> list[Quantity]:
    """Forward work between tokens [FLOP/token]: the attention core, the scan of linear layers, whichever there is."""
    shape = described.shape
    parts = []
    if shape.attention_layers:
        parts.append(_core(described, sequence_length))
    if shape.linear_layers:
        value, reason = _SCAN_FLOP[shape.linear_kind]
        parts.append(described.apply(scan_flop_per_token, Quantity("scan_flop", value, Assumed(reason))))
    return parts


def _core(described: DescribedShape, sequence_length: Quantity) -> Quantity:
    shape = described.shape
    if shape.kv_rank:
        return described.apply(latent_core_flop_per_token, sequence_length)
    if shape.window_layers and shape.window < sequence_length.value:
        seen = described.apply(window_context, sequence_length)
        return described.apply(window_core_flop_per_token, sequence_length, seen)
    return described.apply(attention_core_flop_per_token, sequence_length)


def _constant(name: str, value: float, source: Source) -> Quantity:
    return Quantity(name, value, Assumed(term(name).meaning, source))


def _beside_coefficient(beside: Quantity) -> Quantity:
    if beside.name == "adapter_parameters":
        return _constant("flop_per_parameter_token", 6.0, HU_2021)
    return _constant("forward_flop_per_parameter_token", 2.0, KAPLAN_2020)
