"""The calibration: it reproduces the committed numbers, and judges only on runs that a fit has not seen."""

import tomllib
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")
pytest.importorskip("scipy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")

from calibration import out_of_sample  # noqa: E402 - after the check that its libraries are there
from calibration.fit import CATALOGUE, published_runs, step_rows  # noqa: E402 - the same
from calibration.measurements import Measurement, measurements  # noqa: E402 - the same
from calibration.out_of_sample import Miss, left_out, submitter  # noqa: E402 - the same
from calibration.ranges import quantile  # noqa: E402 - the same
from calibration.step_model import NAMES, Fit, fit  # noqa: E402 - the same
from calibration.whole_run import level, step_logs  # noqa: E402 - the same
from calibration.writing import effects_text  # noqa: E402 - the same


@pytest.fixture(scope="module")
def model() -> Fit:
    return fit(step_rows(measurements()))


def test_a_refit_reproduces_the_committed_coefficients_and_level(model: Fit):
    committed = tomllib.loads((Path(CATALOGUE) / "assumptions" / "utilization.toml").read_text(encoding="utf-8"))
    for name, value in zip(NAMES, model.coefficients, strict=True):
        assert value == pytest.approx(committed[name]["value"], abs=2e-3), name
    runs = published_runs(measurements())
    assert level(runs, step_logs(model, runs)) == pytest.approx(committed["keep_log"]["value"], abs=2e-3)


def test_the_committed_shifts_are_those_of_the_fit(model: Fit):
    committed = tomllib.loads((Path(CATALOGUE) / "evidence" / "utilization_effects.toml").read_text(encoding="utf-8"))
    refitted = tomllib.loads(effects_text(model))
    for component, shifts in committed.items():
        assert refitted[component] == pytest.approx(shifts, abs=2e-3), component


def test_no_run_is_judged_by_a_fit_that_has_seen_its_submitter(model: Fit, monkeypatch: pytest.MonkeyPatch):
    rows = step_rows(measurements())
    fitted_on: list[set[str]] = []

    def watched(kept: list[Measurement], start: np.ndarray, passes: int) -> Fit:
        fitted_on.append({row.group for row in kept})
        return fit(kept, start, passes)

    monkeypatch.setattr(out_of_sample, "fit", watched)
    misses = left_out(rows, "tuned", lambda row: row.group if row.group in {"AMD", "Nebius"} else "others", model)
    assert {miss.row.group for miss in misses} == {row.group for row in rows if row.practice == "tuned"}
    assert "AMD" not in fitted_on[0]
    assert "Nebius" not in fitted_on[1]
    assert submitter(misses[0].row) == misses[0].row.group


def test_the_quantile_holds_four_fifths_of_the_misses():
    row = measurements()[0]
    misses = [Miss(row, log, 1.0) for log in np.linspace(-1, 1, 101)]
    half = quantile(misses)
    assert 0.8 <= np.mean([abs(miss.log) <= half for miss in misses]) < 0.85
