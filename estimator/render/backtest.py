"""A backtest as text and as JSON-ready data."""

from typing import Any

from msgspec.structs import asdict

from estimator.evaluation.backtest import Backtest, Outcome, Score

LABELS = {"typical": "published runs", "tuned": "tuned runs (MLPerf)", "step": "measured steps"}
Cells = tuple[str, str, str, str, str, str]
HEADINGS: Cells = ("run", "predicted h", "80 % range", "reported h", "error", "reported is")


def as_json(found: Backtest) -> dict[str, Any]:
    """Rows, rows left out with the reason, and the summary for each practice."""
    return {
        "rows": [{**asdict(row), "error": row.error, "inside_range": row.is_inside} for row in found.outcomes],
        "skipped": [{"name": name, "reason": reason} for name, reason in found.skipped],
        "summary": {name: _summary(score) for name, score in found.scores.items()},
    }


def as_text(found: Backtest) -> str:
    """A line for each run, those outside their range marked, then the rows left out and the scores."""
    width = min(60, max(len(row.name) for row in found.outcomes))
    return "\n".join([_line(HEADINGS, width), *(_line(cells(row), width) for row in found.outcomes), summary(found)])


def cells(row: Outcome) -> Cells:
    """A run under HEADINGS."""
    span = f"{_hours(row.low)}–{_hours(row.high)}"
    inside = "inside" if row.is_inside else "outside"
    return row.name, _hours(row.hours), span, _hours(row.reported), f"{row.error:+.1%}", inside


def summary(found: Backtest) -> str:
    """The rows left out with the reason, and the scores."""
    lines = [f"left out: {name}: {reason}" for name, reason in found.skipped]
    return "\n".join([*lines, "", *(line for name, score in found.scores.items() for line in _scored(name, score))])


def _line(texts: Cells, width: int) -> str:
    name, hours, span, reported, error, inside = texts
    return f"{name[:width]:<{width}}  {hours:>12}  {span:>25}  {reported:>12}  {error:>7}  {inside}"


def _scored(name: str, score: Score) -> list[str]:
    constants = ", ".join(f"{share:g}: {error:.1%}" for share, error in score.constants.items())
    best, best_error = score.best_constant
    ours = (
        f"{LABELS[name]}: {score.runs} runs, median error {score.median_error:.1%} (factor {score.median_factor:.2f}), "
        f"{score.within_close:.0%} within 20 %, {score.inside_range:.0%} inside the 80 % range "
        f"(median width {score.width:.2f}×)"
    )
    simple = (
        f"  6·N·D at a constant MFU of the 16-bit peak, for comparison: {constants}, "
        f"best constant here {best:g}: {best_error:.1%}"
    )
    return [ours, simple]


def _hours(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - small ones keep three figures


def _summary(score: Score) -> dict[str, Any]:
    constants = {str(share): error for share, error in score.constants.items()}
    best, error = score.best_constant
    return {**asdict(score), "constants": constants, "best_constant": {"mfu": best, "median_error": error}}
