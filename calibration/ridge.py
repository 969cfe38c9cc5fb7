"""What the physics has to beat: a constant, and a ridge regression on plain features, alone or on what it leaves."""

from collections.abc import Sequence

import numpy as np

from calibration import fitting
from calibration.fitting import Fit
from calibration.left_out import Model
from calibration.measurements import Measurement
from calibration.priors import GROUP_DEVIATIONS
from estimator.utilization.drivers import drivers, marks
from estimator.utilization.features import Features

SHRINKAGES = (0.1, 0.3)


def plain(run: Features) -> list[float]:
    """Twelve features that need no physics."""
    numbers, mark = drivers(run), marks(run)
    return [
        mark.typical,
        mark.timed,
        mark.adapters,
        mark.sparse,
        float(np.log(run.chip.peak / run.chip.sixteen_bit_peak)),
        float(np.log(run.chip.sixteen_bit_peak / run.chip.memory_bandwidth)),
        float(np.log(run.chip.matmul_share)),
        float(np.log(run.active_parameters)),
        float(np.log(numbers["tokens_each"])),
        float(np.log(numbers["accelerators"])),
        numbers["attention_share"],
        numbers["repeated_forward"],
    ]


def constant(rows: Sequence[Measurement], runs: Sequence[Features]) -> np.ndarray:
    """The median MFU of the runs of the same practice."""
    level = {
        practice: float(np.median([row.mfu_log for row in rows if row.practice == practice]))
        for practice in {run.practice for run in runs}
    }
    return np.array([level[run.practice] for run in runs])


def ridge(deviation: float) -> Model:
    """A regression of the logarithm of the MFU, coefficients of scaled features shrunk to this deviation."""
    return lambda rows, runs: _regression(rows, np.array([row.mfu_log for row in rows]), runs, deviation)


def physics_and_ridge(deviation: float, start: Fit | None = None) -> Model:
    """The physics, and a regression on what it leaves."""

    def predict(rows: Sequence[Measurement], runs: Sequence[Features]) -> np.ndarray:
        model = fitting.fit(rows, start)
        left = np.array([row.mfu_log for row in rows]) - fitting.predict(model, [row.features for row in rows])
        return fitting.predict(model, runs) + _regression(rows, left, runs, deviation)

    return predict


def _regression(
    rows: Sequence[Measurement], observed: np.ndarray, runs: Sequence[Features], deviation: float
) -> np.ndarray:
    features = np.array([plain(row.features) for row in rows])
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    groups = [f"{row.practice} {row.group}" for row in rows]
    names = sorted(set(groups))
    dummies = np.array([[float(name == own) for name in names] for own in groups])
    design = np.hstack([np.ones((len(rows), 1)), (features - centre) / scale, dummies])
    spread = [10.0] + [deviation] * features.shape[1] + [GROUP_DEVIATIONS[name.split(" ")[0]] for name in names]
    weight = fitting.weights(rows) ** 2
    left = design.T @ (design * weight[:, None]) + np.diag(1 / np.array(spread) ** 2)
    found = np.linalg.solve(left, design.T @ (weight * observed))
    asked = (np.array([plain(run) for run in runs]) - centre) / scale
    return np.asarray(found[0] + asked @ found[1 : 1 + features.shape[1]])
