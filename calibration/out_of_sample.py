"""How far predictions miss runs that the fit has not seen: whole submitters, sources and organisations left out."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from calibration.measurements import Measurement
from calibration.step_model import Fit, fit, predict
from estimator.mfu.situation import Situation

FOLDS = 10
Rule = Callable[[Measurement], str]


@dataclass(frozen=True)
class Miss:
    """A run left out of the fit: the logarithm of observed over predicted MFU, and the closest measurement."""

    row: Measurement
    log: float
    closeness: float


def source_family(row: Measurement) -> str:
    """The maker of a table, with all its editions together; for a benchmark, its submitter."""
    return row.group.split(":")[0].split(" ")[0] if row.source.startswith(row.group) else row.group


def source_table(row: Measurement) -> str:
    """One edition of a table."""
    return row.group


def submitter(row: Measurement) -> str:
    """Who ran a benchmark; its separately measured steps leave with it."""
    return row.group


def accelerator(row: Measurement) -> str:
    """The accelerator: how well an accelerator is predicted that nothing was measured on."""
    return row.situation.accelerator.identifier


def random_fold(rows: Sequence[Measurement]) -> Rule:
    """Ten random parts, always the same."""
    draw = random.Random(0)  # noqa: S311 - a reproducible split, nothing secret
    folds = {row.identifier: str(draw.randrange(FOLDS)) for row in rows}
    return lambda row: folds[row.identifier]


def typed(situation: Situation) -> Situation:
    """What a person types of a run: size, tokens, accelerator, count, precision, sequence, method, known shape."""
    return replace(
        situation,
        batch_tokens=None,
        micro_batch=None,
        tensor_parallel=None,
        pipeline_parallel=None,
        recompute=None,
        framework=None,
        year=None,
    )


def unchanged(situation: Situation) -> Situation:
    """All that the row says."""
    return situation


def left_out(
    rows: Sequence[Measurement],
    practice: str,
    rule: Rule,
    whole: Fit,
    seen: Callable[[Situation], Situation] = unchanged,
) -> list[Miss]:
    """Every measurement of a practice, predicted by a fit without any row of its group."""
    misses: list[Miss] = []
    for group in sorted({rule(row) for row in rows if row.practice == practice}):
        tested = [row for row in rows if row.practice == practice and rule(row) == group]
        kept = [row for row in rows if rule(row) != group]
        predicted, near = predict(fit(kept, whole.coefficients, passes=2), [seen(row.situation) for row in tested])
        misses += [
            Miss(row, row.mfu_log - float(value), float(close))
            for row, value, close in zip(tested, predicted, near, strict=True)
        ]
    return misses


def median_error(misses: Sequence[Miss]) -> float:
    """Median of |predicted / observed hours − 1|."""
    return float(np.median([abs(np.exp(miss.log) - 1) for miss in misses]))


def coverage(misses: Sequence[Miss], half_width: Callable[[Miss], float]) -> float:
    """The share of runs inside the range."""
    return float(np.mean([abs(miss.log) <= half_width(miss) for miss in misses]))
