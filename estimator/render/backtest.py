"""A backtest as text and as JSON-ready data."""

from dataclasses import asdict
from typing import Any

from estimator.backtest import Backtest, Outcome, Score

LABELS = {"typical": "published runs", "tuned": "tuned runs (MLPerf)", "step": "measured steps"}


def as_json(found: Backtest) -> dict[str, Any]:
    """Rows, rows left out with the reason, and the summary for each practice."""
    return {
        "rows": [{**asdict(row), "error": row.error, "inside_range": row.is_inside} for row in found.outcomes],
        "skipped": [{"name": name, "reason": reason} for name, reason in found.skipped],
        "summary": {name: _summary(score) for name, score in found.scores.items()},
    }


def as_text(found: Backtest) -> str:
    """A line for each run, worst misses among them marked, then the scores."""
    width = min(60, max(len(row.name) for row in found.outcomes))
    heading = f"{'run':<{width}}  {'predicted h':>12}  {'80 % range':>25}  {'reported h':>12}  {'error':>7}"
    lines = [heading, *(_line(row, width) for row in found.outcomes)]
    lines += [f"left out: {name}: {reason}" for name, reason in found.skipped]
    return "\n".join([*lines, "", *(line for name, score in found.scores.items() for line in _scored(name, score))])


def _line(row: Outcome, width: int) -> str:
    inside = "" if row.is_inside else "  outside"
    span = f"{_hours(row.low)}–{_hours(row.high)}"
    return (
        f"{row.name[:width]:<{width}}  {_hours(row.hours):>12}  {span:>25}  {_hours(row.reported):>12}  "
        f"{row.error:>+7.1%}{inside}"
    )


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
