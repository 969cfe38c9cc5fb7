"""How right the estimator is on a table of real runs: error of hours, coverage and width of its ranges."""

import math
import statistics
from collections.abc import Iterable, Sequence

from msgspec import Struct

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import EstimatorError, RequestError
from estimator.evaluation.rows import RealRun, Row, real_run
from estimator.run.machine import sixteen_bit_peak
from estimator.utilization.expectation import expected_mfu
from estimator.utilization.features import Practice
from estimator.utilization.fitted import fitted_of

CLOSE = 0.2
CONSTANTS = (0.5, 0.4)
_SECONDS_PER_HOUR = 3600


class Outcome(Struct, frozen=True):
    """A run with the hours predicted for it, their 80 % range, and the hours that it took.

    For a measured step they are the hours that a million tokens take.
    """

    name: str
    practice: Practice
    hours: float
    low: float
    high: float
    reported: float
    by_formula: float

    @property
    def error(self) -> float:
        """Predicted over reported hours, less one."""
        return self.hours / self.reported - 1

    @property
    def is_inside(self) -> bool:
        """Whether the reported hours lie in the range."""
        return self.low <= self.reported <= self.high


class Score(Struct, frozen=True):
    """How a set of runs came out. Errors are shares of the reported hours; `width` is high over low."""

    runs: int
    median_error: float
    median_factor: float
    within_close: float
    inside_range: float
    width: float
    constants: dict[float, float]
    best_constant: tuple[float, float]


class Backtest(Struct, frozen=True):
    """The outcomes of a table, those rows that could not be used with the reason, and a score for each practice."""

    outcomes: tuple[Outcome, ...]
    skipped: tuple[tuple[str, str], ...]
    scores: dict[str, Score]


def backtest(rows: Iterable[Row], catalogue: Catalogue, practice: Practice | None = None) -> Backtest:
    """Predict every usable row of a table. Raises RequestError when there is none.

    Rows have the columns of published runs (device_hours) or of measured steps (tokens_per_s_per_device); others are
    ignored. Without `practice`, MLPerf rows are tuned, steps are steps, all others typical.
    """
    outcomes, skipped = [], []
    for place, row in enumerate(rows, 2):
        try:
            outcomes.append(_outcome(real_run(row, catalogue, practice), catalogue))
        except EstimatorError as error:
            skipped.append((row.get("id") or row.get("model") or f"line {place}", error.message))
    if not outcomes:
        reason = f" The first: {skipped[0][1]}" if skipped else ""
        raise RequestError(
            f"The table has no row that I can use.{reason}",
            "It needs the columns hardware, params_active, tokens and device_hours, or tokens_per_s_per_device.",
        )
    by_practice = {
        name: [found for found in outcomes if found.practice == name] for name in ("typical", "tuned", "step")
    }
    scores = {name: score(found) for name, found in by_practice.items() if found}
    return Backtest(tuple(outcomes), tuple(skipped), scores)


def _outcome(run: RealRun, catalogue: Catalogue) -> Outcome:
    features = run.features
    expected = expected_mfu(features, fitted_of(catalogue))
    tokens = features.tokens if run.hours and features.tokens else 1e6
    unit = tokens * features.counted_flop / (features.chip.peak * _SECONDS_PER_HOUR)
    reported = run.hours or tokens / ((run.tokens_per_second or math.nan) * _SECONDS_PER_HOUR)
    simple = features.linear_flop * tokens
    return Outcome(
        name=run.name,
        practice=features.practice,
        hours=unit / expected.value,
        low=unit / expected.high,
        high=unit / expected.low,
        reported=reported,
        by_formula=simple / (sixteen_bit_peak(run.accelerator) * _SECONDS_PER_HOUR),
    )


def score(outcomes: Sequence[Outcome]) -> Score:
    """The score of some outcomes, beside 6·N·D at constant shares of the dense 16-bit peak."""
    errors = [abs(found.error) for found in outcomes]
    best = min((share / 100 for share in range(5, 100)), key=lambda share: _constant_error(outcomes, share))
    return Score(
        runs=len(outcomes),
        median_error=statistics.median(errors),
        median_factor=math.exp(statistics.median(abs(math.log(found.hours / found.reported)) for found in outcomes)),
        within_close=sum(error <= CLOSE for error in errors) / len(errors),
        inside_range=sum(found.is_inside for found in outcomes) / len(outcomes),
        width=statistics.median(found.high / found.low for found in outcomes),
        constants={share: _constant_error(outcomes, share) for share in CONSTANTS},
        best_constant=(best, _constant_error(outcomes, best)),
    )


def _constant_error(outcomes: Sequence[Outcome], share: float) -> float:
    return statistics.median(abs(found.by_formula / share / found.reported - 1) for found in outcomes)
