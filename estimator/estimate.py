"""The calculation, top to bottom: it reads like the answer."""

import datetime
from collections.abc import Callable, Mapping
from functools import cache, partial

from msgspec import Struct

from estimator import checks
from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Given, Quantity
from estimator.calculation.uncertainty import Spread, spread
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.compute.sampling import sampling_hours
from estimator.compute.training import recomputed, simple_compute, training_compute
from estimator.equations import throughput
from estimator.memory.fit import Fit, fit
from estimator.memory.given import is_given
from estimator.memory.instead import that_fit
from estimator.memory.placing import fit_doubts, settled
from estimator.money.deadlines import Moved, nine_in_ten, week_more_or_less
from estimator.money.power import power
from estimator.money.prices import PricedRun, priced_runs
from estimator.money.schedule import in_time, schedule
from estimator.money.spending import spending
from estimator.neighbours import Neighbour, nearest
from estimator.request import Request
from estimator.run.by_team import told, with_team_defaults
from estimator.run.run import Run, run_of
from estimator.tuned import Tuned, tuned
from estimator.unforeseen import refusing_overflow
from estimator.utilization import Utilization, mfu_of, utilization

ANSWER = (
    "parameters",
    "tokens",
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
# what a reader chooses: the range of the cost is that of the hours at this price, with these overheads, on this fleet
CHOSEN = ("price", "overhead", "accelerators")
# what part of these runs trains is not what published runs spent their hours on
_UNLIKE_PUBLISHED = frozenset({"grpo", "distill"})


class Estimate(Struct, frozen=True, eq=False):
    """An answered request: the answer by name, every step behind it, doubts, and the nearest published runs.

    `answer` holds a quantity for each name in ANSWER, or None where it does not apply. `steps` lists every quantity
    once, inputs first. `drivers` names the inputs that make the range of the cost (without a price: of the hours)
    wide, widest first, with their share of its variance. `price_basis` says whose price it is, on which terms and
    from when, `prices` what the run costs at this price and at others; `place` whose electricity. `fit` says how
    the run is laid out, where that was searched, `moved` what other deadlines take where one sets the accelerators, and
    `nine_in_ten` how many make the deadline in nine of ten runs.
    `tuned` works out what a tuned stack would take, `instead` what fits where the accelerators do not hold the run.
    """

    run: Run
    answer: Mapping[str, Quantity | None]
    ranged: Spread
    doubts: tuple[Doubt, ...]
    neighbours: tuple[Neighbour, ...]
    drivers: tuple[tuple[str, float], ...]
    price_basis: str
    prices: tuple[PricedRun, ...]
    place: str
    fit: Fit | None
    moved: tuple[Moved, ...]
    nine_in_ten: int | None
    tuned: Callable[[], Tuned | None]
    instead: Callable[[], tuple[Request, ...]]

    @property
    def steps(self) -> tuple[Quantity, ...]:
        """Every quantity once, inputs first."""
        return tuple(self.ranged.steps.values())

    @property
    def request(self) -> Request:
        """What was asked."""
        return self.run.request

    @property
    def as_of(self) -> datetime.date:
        """The day of the facts."""
        return self.run.as_of

    @property
    def accelerator(self) -> Accelerator:
        """What the run is on."""
        return self.run.accelerator


@refusing_overflow
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
    day = request.as_of or today
    asked = run_of(with_team_defaults(request, catalogue, day), catalogue, day)
    hours_on = _hours_on(asked, catalogue)
    needed = in_time(asked, hours_on)
    settled_run = settled(asked if asked.has_given_count or needed is None else needed)
    run = settled_run.run
    trained = _trained(run, catalogue)
    compute, hours = trained.compute, trained.hours
    beside = [work for work in (simple_compute(run), recomputed(run, compute)) if work]
    speed = throughput.token_throughput.of(trained.achieved, compute, run.tokens)
    timed = schedule(run, hours, needed)
    spent = spending(run, hours, catalogue)
    electricity = power(run, hours, catalogue)
    found = fit(run) if layout or is_given(run) else None
    memory = [found.shown.memory] if found and found.shown else []
    results = [hours, speed, *beside, *timed.quantities, *spent.quantities, *electricity.quantities, *memory]
    ranged = spread(results, CHOSEN)
    ranged_hours = ranged.quantity("accelerator_hours")
    return Estimate(
        run=run,
        answer={name: ranged.get(name) for name in ANSWER},
        ranged=ranged,
        doubts=(
            *doubts,
            *told(run.request),
            *run.doubts,
            *(checks.mfu_doubts(trained.used.mfu, run) or trained.used.doubts),
            *checks.sampled(run),
            *checks.read_from_configuration(run.model),
            *checks.total_instead_of_active(run, catalogue),
            *timed.doubts,
            *fit_doubts(settled_run),
            *spent.doubts,
            *checks.unverified(ranged.trace.facts),
        ),
        neighbours=() if run.method in _UNLIKE_PUBLISHED else nearest(run, hours, catalogue),
        drivers=ranged.drivers("compute_cost" if spent.compute_cost else "accelerator_hours"),
        price_basis=spent.basis,
        prices=priced_runs(run, ranged_hours, spent.used, catalogue) if spent.used else (),
        place=electricity.place,
        fit=found,
        moved=tuple(week_more_or_less(asked, hours_on)),
        nine_in_ten=nine_in_ten(asked, ranged_hours, hours_on),
        tuned=partial(tuned, run, trained.used, hours, spent.compute_cost, catalogue),
        instead=tuple if settled_run.fits else partial(that_fit, settled_run, catalogue),
    )


def hours_of(run: Run, catalogue: Catalogue) -> float:
    """The accelerator-hours of a run as a plain number, for a search that tries many."""
    compute = training_compute(run)
    achieved = throughput.achieved_throughput(run.peak_throughput.value, mfu_of(run, compute, catalogue))
    sampled = sampling_hours(run)
    beside = sampled.value if sampled else 0.0
    if goodput := run.request.goodput:
        return throughput.accelerator_hours_with_goodput(compute.value, achieved, goodput) + beside
    return throughput.accelerator_hours(compute.value, achieved) + beside


class _Trained(Struct, frozen=True):
    """From work to hours: what a run computes, how well, and how long that takes one accelerator."""

    compute: Quantity
    used: Utilization
    achieved: Quantity
    hours: Quantity


def _trained(run: Run, catalogue: Catalogue) -> _Trained:
    compute = training_compute(run)
    used = utilization(run, compute, catalogue)
    achieved = throughput.achieved_throughput.of(run.peak_throughput, used.mfu)
    return _Trained(compute, used, achieved, _hours(run, compute, achieved))


def _hours_on(run: Run, catalogue: Catalogue) -> Callable[[int], float]:
    """The hours of a run by how many accelerators are tried for its deadline: other deadlines try the same again."""
    return cache(lambda count: hours_of(settled(run.on(count, "tried for a deadline")).run, catalogue))


def _hours(run: Run, compute: Quantity, achieved: Quantity) -> Quantity:
    said = run.request.goodput
    goodput = [Quantity("goodput", said, Given("goodput"))] if said else []
    if sampled := sampling_hours(run):
        if goodput:
            return throughput.accelerator_hours_with_sampling_and_goodput.of(compute, achieved, *goodput, sampled)
        return throughput.accelerator_hours_with_sampling.of(compute, achieved, sampled)
    if goodput:
        return throughput.accelerator_hours_with_goodput.of(compute, achieved, *goodput)
    return throughput.accelerator_hours.of(compute, achieved)
