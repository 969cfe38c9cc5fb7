"""Predictions of runs that the fit has not seen: whole groups left out, or all that came after a day."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from msgspec.structs import replace

from calibration import fitting
from calibration.fitting import Fit
from calibration.measurements import LONG_RUN, Measurement
from estimator import Request
from estimator.run import usual
from estimator.utilization.features import Features

Rule = Callable[[Measurement], str]
View = Callable[[Features], Features]


class Model(Protocol):
    """Something that is fitted to measurements and predicts the logarithm of the MFU of other runs."""

    def __call__(self, rows: Sequence[Measurement], runs: Sequence[Features]) -> np.ndarray:
        """The predictions for some runs by a fit to some rows."""


@dataclass(frozen=True)
class Miss:
    """A run left out: the logarithm of its observed over its predicted MFU, or of predicted over real hours."""

    row: Measurement
    log: float


def physics(start: Fit | None = None) -> Model:
    """The model that ships; a fit to start from makes it faster."""
    return lambda rows, runs: fitting.predict(fitting.fit(rows, start), runs)


def group(row: Measurement) -> str:
    """Who measured."""
    return row.group


def edition(row: Measurement) -> str:
    """One edition of a table, or a benchmark's submitter."""
    return row.table


def chip(row: Measurement) -> str:
    """The accelerator: how well one is predicted on which nothing was measured."""
    return row.features.chip.identifier


def as_known(run: Features) -> Features:
    """All that the row says."""
    return run


def as_typed(run: Features) -> Features:
    """What a person types: size, tokens, accelerators, precision, sequence, method, day; no layout, batch or stack."""
    said = Request(method=run.method)  # type: ignore[arg-type]  # words of the language
    batch = usual.batch_tokens(
        said, run.active_parameters, run.tokens or LONG_RUN, run.sequence_length, int(run.accelerators)
    )
    plain = replace(run, tensor=None, pipeline=None, micro_batch=None, repeated_forward=0.0, stack="")
    return replace(plain, batch_tokens=batch.value)


def groups_left_out(
    rows: Sequence[Measurement], tested: Sequence[Measurement], rule: Rule, model: Model, view: View = as_known
) -> list[Miss]:
    """Every tested run, predicted from rows of other groups."""
    misses: list[Miss] = []
    for name in sorted({rule(row) for row in tested}):
        kept = [row for row in rows if rule(row) != name]
        misses += _misses([row for row in tested if rule(row) == name], kept, model, view)
    return misses


def later_left_out(
    rows: Sequence[Measurement], tested: Sequence[Measurement], day: float, model: Model, view: View = as_known
) -> list[Miss]:
    """Every tested run from a day on (as a year), predicted from what came before it."""
    kept = [row for row in rows if row.features.year < day]
    return _misses([row for row in tested if row.features.year >= day], kept, model, view)


def next_left_out(
    rows: Sequence[Measurement], tested: Sequence[Measurement], days: Sequence[float], model: Model, view: View
) -> list[Miss]:
    """Every tested run from one day to the next, predicted from all that came before that day."""
    misses: list[Miss] = []
    for day, end in zip(days, [*days[1:], math.inf], strict=True):
        known = [row for row in rows if row.features.year < end]
        misses += later_left_out(known, [row for row in tested if row.features.year < end], day, model, view)
    return misses


def _misses(tested: Sequence[Measurement], kept: Sequence[Measurement], model: Model, view: View) -> list[Miss]:
    predicted = model(kept, [view(row.features) for row in tested])
    return [Miss(row, row.mfu_log - float(value)) for row, value in zip(tested, predicted, strict=True)]
