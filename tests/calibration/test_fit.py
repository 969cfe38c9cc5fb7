"""The calibration: it reproduces the committed numbers, and judges only on runs that a fit has not seen."""

import tomllib
from collections.abc import Sequence

import pytest

np = pytest.importorskip("numpy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")
pytest.importorskip("scipy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")

from calibration import left_out, ridge  # noqa: E402 - after the check that its libraries are there
from calibration.fitting import FREE, Fit, fit, predict  # noqa: E402 - the same
from calibration.measurements import Measurement, measurements, of_practice  # noqa: E402 - the same
from calibration.priors import PRIORS  # noqa: E402 - the same
from calibration.writing import DATA, changes  # noqa: E402 - the same
from estimator.utilization.features import Features  # noqa: E402 - the same
from estimator.utilization.fitted import COEFFICIENTS, LEVELS  # noqa: E402 - the same


@pytest.fixture(scope="module")
def rows() -> list[Measurement]:
    return measurements()


@pytest.fixture(scope="module")
def model(rows: list[Measurement]) -> Fit:
    return fit(rows)


def test_a_refit_reproduces_the_committed_coefficients(model: Fit) -> None:
    committed = tomllib.loads((DATA / COEFFICIENTS).read_text(encoding="utf-8"))
    for name in FREE:
        assert model.coefficients[name] == pytest.approx(committed[name]["value"], abs=2e-3, rel=2e-3), name


def test_the_committed_levels_are_those_of_the_fit(model: Fit) -> None:
    committed = tomllib.loads((DATA / LEVELS).read_text(encoding="utf-8"))
    for kind in ("chip", "precision", "stack"):
        found = {name: log for (own, name), log in model.levels.items() if own == kind}
        assert found == pytest.approx({name: log for name, (log, _) in committed[kind].items()}, abs=2e-3), kind


def test_coefficients_stay_within_their_limits(model: Fit) -> None:
    for name, value in model.coefficients.items():
        assert PRIORS[name].low <= value <= PRIORS[name].high + 1e-8, name
    assert all(log <= 1e-8 for (kind, _), log in model.levels.items() if kind == "stack")


def test_the_fit_explains_more_than_the_median_of_each_practice(rows: list[Measurement], model: Fit) -> None:
    found = predict(model, [row.features for row in rows])
    for practice in ("typical", "tuned", "step"):
        logs = np.array([row.mfu_log for row in rows if row.practice == practice])
        misses = logs - np.array([value for value, row in zip(found, rows, strict=True) if row.practice == practice])
        assert np.median(np.abs(misses)) < 0.75 * np.median(np.abs(logs - np.median(logs))), practice


def watching(seen: list[set[str]]) -> left_out.Model:
    def model(rows: Sequence[Measurement], runs: Sequence[Features]) -> np.ndarray:
        seen.append({row.identifier for row in rows})
        return ridge.constant(rows, runs)

    return model


def test_no_run_is_judged_by_a_fit_that_has_seen_its_group(rows: list[Measurement]) -> None:
    seen: list[set[str]] = []
    runs = of_practice(rows, "typical")
    misses = left_out.groups_left_out(rows, runs, left_out.group, watching(seen))
    assert {miss.row.identifier for miss in misses} == {row.identifier for row in runs}
    for known, group in zip(seen, sorted({row.group for row in runs}), strict=True):
        assert not known & {row.identifier for row in rows if row.group == group}


def test_the_view_by_time_knows_nothing_of_later_days(rows: list[Measurement]) -> None:
    seen: list[set[str]] = []
    misses = left_out.later_left_out(rows, of_practice(rows, "typical"), 2024.3, watching(seen))
    assert misses
    assert seen == [{row.identifier for row in rows if row.features.year < 2024.3}]
    assert all(miss.row.features.year >= 2024.3 for miss in misses)


def test_as_typed_forgets_layout_and_code_base(rows: list[Measurement]) -> None:
    row = next(row for row in rows if row.features.tensor and row.features.stack)
    typed = left_out.as_typed(row.features)
    assert typed.tensor is None
    assert typed.stack == ""
    assert typed.parameters == row.features.parameters


def test_changes_name_what_differs() -> None:
    assert list(changes({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}})) == ["a c: 2 → 3"]
    assert list(changes({"gone": 1}, {})) == ["gone: 1 → None"]
