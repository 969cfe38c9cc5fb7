"""What a layout's memory and time follow from and no layout changes: the model's counts, its work, the device."""

from estimator.calculation.papers import KORTHIKANTI_2022
from estimator.calculation.quantity import Assumed, Quantity, derivation
from estimator.calculation.total import total
from estimator.catalogue.entries import Accelerator
from estimator.compute.work import exact_compute, mixing_flop_per_token
from estimator.equations import activations, placement
from estimator.equations.parameters import embedding_parameters
from estimator.memory.assumptions import EXPOSED_SHARE, UNMEASURED_CEILING, USABLE_SHARE, framework_memory
from estimator.request import Recompute
from estimator.run.described import DescribedShape
from estimator.run.run import Run


def known(run: Run) -> dict[str, Quantity]:
    """All that a layout's equations need and that does not depend on the layout, by vocabulary name."""
    given = [*_model(run), _work(run), *_device(run), run.parameters, run.batch_tokens, run.sequence_length]
    given += [framework_memory(run.accelerator.memory.value), run.accelerators, USABLE_SHARE, EXPOSED_SHARE]
    return {quantity.name: quantity for quantity in given}


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


def _model(run: Run) -> list[Quantity]:
    described, shape = run.shape, run.shape.shape
    found = [described.count(name) for name in ("layers", "width", "vocabulary")]
    matrices = Quantity("embedding_matrices", 1.0 if shape.tied_embeddings else 2.0, described.origin)
    found += [described.apply(embedding_parameters, matrices), matrices, *_stored(described)]
    if run.is_sparse:
        found += [described.apply(placement.routed_parameters), described.count("experts_per_token")]
    return found + ([run.adapter_parameters] if run.adapter_parameters else [])


def _work(run: Run) -> Quantity:
    """The work of one token."""
    one_token = Quantity("tokens", 1.0, Assumed("the work of one token"))
    compute = exact_compute(run.shape, one_token, run.sequence_length, method=run.method, beside=run.adapter_parameters)
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


def _device(run: Run) -> list[Quantity]:
    """The accelerator's capacity and speed at the run's precision."""
    return [
        run.accelerator.memory.quantity("memory_capacity"),
        run.peak_throughput,
        matmul_ceiling(run.accelerator, run.precision),
    ]


def matmul_ceiling(accelerator: Accelerator, precision: str) -> Quantity:
    """The throughput that matrix products reach [FLOP/s]: as measured, else a usual share of the peak."""
    measured = accelerator.matmul_ceiling.get(precision)
    if measured:
        return measured.quantity("matmul_ceiling")
    reason = "no matrix product was measured: three quarters of the peak, as accelerators reach that were"
    return Quantity("matmul_ceiling", UNMEASURED_CEILING * accelerator.peak[precision].value, Assumed(reason))
