"""The MFU of one run on many numbers of accelerators at once, by the equations of a single one."""

from typing import Any

import numpy as np
from msgspec.structs import replace

from estimator.calculation.arrays import Array, on_arrays
from estimator.calculation.quantity import Quantity
from estimator.calculation.recipe import Recipe
from estimator.catalogue.catalogue import Catalogue
from estimator.run.run import Run
from estimator.utilization.chain import CHAIN
from estimator.utilization.expectation import Lean, inputs
from estimator.utilization.features import Features
from estimator.utilization.fitted import Fitted, fitted_of
from estimator.utilization.leaning import lean_on_run, very_run
from estimator.utilization.of_run import features_of

_FACTORS = Recipe(*CHAIN)


def mfu_of_many(run: Run, compute: Quantity, counts: Array, batches: Array, catalogue: Catalogue) -> Array:
    """The MFU of a run on each number of accelerators with its batch [token], its recomputation being decided."""
    if run.request.mfu:
        return np.full_like(counts, run.request.mfu)
    features, fitted = features_of(run, compute), fitted_of(catalogue)
    known = very_run(run, catalogue.runs_with_accelerators) if run.request.stack is None else None
    if known is None:
        return _expected(features, counts, batches, fitted)
    found = np.empty_like(counts)
    for batch, count in _leaning_alike(batches, counts, states_count=bool(known.accelerators)):
        alike = (batches == batch) & ((counts == count) | bool(known.accelerators))
        asked = replace(features, accelerators=count, batch_tokens=batch)
        found[alike] = _expected(features, counts[alike], batches[alike], fitted, lean_on_run(asked, known, fitted))
    return found


def _expected(features: Features, counts: Array, batches: Array, fitted: Fitted, lean: Lean | None = None) -> Array:
    many: Any = replace(features, accelerators=counts, batch_tokens=batches)  # arrays pass
    given = on_arrays(inputs)(many, fitted, lean)
    return np.broadcast_to(_FACTORS.arrays(given)["mfu"], counts.shape)


def _leaning_alike(batches: Array, counts: Array, *, states_count: bool) -> list[tuple[float, float]]:
    """A batch and a number of accelerators for all that lean alike on a published run, which may state its own."""
    pairs = zip(batches.tolist(), counts.tolist(), strict=True)
    return list({batch: (batch, count) for batch, count in pairs}.values()) if states_count else list(pairs)
