"""The work of a request: exact for a known shape, 6·N·D for a bare parameter count."""

from estimator.calculation.quantity import Assumed, Fact, Given, Quantity
from estimator.compute.work import Variant, bare_compute, exact_compute, hardware_compute
from estimator.equations import compute
from estimator.request import Request
from estimator.run.described import DescribedShape
from estimator.run.subject import Subject
from estimator.run.usual_adapter import usual_adapter
from estimator.run.usual_shape import usual_shape, usual_sparse_shape

USUAL_SEQUENCE = 4096
LONG_SEQUENCE = 8192


def workload(request: Request, trained: Subject) -> Quantity:
    """Training compute [FLOP] of a request, with its derivation.

    Without a known shape, the attention of sequences up to LONG_SEQUENCE is left to 6·N·D, as the field does.
    """
    shape = known_shape(trained)
    if shape:
        return _exact(request, trained, shape)
    if request.method in (None, "pretrain", "finetune") and (request.sequence_length or 0) > LONG_SEQUENCE:
        active = _renamed(trained.passed_parameters, "active_parameters")
        return bare_compute(active, trained.tokens, sequence_length(request, trained), shape_or_usual(trained))
    return _by_parameters(request, trained)


def short_cut(request: Request, trained: Subject) -> Quantity | None:
    """6·N·D [FLOP] to compare an exact count with; None where it is the count itself, or a method has another."""
    if known_shape(trained) is None or request.method not in (None, "pretrain", "finetune"):
        return None
    return compute.simple_compute.of(_renamed(trained.passed_parameters, "active_parameters"), trained.tokens)


def recomputed(request: Request, trained: Subject, counted: Quantity) -> Quantity | None:
    """What the hardware does [FLOP] when it recomputes activations, which counts towards HFU and not towards MFU.

    None where nothing is recomputed, or where the parts that are recomputed were not counted.
    """
    if request.recompute not in ("selective", "full") or request.method not in (None, "pretrain", "finetune"):
        return None
    done = hardware_compute(counted, shape_or_usual(trained), request.recompute)
    return None if done is counted else done


def known_shape(trained: Subject) -> DescribedShape | None:
    """The published shape, when the model was named and its size not overridden."""
    model = trained.model
    if model is None or model.shape is None or isinstance(trained.parameters.origin, Given):
        return None
    return DescribedShape.of(model.shape, model.shape_source or "the shape that its makers published")


def shape_or_usual(trained: Subject) -> DescribedShape:
    """The published shape, or the usual one for the size."""
    if known := known_shape(trained):
        return known
    if trained.active_parameters:
        return usual_sparse_shape(trained.parameters.value, trained.active_parameters.value)
    return usual_shape(trained.parameters.value)


def trained_sequence(request: Request, trained: Subject) -> float | None:
    """The training sequence where it is known: as given, or as published for the model."""
    return request.sequence_length or (trained.model.sequence_length if trained.model else None)


def sequence_length(request: Request, trained: Subject) -> Quantity:
    """The training sequence: as given, as published for the model, or a usual length."""
    if request.sequence_length:
        return Quantity("sequence_length", request.sequence_length, Given("seq"))
    model = trained.model
    if model and model.sequence_length:
        origin = Fact(model.shape_source) if model.shape_source else Assumed("the length that it was published with")
        return Quantity("sequence_length", model.sequence_length, origin)
    context = model.shape.context if model and model.shape else 0
    length = min(USUAL_SEQUENCE, context or USUAL_SEQUENCE)
    return Quantity("sequence_length", length, Assumed("a usual length of pre-training sequences"))


def _exact(request: Request, trained: Subject, shape: DescribedShape) -> Quantity:
    method: Variant = request.method or "pretrain"
    beside = (
        usual_adapter(shape, _renamed(trained.passed_parameters, "active_parameters")) if method == "lora" else None
    )
    return exact_compute(shape, trained.tokens, sequence_length(request, trained), method=method, beside=beside)


def _by_parameters(request: Request, trained: Subject) -> Quantity:
    passed = trained.passed_parameters
    match request.method:
        case "lora":
            active = _renamed(passed, "active_parameters")
            adapter = usual_adapter(shape_or_usual(trained), active)
            return compute.adapter_training_compute.of(active, adapter, trained.tokens)
        case "dpo":
            reference = Quantity("reference_parameters", passed.value, Assumed("the reference is the model itself"))
            return compute.reference_training_compute.of(
                _renamed(passed, "active_parameters"), reference, trained.tokens
            )
        case _:
            if trained.active_parameters:
                return compute.sparse_training_compute.of(trained.active_parameters, trained.tokens)
            return compute.training_compute.of(trained.parameters, trained.tokens)


def _renamed(quantity: Quantity, name: str) -> Quantity:
    return Quantity(name, quantity.value, quantity.origin, quantity.low, quantity.high)
