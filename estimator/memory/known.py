"""What a layout's memory and time follow from and no layout changes: the model's counts, its work, the device."""

from collections.abc import Mapping
from functools import cache, lru_cache

from estimator.calculation.papers import KORTHIKANTI_2022
from estimator.calculation.quantity import Assumed, Quantity, derivation
from estimator.calculation.recipe import Recipe
from estimator.calculation.total import Total
from estimator.catalogue.entries import Accelerator, Figure
from estimator.catalogue.shape import Shape
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
    counts = {name: run.shape.count(name) for name in _of_shape(run.shape.shape).inputs}
    found = _of_shape(run.shape.shape).quantities(counts)
    return {**found, **{quantity.name: quantity for quantity in _beside_shape(run)}}


def numbers_for_memory(run: Run) -> dict[str, float]:
    """The same as plain numbers, for a search."""
    return {**_shape_numbers(run.shape), **{quantity.name: quantity.value for quantity in _beside_shape(run)}}


def _beside_shape(run: Run) -> list[Quantity]:
    device = run.accelerator
    given = [*_memory(device.memory, device.memory_bandwidth), run.parameters, run.batch_tokens, run.sequence_length]
    given += [run.teacher] if run.teacher else []
    return [*given, run.adapter_parameters, adapter_bytes(run.optimizer)] if run.adapter_parameters else given


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
def _shape_numbers(described: DescribedShape) -> Mapping[str, float]:
    recipe = _of_shape(described.shape)
    return recipe.numbers({name: described.number(name) for name in recipe.inputs})


def _work(run: Run) -> Quantity:
    """The work of one token."""
    one_token = Quantity("tokens", 1.0, Assumed("the work of one token"))
    compute = exact_compute(
        run.shape, one_token, run.sequence_length, method=run.method, beside=run.adapter_parameters or run.teacher
    )
    return next(step for step in derivation(compute) if step.name == "flop_per_token")


def _of_shape(shape: Shape) -> Recipe:
    """From a shape's counts to its embedding, its experts' weights, and the numbers that a token keeps."""
    kinds = ("attention_layers", "linear_layers", "feed_forward_layers", "expert_layers")
    return _of_kinds(tuple([kind for kind in kinds if getattr(shape, kind)]), latent=bool(shape.kv_rank))


@cache
def _of_kinds(kinds: tuple[str, ...], *, latent: bool) -> Recipe:
    values = {
        "attention_layers": activations.latent_attention_values if latent else activations.attention_values,
        "linear_layers": activations.linear_values,
        "feed_forward_layers": activations.feed_forward_values,
        "expert_layers": activations.expert_values,
    }
    layers = (("layers", "residual_values"), *((kind, values[kind].name) for kind in kinds))
    routed = (placement.routed_parameters,) if "expert_layers" in kinds else ()
    return Recipe(
        embedding_parameters,
        activations.residual_values,
        *(values[kind] for kind in kinds),
        Total("stored_values", layers, KORTHIKANTI_2022),
        activations.latent_kv_values if latent else activations.kv_values,
        *routed,
    )


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
