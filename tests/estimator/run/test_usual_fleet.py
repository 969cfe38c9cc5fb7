"""How many accelerators a run takes that does not say: a regression over published runs, which is shown as such."""

import math
import statistics
from collections.abc import Callable

from estimator import Estimate
from estimator.calculation.quantity import Assumed
from estimator.catalogue.catalogue import Catalogue
from estimator.run.usual import _FLEET, _FLEET_COMPUTE, _FLEET_GROWTH, _FLEET_SPREAD

Ask = Callable[[str], Estimate]


def test_the_usual_fleet_is_that_of_the_published_runs(catalogue: Catalogue) -> None:
    stated = [run for run in catalogue.runs if run.quality in "AB" and run.tokens and run.accelerators]
    work = [math.log(6 * (run.active_parameters or run.parameters) * run.tokens) for run in stated]
    fleets = [math.log(run.accelerators) for run in stated]
    slope, intercept = statistics.linear_regression(work, fleets)
    assert abs(slope - _FLEET_GROWTH) < 0.03
    assert 0.9 < math.exp(intercept + slope * math.log(_FLEET_COMPUTE)) / _FLEET < 1.1
    apart = [
        abs(fleet - math.log(_FLEET) - _FLEET_GROWTH * (one - math.log(_FLEET_COMPUTE)))
        for one, fleet in zip(work, fleets, strict=True)
    ]
    within = sum(one <= math.log(_FLEET_SPREAD) for one in apart) / len(apart)
    assert 0.78 <= within <= 0.85


def test_a_fleet_that_nobody_named_shows_its_source_and_range(asked: Ask) -> None:
    [fleet] = [step for step in asked("70B 2T a100").steps if step.name == "accelerators"]
    assert isinstance(fleet.origin, Assumed)
    assert fleet.origin.source
    assert (fleet.low, fleet.high) == (524, 3280)


def test_the_range_of_a_fleet_is_a_choice_and_widens_no_other(asked: Ask) -> None:
    found = asked("70B 2T a100")
    hours = found.answer["accelerator_hours"]
    said = asked(f"70B 2T {found.run.count}xa100").answer["accelerator_hours"]
    assert hours
    assert said
    assert (hours.low, hours.value, hours.high) == (said.low, said.value, said.high)
