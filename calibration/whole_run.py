"""What published runs keep of a step: one level and one slope, fitted across organisations and tested on those left out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calibration.measurements import Measurement
from calibration.out_of_sample import Miss
from calibration.step_model import Fit, fit, predict

SLOPES = (0.4, 0.5, 0.6, 0.7, 0.8)
ORGANISATION_DEVIATION = 0.2
DEVIATIONS = {"A": 0.20, "B": 0.28}
STEPS_OF_ORGANISATION = {
    "MosaicML": "llm-foundry",
    "Stanford": "llm-foundry",
    "SUTD": "TinyLlama README",
    "Tsinghua": "GLM-130B log",
}
Keep = tuple[float, float]


def steady(row: Measurement) -> Measurement:
    """The run as if only its steady step were asked for."""
    return replace(row, situation=replace(row.situation, practice="step"))


def step_logs(model: Fit, runs: Sequence[Measurement]) -> np.ndarray:
    """The logarithm of the step MFU that each run could have."""
    return predict(model, [steady(run).situation for run in runs])[0]


def level(runs: Sequence[Measurement], steps: np.ndarray, slope: float) -> float:
    """The mean of log MFU − slope × log step, runs of one organisation counting less than as many independent ones."""
    rest = np.array([run.mfu_log for run in runs]) - slope * steps
    groups = np.array([run.group for run in runs])
    shared = ORGANISATION_DEVIATION**2 * (groups[:, None] == groups[None])
    own = np.diag([DEVIATIONS[run.grade] ** 2 for run in runs])
    weights = np.linalg.inv(shared + own).sum(axis=0)
    return float(weights @ rest / weights.sum())


def keep(runs: Sequence[Measurement], steps: np.ndarray) -> Keep:
    """The level and the slope with the least mean miss on organisations left out."""
    slope = min(SLOPES, key=lambda value: _mean_miss(runs, steps, value))
    return level(runs, steps, slope), slope


def organisations_left_out(
    runs: Sequence[Measurement], rows: Sequence[Measurement], model: Fit
) -> list[Miss]:
    """Every published run, predicted without its organisation; the slope is chosen anew each time."""
    misses: list[Miss] = []
    for group in sorted({run.group for run in runs}):
        tested = [run for run in runs if run.group == group]
        kept = [run for run in runs if run.group != group]
        own = STEPS_OF_ORGANISATION.get(group)
        seen = [row for row in rows if not row.group.startswith(own)] if own else rows
        steps_model = fit(seen, model.coefficients, passes=2) if own else model
        offset, slope = keep(kept, step_logs(steps_model, kept))
        predicted, near = predict(steps_model, [steady(run).situation for run in tested])
        misses += [
            Miss(run, run.mfu_log - offset - slope * float(step), float(close))
            for run, step, close in zip(tested, predicted, near, strict=True)
        ]
    return misses


def _mean_miss(runs: Sequence[Measurement], steps: np.ndarray, slope: float) -> float:
    misses = []
    for group in sorted({run.group for run in runs}):
        inside = np.array([run.group == group for run in runs])
        offset = level([run for run in runs if run.group != group], steps[~inside], slope)
        observed = np.array([run.mfu_log for run in runs if run.group == group])
        misses += list(np.abs(observed - offset - slope * steps[inside]))
    return float(np.mean(misses))
