"""An accelerator that the catalogue does not have, as its owner describes it: `peak=71 memory=48GB price=0.3`."""

from collections.abc import Mapping

from msgspec.structs import replace

from estimator.calculation.quantity import Source
from estimator.catalogue.entries import Accelerator, Figure
from estimator.errors import RequestError
from estimator.request import Request

OWN = "own"
_SAID = Source("your description of it", None, None)


def with_own_memory(request: Request, known: Accelerator) -> Accelerator:
    """A known accelerator with the memory that the request gives it, if any."""
    return replace(known, memory=Figure(request.memory, _SAID)) if request.memory else known


def own_accelerator(request: Request, like: Accelerator) -> Accelerator | None:
    """The accelerator that a request describes by peak and memory without naming one; None when it does not.

    What was not said is unknown, and nodes are as those of `like`. Raises RequestError for a memory without a peak.
    """
    if request.accelerator or not request.memory:
        return None
    if not request.peak_throughput:
        message = "I need the peak of your accelerator beside its memory."
        raise RequestError(message, "Add it in TFLOP/s, for example `peak=71`, or name one.", field="peak_throughput")
    peak: Mapping[str, Figure] = {request.precision or "bf16": Figure(request.peak_throughput, _SAID)}
    return replace(
        like,
        id=OWN,
        name="your accelerator",
        vendor="",
        architecture="",
        form="",
        aliases=(),
        bare_names=(),
        peak=peak,
        sparse_peak={},
        memory=Figure(request.memory, _SAID),
        memory_bandwidth=None,
        board_power=None,
        matmul_ceiling={},
        link_bandwidth=None,
        network_bandwidth=None,
        slice_unit="",
        checked_against=(),
        note="",
    )
