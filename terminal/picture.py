"""A chart as a picture, drawn by matplotlib: bars solid to the low end of a range and hatched to its high end."""

import io
from collections.abc import Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from estimator.render.bars import Span
from estimator.render.figures import written
from estimator.render.report import Chart

_WIDE, _BAR, _AROUND = 9.0, 0.45, 1.5
_INK, _SOFT = "#1264a3", "#9cc3e3"
_STYLE: dict[Any, Any] = {
    "text.parse_math": False,  # dollars are dollars
    "svg.fonttype": "none",
    "svg.hashsalt": "llmcost",
    "hatch.color": _INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
}


def picture(chart: Chart, heading: str, form: str) -> bytes:
    """The chart under its heading as `svg` or `png`: the same bytes for the same chart."""
    drawn = io.BytesIO()
    with rc_context(_STYLE):
        figure = Figure((_WIDE, _AROUND + _BAR * len(chart.labels)), layout="constrained")
        axes = figure.subplots()
        _bars(axes, chart)
        figure.suptitle(heading, x=0.01, ha="left", wrap=True)
        is_certain = all(span.low == span.high for span in chart.spans)
        axes.set_xlabel(chart.title if is_certain else f"{chart.title}; hatched: the {chart.reach}")
        figure.savefig(drawn, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)
    return drawn.getvalue()


def _bars(axes: Axes, chart: Chart) -> None:
    """A bar for each label, first on top, with its value written behind it."""
    lows = [span.low for span in chart.spans]
    rows = range(len(chart.labels))
    axes.barh(rows, lows, color=_INK, height=0.6)
    axes.barh(rows, _lengths(chart.spans), left=lows, color=_SOFT, hatch="///", height=0.6)
    for row, span in enumerate(chart.spans):
        axes.annotate(
            written(span.value, chart.unit), (span.high, row), (6, 0), textcoords="offset points", va="center"
        )
    axes.set_yticks(rows, chart.labels)
    axes.invert_yaxis()
    axes.margins(x=0.15)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: written(value, chart.unit) if value else "0"))


def _lengths(spans: Sequence[Span]) -> list[float]:
    return [span.high - span.low for span in spans]
