"""A chart of a report as Slack draws it: a bar for each label, with the ends of its range where it has one."""

from collections.abc import Sequence

from blockkit.kit import Block, cut
from estimator.render.bars import Span
from estimator.render.names import family_name
from estimator.render.report import Chart

TITLE, LABEL, MAXIMUM_POINTS = 50, 20, 20
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_DIGITS = 4


def chart(shown: Chart) -> Block:
    """The chart in a unit in which its numbers are short."""
    most = max(span.high for span in shown.spans)
    scale, word = next(((scale, f"{word} ") for scale, word in _SCALES if most >= scale), (1.0, ""))
    labels = _distinct([cut(label, LABEL) for label in short_labels(shown.labels[:MAXIMUM_POINTS])])
    certain = all(span.low == span.high for span in shown.spans)
    ends = ("value",) if certain else ("low", "value", "high")
    return {
        "type": "data_visualization",
        "title": cut(shown.title if certain else f"{shown.title} with the ends of its {shown.reach}", TITLE),
        "chart": {
            "type": "bar",
            "series": [_series(end, labels, shown.spans, scale) for end in ends],
            "axis_config": {"categories": labels, "y_label": f"{word}{shown.unit}"},
        },
    }


def _series(end: str, labels: Sequence[str], spans: Sequence[Span], scale: float) -> Block:
    names = {"low": "low end", "value": "estimate", "high": "high end"}
    values = [float(f"{getattr(span, end) / scale:.{_DIGITS}g}") for span in spans]
    data = [{"label": label, "value": value} for label, value in zip(labels, values, strict=False)]
    return {"name": names[end], "data": data}


def short_labels(labels: Sequence[str]) -> Sequence[str]:
    """The labels without variants of accelerators, where they stay apart without these."""
    short = [family_name(label) for label in labels]
    return short if len(set(short)) == len(short) else labels


def _distinct(labels: list[str]) -> list[str]:
    """The labels, with a number where two are alike."""
    return [label if labels.count(label) == 1 else f"{label[: LABEL - 3]} {at}" for at, label in enumerate(labels, 1)]
