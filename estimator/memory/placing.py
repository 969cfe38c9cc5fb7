"""Whether the accelerators asked for hold the run, and how it would be laid out over them."""

from collections.abc import Iterator

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Given, Quantity
from estimator.compute.workload import sequence_length, shape_or_usual
from estimator.memory.fit import Fit, fit
from estimator.memory.layout import best_layout
from estimator.memory.workload import Workload
from estimator.request import Request
from estimator.run.machine import Machine
from estimator.run.subject import Subject

# Bytes for each weight beyond which any run fits: states of 18 and as much again for activations and framework.
_PLENTY = 40


def placing(request: Request, trained: Subject, trains: Machine, *, searched: bool) -> Fit | None:
    """What fits; without `searched` only where it does not, and None where it does or nothing was asked."""
    count = request.accelerators
    held = count is not None and count * trains.accelerator.memory.value > _PLENTY * trained.parameters.value
    if not searched and (count is None or held):
        return None
    batch = request.batch_tokens
    workload = Workload(
        described=shape_or_usual(trained),
        parameters=trained.parameters,
        sequence_length=sequence_length(request, trained),
        precision=trains.precision,
        method=request.method or "pretrain",
        batch_tokens=Quantity("batch_tokens", batch, Given("batch")) if batch else None,
        recompute=request.recompute,
    )
    if not searched and count is not None and best_layout(workload, trains.accelerator, count):
        return None
    return fit(workload, trains.accelerator, count)


def placing_doubts(found: Fit | None, name: str) -> Iterator[Doubt]:
    """A run that the accelerators asked for cannot hold, with what would."""
    if found and ((found.asked and found.layout is None) or found.smallest is None):
        yield Doubt("does_not_fit", found.sentence(name))
