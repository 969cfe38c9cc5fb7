"""What a layout's memory and time follow from and no layout changes: the model's counts, its work, the device."""

from functools import lru_cache

from estimator.calculation.papers import KORTHIKANTI_2022
from estimator.calculation.quantity import Assumed, Quantity, derivation
from estimator.calculation.total import total
from estimator.catalogue.entries import Accelerator, Figure
from estimator.compute.work import exact_compute, mixing_flop_per_token
from estimator.equations import activations, memory, parallelism, placement
from estimator.equations.parameters import embedding_parameters
from estimator.memory.assumptions import (
    EXPOSED_SHARE,
    UNMEASURED_CEILING,
    USABLE_SHARE,
    adapter_bytes,
    addressable_share,
    framework_memory,
)
from estimator.request import Recompute
from estimator.run.described import DescribedShape
from estimator.run.run import Run

Known = dict[str, Quantity]


def known_for_memory(run: Run) -> Known:
    """All that the memory of a layout needs and that does not depend on the layout, by vocabulary name."""
    device = run.accelerator
    given = [*_counts(run.shape), *_memory(device.memory, device.memory_bandwidth)]
    given += [run.parameters, run.batch_tokens, run.sequence_length]
    if run.teacher:
        given.append(run.teacher)
    if run.adapter_parameters:
        given += [run.adapter_parameters, adapter_bytes(run.optimizer)]
    return {quantity.name: quantity for quantity in given}


def known_for_time(run: Run) -> Known:
    """What the time of a step needs besides: the work, the accelerators and their speed, by vocabulary name."""
    work = _work(run)
    given = [work, parallelism.step_compute.of(work, run.batch_tokens), run.accelerators, run.peak_throughput]
    given += [matmul_ceiling(run.accelerator, run.precision), EXPOSED_SHARE]
    return {quantity.name: quantity for quantity in given}


def quantised_weight(found: Known) -> Known:
    """Bytes of a weight whose model is kept in 4 bits."""
    mean = memory.quantised_weight_bytes.of(found["parameters"], found["embedding_parameters"])
    return {mean.name: mean}


def forward_repeats(run: Run, recompute: Recompute) -> Quantity:
    """Forward work repeated, as a share of the training work: a third with full recomputation."""
    if recompute == "none":
        return Quantity("forward_repeats", 0.0, Assumed("nothing is computed twice"))
    if recompute == "full":
        return Quantity("forward_repeats", 1 / 3, Assumed("the layers' forward pass once more", KORTHIKANTI_2022))
    core = sum(part.value for part in mixing_flop_per_token(run.shape, run.sequence_length)[:1])
    return Quantity(
        "forward_repeats", core / _work(run).value, Assumed("the attention core once more", KORTHIKANTI_2022)
    )


@lru_cache(maxsize=256)
def _counts(described: DescribedShape) -> tuple[Quantity, ...]:
    """The counts of a shape, and the sums over its layers."""
    shape = described.shape
    found = [described.count(name) for name in ("layers", "width", "vocabulary")]
    matrices = Quantity("embedding_matrices", 1.0 if shape.tied_embeddings else 2.0, described.origin)
    found += [described.apply(embedding_parameters, matrices), matrices, *_stored(described)]
    if shape.expert_layers:
        found.append(described.apply(placement.routed_parameters))
        found += [described.count(name) for name in ("expert_layers", "experts_per_token")]
    return tuple(found)


def _work(run: Run) -> Quantity:
    """The work of one token."""
    one_token = Quantity("tokens", 1.0, Assumed("the work of one token"))
    compute = exact_compute(
        run.shape, one_token, run.sequence_length, method=run.method, beside=run.adapter_parameters or run.teacher
    )
    return next(step for step in derivation(compute) if step.name == "flop_per_token")


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


@lru_cache(maxsize=256)
def _memory(labelled: Figure, bandwidth: Figure | None) -> tuple[Quantity, ...]:
    """What an accelerator can hold."""
    capacity = memory.memory_capacity.of(labelled.quantity("labelled_memory"), addressable_share(bandwidth))
    usable = memory.usable_memory.of(USABLE_SHARE, capacity)
    return (capacity, usable, framework_memory(labelled.value))


def matmul_ceiling(accelerator: Accelerator, precision: str) -> Quantity:
    """The throughput that matrix products reach [FLOP/s]: as measured, else a usual share of the peak."""
    measured = accelerator.matmul_ceiling.get(precision)
    if measured:
        return measured.quantity("matmul_ceiling")
    reason = "no matrix product was measured: three quarters of the peak, as accelerators reach that were"
    return Quantity("matmul_ceiling", UNMEASURED_CEILING * accelerator.peak[precision].value, Assumed(reason))
