"""Ranges for groups that nobody has seen."""

from dataclasses import replace

import pytest

np = pytest.importorskip("numpy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")
pytest.importorskip("scipy", reason="calibration needs numpy and scipy: pip install -r requirements-dev.txt")

from calibration.left_out import Miss  # noqa: E402 - the same
from calibration.measurements import measurements  # noqa: E402 - after the check that its libraries are there
from calibration.ranges import half_width, held, parts, quantile, raised_size, sizes  # noqa: E402 - the same
from calibration.scores import interval, median_error, size  # noqa: E402 - the same


def misses(logs_by_group: dict[str, list[float]]) -> list[Miss]:
    row = measurements()[0]
    return [Miss(replace(row, group=group, table=group), log) for group, logs in logs_by_group.items() for log in logs]


def test_runs_of_a_group_that_miss_alike_raise_the_level() -> None:
    steady = {f"group {number}": [0.01 * number] * 3 for number in range(30)}
    found = misses({**steady, "wild": [0.25] * 12, "wilder": [0.28] * 12})
    groups = sizes(found)
    assert held(groups, 0.8) < 0.8
    assert half_width(found) > size(found, 0.8) == quantile(groups, 0.8)


def test_a_level_that_holds_already_stays() -> None:
    found = misses({f"group {number}": [value] for number, value in enumerate(np.linspace(-1, 1, 101))})
    assert quantile(sizes(found), 0.8) == raised_size(sizes(found)) == pytest.approx(size(found, 0.8))


def test_the_range_allows_for_the_groups_that_happened_to_publish() -> None:
    few, many = (
        misses({str(group): [log] for group, log in enumerate(np.linspace(-1, 1, count))}) for count in (12, 1200)
    )
    assert half_width(few) - size(few, 0.8) > 3 * (half_width(many) - size(many, 0.8)) > 0


def test_the_range_follows_the_view_that_misses_more() -> None:
    good, bad = (
        misses({str(group): [log * scale] for group, log in enumerate(np.linspace(-1, 1, 50))}) for scale in (0.1, 0.3)
    )
    assert half_width(good, bad) == raised_size(sizes(bad)) > half_width(good)


def test_what_groups_have_in_common_is_told_from_what_is_a_run_s_own() -> None:
    alike = misses({"high": [0.3, 0.31, 0.29], "low": [-0.3, -0.31, -0.29]})
    team, alone = parts(alike)
    assert team == pytest.approx(0.3, abs=0.01)
    assert alone == pytest.approx(0.01, abs=0.001)


def test_few_groups_make_a_wide_interval() -> None:
    logs = list(np.linspace(0, 0.5, 40))
    few = misses({str(group): logs[10 * group : 10 * group + 10] for group in range(4)})
    many = misses({str(place): [log] for place, log in enumerate(logs)})
    assert median_error(few) == median_error(many)
    assert np.ptp(interval(few)) > np.ptp(interval(many))
