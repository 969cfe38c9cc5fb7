"""What Slack asks of a chart of bars: few and short labels, and series that follow the categories."""

from collections.abc import Iterator

from workspace.wire import Json

MAXIMUM_CHARTS = 2
MAXIMUM_LABEL, MAXIMUM_TITLE, MAXIMUM_SERIES, MAXIMUM_POINTS = 20, 50, 6, 20


def chart_problems(block: Json, place: str) -> Iterator[str]:
    """What is wrong with the bars of a `data_visualization`, the one kind that the bot sends."""
    drawn = block.get("chart")
    if not isinstance(drawn, dict) or drawn.get("type") != "bar":
        yield f"{place}/chart: must be a chart of type bar"
        return
    axis, series = drawn.get("axis_config", {}), drawn.get("series", [])
    categories = axis.get("categories", [])
    yield from _label_problems([block.get("title")], MAXIMUM_TITLE, f"{place}/title")
    yield from _label_problems([axis.get("y_label", " ")], MAXIMUM_TITLE, f"{place}/y_label")
    yield from _label_problems([*categories, *(one.get("name") for one in series)], MAXIMUM_LABEL, f"{place}/labels")
    if not 1 <= len(series) <= MAXIMUM_SERIES or not 1 <= len(categories) <= MAXIMUM_POINTS:
        yield f"{place}: 1 to {MAXIMUM_SERIES} series of 1 to {MAXIMUM_POINTS} points"
    for one in series:
        if [point.get("label") for point in one.get("data", [])] != categories:
            yield f"{place}: series {one.get('name')!r} does not follow the categories"


def _label_problems(labels: list[object], most: int, place: str) -> Iterator[str]:
    for label in labels:
        if not (isinstance(label, str) and 0 < len(label) <= most):
            yield f"{place}: {label!r} is not text of 1 to {most} characters"
