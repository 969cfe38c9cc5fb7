"""Leaning on this very run, and on a team's own runs."""

import datetime

import pytest

from estimator import Request, estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.compute.training import training_compute
from estimator.run.run import Run, run_of
from estimator.utilization.expectation import Lean, expected_mfu
from estimator.utilization.features import Features
from estimator.utilization.fitted import Fitted, fitted_of
from estimator.utilization.leaning import OwnRun, lean_on_own, skill, very_run
from estimator.utilization.of_run import features_of

TODAY = datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("request_", "hours"),
    [
        (Request(model="llama-2-70b", accelerator="a100-80gb-sxm"), 1.720e6),
        (Request(model="llama-3.1-405b", accelerator="h100-sxm", accelerators=16384), 30.84e6),
        (Request(model="deepseek-v3", accelerator="h800-sxm", accelerators=2048, precision="fp8"), 2.664e6),
    ],
)
def test_a_published_run_takes_about_as_long_again(catalogue: Catalogue, request_: Request, hours: float) -> None:
    found = estimate(request_, catalogue, TODAY).answer["accelerator_hours"]
    assert found is not None
    assert found.value == pytest.approx(hours, rel=0.05)
    assert found.high / found.low < 1.5


def asked(catalogue: Catalogue, **said: object) -> Run:
    return run_of(Request(**{"model": "llama-2-70b", "accelerator": "a100-80gb-sxm", **said}), catalogue, TODAY)


def test_it_is_recognised_by_model_chip_tokens_and_precision(catalogue: Catalogue) -> None:
    runs = catalogue.runs_with_accelerators
    known = very_run(asked(catalogue), runs)
    assert known is not None
    assert known.id == "llama2-70b"
    for other in ({"accelerator": "h100-sxm"}, {"tokens": 2e11}, {"precision": "fp16"}, {"method": "lora"}):
        assert very_run(asked(catalogue, **other), runs) is None, other
    assert very_run(asked(catalogue, model=None, parameters=6.9e10, tokens=2e12), runs) is None


@pytest.fixture(scope="module")
def fitted(catalogue: Catalogue) -> Fitted:
    return fitted_of(catalogue)


@pytest.fixture(scope="module")
def run(catalogue: Catalogue) -> Features:
    found = asked(catalogue)
    return features_of(found, training_compute(found))


@pytest.mark.parametrize("log", [-0.5, -0.1, 0.1, 0.4])
def test_skill_moves_the_expectation_by_the_logarithm_asked_for(run: Features, fitted: Fitted, log: float) -> None:
    usual = expected_mfu(run, fitted).value
    moved = expected_mfu(run, fitted, Lean(skill(run, log, fitted), 0.1))
    assert moved.value / usual == pytest.approx(2.718281828**log, rel=0.01)
    assert all(0 < value <= 1 for value in moved.factors.values())


def test_own_runs_pull_the_estimate_and_the_more_the_further(run: Features, fitted: Fitted) -> None:
    usual = expected_mfu(run, fitted)
    own = OwnRun(run, usual.value * 1.3)
    found = [expected_mfu(run, fitted, lean_on_own(run, [own] * count, fitted)) for count in (1, 3, 30)]
    values = [each.value for each in found]
    assert usual.value < values[0] < values[1] < values[2] < own.mfu
    widths = [each.high / each.low for each in found]
    assert widths[0] > widths[1] > widths[2]


def test_own_runs_that_do_as_expected_change_nothing(run: Features, fitted: Fitted) -> None:
    usual = expected_mfu(run, fitted).value
    found = expected_mfu(run, fitted, lean_on_own(run, [OwnRun(run, usual)] * 3, fitted))
    assert found.value == pytest.approx(usual, rel=0.005)


def test_one_odd_run_among_three_does_not_decide(run: Features, fitted: Fitted) -> None:
    usual = expected_mfu(run, fitted).value
    runs = [OwnRun(run, usual), OwnRun(run, usual * 1.01), OwnRun(run, usual / 3)]
    assert expected_mfu(run, fitted, lean_on_own(run, runs, fitted)).value == pytest.approx(usual, rel=0.02)
