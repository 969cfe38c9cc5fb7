"""What published runs keep of a step: one level, fitted across organisations and tested on those left out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calibration.measurements import Measurement
from calibration.out_of_sample import Miss
from calibration.step_model import Fit, fit, predict

SLOPE = 0.6
ORGANISATION_DEVIATION = 0.2
DEVIATIONS = {"A": 0.20, "B": 0.28}
STEPS_OF_ORGANISATION = {
    "MosaicML": "llm-foundry",
    "Stanford": "llm-foundry",
    "SUTD": "TinyLlama README",
    "Tsinghua": "GLM-130B log",
}


def steady(row: Measurement) -> Measurement:
    """The run as if only its steady step were asked for."""
    return replace(row, situation=replace(row.situation, practice="step"))


def step_logs(model: Fit, runs: Sequence[Measurement]) -> np.ndarray:
    """The logarithm of the step MFU that each run could have."""
    return predict(model, [steady(run).situation for run in runs])[0]


def level(runs: Sequence[Measurement], steps: np.ndarray) -> float:
    """The mean of log MFU − SLOPE × log step, runs of one organisation counting less than as many independent ones."""
    rest = np.array([run.mfu_log for run in runs]) - SLOPE * steps
    groups = np.array([run.group for run in runs])
    shared = ORGANISATION_DEVIATION**2 * (groups[:, None] == groups[None])
    own = np.diag([DEVIATIONS[run.grade] ** 2 for run in runs])
    weights = np.linalg.inv(shared + own).sum(axis=0)
    return float(weights @ rest / weights.sum())


def organisations_left_out(runs: Sequence[Measurement], rows: Sequence[Measurement], model: Fit) -> list[Miss]:
    """Every published run, predicted without its organisation, nor any step that it measured."""
    misses: list[Miss] = []
    for group in sorted({run.group for run in runs}):
        tested = [run for run in runs if run.group == group]
        kept = [run for run in runs if run.group != group]
        own = STEPS_OF_ORGANISATION.get(group)
        seen = [row for row in rows if not row.group.startswith(own)] if own else rows
        steps_model = fit(seen, model.coefficients, passes=2) if own else model
        offset = level(kept, step_logs(steps_model, kept))
        predicted, near = predict(steps_model, [steady(run).situation for run in tested])
        misses += [
            Miss(run, run.mfu_log - offset - SLOPE * float(step), float(close))
            for run, step, close in zip(tested, predicted, near, strict=True)
        ]
    return misses
