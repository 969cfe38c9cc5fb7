"""What Slack asks of a chart: few series, short names, and every series in the order of the categories."""

from collections.abc import Iterator
from typing import Any

from workspace.wire import Json

LONGEST_NAME = 20
LONGEST_AXIS_LABEL = 50
MOST_SERIES = 6
MOST_POINTS = 20


def chart_problems(block: Json, place: str) -> Iterator[str]:
    """What is wrong with the chart of a `data_visualization`."""
    chart = block.get("chart")
    if not isinstance(chart, dict) or chart.get("type") not in ("area", "bar", "line", "pie"):
        yield f"{place}/chart: type must be area, bar, line or pie"
    elif chart["type"] == "pie":
        yield from _pie_problems(chart.get("segments"), f"{place}/chart/segments")
    else:
        yield from _series_problems(chart, f"{place}/chart")


def _pie_problems(segments: Any, place: str) -> Iterator[str]:  # noqa: ANN401 — any JSON at all
    if not isinstance(segments, list) or not 1 <= len(segments) <= MOST_SERIES:
        yield f"{place}: must be 1 to {MOST_SERIES} segments"
        return
    for segment in map(_object, segments):
        yield from _name_problems(segment.get("label"), place)
        if not _is_number(segment.get("value")) or segment["value"] <= 0:
            yield f"{place}: a value must be a number above zero"


def _series_problems(chart: Json, place: str) -> Iterator[str]:
    series, axis = chart.get("series"), chart.get("axis_config")
    if not isinstance(series, list) or not 1 <= len(series) <= MOST_SERIES:
        yield f"{place}/series: must be 1 to {MOST_SERIES} series"
        return
    axis = axis if isinstance(axis, dict) else {}
    series = [*map(_object, series)]
    categories = axis.get("categories")
    if not isinstance(categories, list) or not 1 <= len(categories) <= MOST_POINTS:
        yield f"{place}/axis_config/categories: must be 1 to {MOST_POINTS} names"
        return
    for name in [*categories, *(one.get("name") for one in series)]:
        yield from _name_problems(name, place)
    for label in ("x_label", "y_label"):
        if len(str(axis.get(label, ""))) > LONGEST_AXIS_LABEL:
            yield f"{place}/axis_config/{label}: more than {LONGEST_AXIS_LABEL} characters"
    for one in series:
        yield from _point_problems(one, categories, f"{place}/series/{one.get('name')}")


def _point_problems(series: Json, categories: list[str], place: str) -> Iterator[str]:
    data = series.get("data")
    points = [*map(_object, data)] if isinstance(data, list) else []
    if [point.get("label") for point in points] != categories:
        yield f"{place}: must have one point for each category, in their order"
    if not all(_is_number(point.get("value")) for point in points):
        yield f"{place}: every value must be a number"


def _name_problems(name: object, place: str) -> Iterator[str]:
    if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_NAME:
        yield f"{place}: the name {name!r} must have 1 to {LONGEST_NAME} characters"


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
