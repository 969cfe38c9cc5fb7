"""The calculation, top to bottom: it reads like the answer."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from estimator import checks
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Model
from estimator.doubt import Doubt
from estimator.equations import throughput
from estimator.fit import Fit
from estimator.machine import Machine, machine
from estimator.neighbours import Likeness, Neighbour, nearest
from estimator.placing import placing, placing_doubts
from estimator.power import power
from estimator.quantity import Given, Quantity
from estimator.request import Request
from estimator.schedule import schedule
from estimator.spending import spending
from estimator.subject import Subject, subject, subject_name
from estimator.uncertainty import spread
from estimator.utilization import utilization
from estimator.workload import recomputed, short_cut, workload

ANSWER = (
    "training_compute",
    "simple_compute",
    "hardware_compute",
    "mfu",
    "token_throughput",
    "accelerator_hours",
    "accelerators_needed",
    "wall_clock",
    "price",
    "compute_cost",
    "total_cost",
    "budget_left",
    "energy",
    "emissions",
    "electricity_cost",
    "memory_per_accelerator",
)


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """An answered request: the answer by name, every step behind it, doubts, and the nearest published runs.

    `answer` holds a quantity for each name in ANSWER, or None where it does not apply. `steps` lists every quantity
    once, inputs first. `drivers` names the inputs that make the range of the cost (without a price: of the hours)
    wide, widest first, with their share of its variance. `price_basis` says whose price it is, on which terms and
    from when; `place` whose electricity. `fit` says how the run is laid out, where that was searched.
    """

    request: Request
    as_of: datetime.date
    accelerator: Accelerator
    precision: str
    model: Model | None
    answer: Mapping[str, Quantity | None]
    steps: tuple[Quantity, ...]
    doubts: tuple[Doubt, ...]
    neighbours: tuple[Neighbour, ...]
    drivers: tuple[tuple[str, float], ...]
    price_basis: str
    place: str
    fit: Fit | None


def estimate(
    request: Request,
    catalogue: Catalogue,
    today: datetime.date,
    doubts: tuple[Doubt, ...] = (),
    *,
    layout: bool = False,
) -> Estimate:
    """Answer a request from the catalogue, as of the request's date or today.

    `doubts` are those that reading the request's text raised. With `layout` the parallel layout is searched, which
    takes up to 50 ms, and memory is answered. Raises RequestError for what cannot be answered.
    """
    as_of = request.as_of or today
    trained = subject(request, catalogue)
    trains = machine(request, catalogue)
    compute = workload(request, trained)
    used = utilization(request, trained, trains, compute, catalogue, as_of)
    achieved = throughput.achieved_throughput.of(trains.peak_throughput, used.mfu)
    hours = _hours(request, compute, achieved)
    beside = [work for work in (short_cut(request, trained), recomputed(request, trained, compute)) if work]
    speed = throughput.token_throughput.of(achieved, compute, trained.tokens)
    timed = schedule(request, hours)
    spent = spending(request, trains.accelerator.id, hours, catalogue, as_of)
    drawn = power(request, trains.accelerator, hours, catalogue)
    placed = placing(request, trained, trains, searched=layout)
    memory = [placed.best.memory] if layout and placed and placed.best else []
    ranged = spread([hours, speed, *beside, *timed.quantities, *spent.quantities, *drawn.quantities, *memory])
    steps = tuple(ranged.steps.values())
    return Estimate(
        request=request,
        as_of=as_of,
        accelerator=trains.accelerator,
        precision=trains.precision,
        model=trained.model,
        answer={name: ranged.steps.get(name) for name in ANSWER},
        steps=steps,
        doubts=(
            *doubts,
            *trains.doubts,
            *(checks.mfu_doubts(used.mfu, trains) or used.doubts),
            *checks.read_from_configuration(trained.model),
            *checks.total_instead_of_active(trained, catalogue.sparse_models),
            *timed.doubts,
            *placing_doubts(placed, subject_name(trained)),
            *spent.doubts,
            *checks.unverified(steps),
        ),
        neighbours=nearest(_likeness(request, trained, trains), catalogue.runs_with_accelerators),
        drivers=ranged.drivers("compute_cost" if spent.compute_cost else "accelerator_hours"),
        price_basis=spent.basis,
        place=drawn.place,
        fit=placed if layout else None,
    )


def _hours(request: Request, compute: Quantity, achieved: Quantity) -> Quantity:
    if request.goodput:
        goodput = Quantity("goodput", request.goodput, Given("goodput"))
        return throughput.accelerator_hours_with_goodput.of(compute, achieved, goodput)
    return throughput.accelerator_hours.of(compute, achieved)


def _likeness(request: Request, trained: Subject, trains: Machine) -> Likeness:
    return Likeness(
        accelerator=trains.accelerator,
        active_parameters=trained.passed_parameters.value,
        tokens=trained.tokens.value,
        is_sparse=trained.active_parameters is not None,
        phase=request.method or "pretrain",
    )
