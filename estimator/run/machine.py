"""What trains: the accelerator, the precision, and its dense peak at that precision."""

from msgspec import Struct

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Figure, Model
from estimator.errors import RequestError
from estimator.request import Request
from estimator.run.own_accelerator import own_accelerator, with_own_memory

DEFAULT_ACCELERATOR = "h100-sxm"
_PRECISIONS_BY_PREFERENCE = ("bf16", "fp16", "tf32", "fp32")
_SPARSE_TOLERANCE = 0.02


class Machine(Struct, frozen=True):
    """An accelerator at a precision, with the doubts that choosing it raised."""

    accelerator: Accelerator
    precision: str
    peak_throughput: Quantity
    doubts: tuple[Doubt, ...]


def machine(request: Request, model: Model | None, catalogue: Catalogue) -> Machine:
    """The machine of a request for a model. Raises RequestError for a precision that the accelerator does not have."""
    known = catalogue.accelerator(request.accelerator or DEFAULT_ACCELERATOR)
    own = own_accelerator(request, known)
    accelerator = own or with_own_memory(request, known)
    published = published_precision(request, model, accelerator)
    precision = request.precision or published or _usual_precision(accelerator)
    if precision not in accelerator.peak:
        has = ", ".join(accelerator.peak)
        raise RequestError(
            f"No {precision} peak of {accelerator.name} is known.", f"The catalogue has {has}.", field="precision"
        )
    doubts = [] if request.accelerator or own else [_assumed(accelerator)]
    doubts += [_as_published(model.name, published)] if model and published else []
    peak = accelerator.peak[precision].quantity("peak_throughput")
    if request.peak_throughput:
        doubts += _peak_doubts(request.peak_throughput, peak.value, accelerator.name, precision)
        peak = Quantity("peak_throughput", request.peak_throughput, Given("peak"))
    return Machine(accelerator, precision, peak, tuple(doubts))


def published_precision(request: Request, model: Model | None, accelerator: Accelerator) -> str | None:
    """The precision that a named model was pre-trained in, where the request leaves it open and the accelerator has it.

    None as well for another size or method than the published, and for a peak that was typed.
    """
    if model is None or model.training_precision is None or request.precision or request.peak_throughput:
        return None
    as_published = request.method in (None, "pretrain") and not request.parameters
    published = model.training_precision.value
    return published if as_published and published in accelerator.peak else None


def sixteen_bit_peak(accelerator: Accelerator) -> float:
    """The dense peak in bf16, or fp16 where there is no bf16, in FLOP/s."""
    return sixteen_bit_figure(accelerator).value


def sixteen_bit_figure(accelerator: Accelerator) -> Figure:
    """The same with its source."""
    return accelerator.peak.get("bf16") or accelerator.peak.get("fp16") or next(iter(accelerator.peak.values()))


def _usual_precision(accelerator: Accelerator) -> str:
    """The precision that training takes when nobody says one: FP8 and FP4 are not taken unasked."""
    if usual := next((name for name in _PRECISIONS_BY_PREFERENCE if name in accelerator.peak), None):
        return usual
    choices = " or ".join(f"`precision={name}`" for name in accelerator.peak)
    raise RequestError(
        f"No 16-bit peak of {accelerator.name} is known.", f"Say {choices} to calculate with that.", field="precision"
    )


def _assumed(accelerator: Accelerator) -> Doubt:
    return Doubt(
        "accelerator_assumed",
        f"You named no accelerator, so this is for {accelerator.name}. Name one to change that, for example `a100`.",
    )


def _as_published(name: str, precision: str) -> Doubt:
    return Doubt(
        "precision_assumed",
        f"In {precision.upper()}, as {name} was trained (`precision=bf16` for 16 bits).",
    )


def _peak_doubts(given: float, known: float, name: str, precision: str) -> list[Doubt]:
    if abs(given / (2 * known) - 1) <= _SPARSE_TOLERANCE:
        return [
            Doubt(
                "sparse_peak",
                f"{given / 1e12:g} TFLOP/s is what {name} reaches with structured sparsity. "
                f"Training is dense: {known / 1e12:g} TFLOP/s in {precision}.",
            )
        ]
    if abs(given / known - 1) > _SPARSE_TOLERANCE:
        return [
            Doubt(
                "peak_unlike_catalogue",
                f"{given / 1e12:g} TFLOP/s is not the dense {precision} peak of {name}: {known / 1e12:g} TFLOP/s.",
            )
        ]
    return []
