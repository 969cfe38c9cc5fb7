"""Ranges for groups that nobody has seen."""

from dataclasses import replace

import pytest

np = pytest.importorskip("numpy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")
pytest.importorskip("scipy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")

from calibration.measurements import measurements  # noqa: E402 - after the check that its libraries are there
from calibration.out_of_sample import Miss  # noqa: E402 - the same
from calibration.ranges import held, quantile, raised_level, raised_quantile  # noqa: E402 - the same


def misses(logs_by_group: dict[str, list[float]]) -> list[Miss]:
    row = measurements()[0]
    return [Miss(replace(row, group=group), log, 1.0) for group, logs in logs_by_group.items() for log in logs]


def test_runs_of_a_group_that_miss_alike_raise_the_level() -> None:
    steady = {f"group {number}": [0.01 * number] * 3 for number in range(30)}
    found = misses({**steady, "wild": [0.25] * 12, "wilder": [0.28] * 12})
    assert held(found, 0.8) < 0.8
    assert raised_level(found) > 0.8
    assert held(found, raised_level(found)) >= 0.8
    assert raised_quantile(found) > quantile(found)


def test_a_level_that_holds_already_stays() -> None:
    found = misses({f"group {number}": [value] for number, value in enumerate(np.linspace(-1, 1, 101))})
    assert raised_level(found) == pytest.approx(0.8, abs=0.011)
