"""The MFU of one run on many numbers of accelerators at once, by the equations of a single one."""

import math
from collections.abc import Sequence
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
from estimator.utilization.leaning import (
    CLOSE,
    FIRST_SKILL,
    MOST_SKILL,
    SEARCHES,
    OwnRun,
    reached,
    share_of_run,
    told_by,
    very_run,
)
from estimator.utilization.of_run import features_of
from estimator.utilization.own import own_runs
from estimator.utilization.posterior import posterior


def mfu_of_many(run: Run, compute: Quantity, counts: Array, batches: Array, catalogue: Catalogue) -> Array:
    """The MFU of a run on each number of accelerators with its batch [token], its recomputation being decided."""
    if run.request.mfu:
        return np.full_like(counts, run.request.mfu)
    features, fitted = features_of(run, compute), fitted_of(catalogue)
    own = own_runs(run, features, catalogue)
    known = very_run(run, catalogue.runs_with_accelerators) if run.request.stack is None else None
    lean = _lean(features, known, own, counts, batches, fitted) if known or own else None
    return _expected(features, counts, batches, fitted, lean)


def _expected(features: Features, counts: Array, batches: Array, fitted: Fitted, lean: Lean | None = None) -> Array:
    many: Any = replace(features, accelerators=counts, batch_tokens=batches)  # arrays pass
    given = on_arrays(inputs)(many, fitted, lean)
    return np.broadcast_to(CHAIN.arrays(given)["mfu"], counts.shape)


def _lean(
    features: Features,
    known: PublishedRun | None,
    own: Sequence[OwnRun],
    counts: Array,
    batches: Array,
    fitted: Fitted,
) -> Lean:
    """How far each leans on a published run and on the team's own, with its batch."""
    if known is None:
        log, left = posterior(*told_by(own, features, fitted), None, fitted)
        return _leaning(_skills(features, log, counts, batches, fitted), left)
    was = replace(features, tokens=known.tokens)
    alone = np.array([known.accelerators], dtype=float) if known.accelerators else counts
    alone, each = np.broadcast_arrays(alone, batches)
    beyond: Any = math.log(reached(features, known)) - np.log(_expected(was, alone, each, fitted))  # arrays pass
    if own:
        log, left = posterior(*told_by(own, features, fitted), beyond, fitted)
        return _leaning(_skills(features, log, counts, batches, fitted), left)
    share, left = share_of_run(fitted)
    return _leaning(_skills(was, share * beyond, alone, each, fitted), left)


def _skills(was: Features, log: float | Array, counts: Array, batches: Array, fitted: Fitted) -> Array:
    """The skills that change each MFU by a logarithm: the secant of one alone, each stopping where it would."""
    counts, batches, log = np.broadcast_arrays(counts, batches, log)
    usual = np.log(_expected(was, counts, batches, fitted))
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
    return here


def _leaning(skills: Array, deviation: float) -> Lean:
    """A lean of many skills side by side."""
    return Lean(skills, deviation)  # type: ignore[arg-type]  # arrays pass
