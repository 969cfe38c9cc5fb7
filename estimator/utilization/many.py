"""The MFU of one run on many numbers of accelerators at once, by the equations of a single one."""

import math
from typing import Any

import numpy as np
from msgspec.structs import replace

from estimator.calculation.arrays import Array, on_arrays
from estimator.calculation.quantity import Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import PublishedRun
from estimator.run.run import Run
from estimator.utilization.chain import CHAIN
from estimator.utilization.expectation import Lean, inputs
from estimator.utilization.features import Features
from estimator.utilization.fitted import Fitted, fitted_of
from estimator.utilization.leaning import CLOSE, FIRST_SKILL, MOST_SKILL, SEARCHES, reached, share_of_run, very_run
from estimator.utilization.of_run import features_of


def mfu_of_many(run: Run, compute: Quantity, counts: Array, batches: Array, catalogue: Catalogue) -> Array:
    """The MFU of a run on each number of accelerators with its batch [token], its recomputation being decided."""
    if run.request.mfu:
        return np.full_like(counts, run.request.mfu)
    features, fitted = features_of(run, compute), fitted_of(catalogue)
    known = very_run(run, catalogue.runs_with_accelerators) if run.request.stack is None else None
    if known is None:
        return _expected(features, counts, batches, fitted)
    alone = np.array([known.accelerators], dtype=float) if known.accelerators else counts
    leaned = _lean(replace(features, tokens=known.tokens), known, alone, batches, fitted)
    return _expected(features, counts, batches, fitted, leaned)


def _expected(features: Features, counts: Array, batches: Array, fitted: Fitted, lean: Lean | None = None) -> Array:
    many: Any = replace(features, accelerators=counts, batch_tokens=batches)  # arrays pass
    given = on_arrays(inputs)(many, fitted, lean)
    return np.broadcast_to(CHAIN.arrays(given)["mfu"], counts.shape)


def _lean(was: Features, entry: PublishedRun, counts: Array, batches: Array, fitted: Fitted) -> Lean:
    """How far each leans on a published run with its batch: the secant of one alone, each stopping where it would."""
    counts, batches = np.broadcast_arrays(counts, batches)
    usual = np.log(_expected(was, counts, batches, fitted))
    share, again = share_of_run(fitted)
    log = share * (math.log(reached(was, entry)) - usual)
    before, moved_before, here = np.zeros_like(log), np.zeros_like(log), np.copysign(FIRST_SKILL, log)
    for _ in range(SEARCHES):
        moved = np.log(_expected(was, counts, batches, fitted, _leaning(here, 0.0))) - usual
        goes_on = (np.abs(moved - log) >= CLOSE) & (moved != moved_before)
        if not goes_on.any():
            break
        slope = np.where(goes_on, moved - moved_before, 1.0)
        onward = np.clip(here + (log - moved) * (here - before) / slope, -MOST_SKILL, MOST_SKILL)
        before, moved_before = np.where(goes_on, here, before), np.where(goes_on, moved, moved_before)
        here = np.where(goes_on, onward, here)
    return _leaning(here, again)


def _leaning(skills: Array, deviation: float) -> Lean:
    """A lean of many skills side by side."""
    return Lean(skills, deviation)  # type: ignore[arg-type]  # arrays pass
