"""The fit: the most likely coefficients under their priors, with levels of chips, precisions, stacks and groups."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from calibration.measurements import Measurement
from calibration.priors import (
    EFFECT_DEVIATIONS,
    GRADE_WEIGHT,
    GROUP_DEVIATIONS,
    NOISE_DEVIATIONS,
    PRIORS,
    REPEATED,
)
from estimator.utilization.chain import coefficients, evaluated
from estimator.utilization.drivers import Marks, drivers, marks
from estimator.utilization.features import Features

FREE = tuple(name for name, prior in PRIORS.items() if prior.deviation)
FIXED = {name: prior.centre for name, prior in PRIORS.items() if not prior.deviation}
CENTRE, DEVIATION, LOW, HIGH = (
    np.array([getattr(PRIORS[name], part) for name in FREE]) for part in PRIORS["kernel_level"]._fields[:4]
)
OUTLIER = 1.3
STEPS = 25
STEP = 1e-5
PRODUCTS = "precision"
"""The level that counts for matrix products alone."""
STACK_HIGH = 0.0
Level = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """Runs as arrays: the numbers that the equations take, the marks, and the levels that each belongs to."""

    numbers: dict[str, np.ndarray]
    marks: Marks
    levels: list[list[Level]]
    to_sixteen_bit: np.ndarray


@dataclass(frozen=True)
class Fit:
    """Fitted coefficients, and the logarithm of each chip's, precision's and stack's level."""

    coefficients: dict[str, float]
    levels: dict[Level, float]
    vector: np.ndarray


def levels(run: Features) -> list[Level]:
    """The levels of a run: its chip, the precision on its architecture, and its code base where one is named."""
    found = [("chip", run.chip.identifier), ("precision", f"{run.chip.architecture} {run.chip.precision}")]
    return [*found, ("stack", run.stack)] if run.stack else found


def table(runs: Sequence[Features]) -> Table:
    """The arrays of some runs."""
    numbers = [drivers(run) for run in runs]
    marked = [marks(run) for run in runs]
    return Table(
        {name: np.array([row[name] for row in numbers]) for name in numbers[0]},
        Marks(*(np.array([getattr(row, name) for row in marked]) for name in Marks.__struct_fields__)),
        [levels(run) for run in runs],
        np.log([run.chip.peak / run.chip.sixteen_bit_peak for run in runs]),
    )


def physics_log(fitted: dict[str, float], runs: Table, precision: np.ndarray) -> np.ndarray:
    """The logarithm of the MFU against the 16-bit peak, with the levels of precisions, without those of all else."""
    known = {"precision_level": np.exp(precision), "stack_level": 1.0}
    inputs = {**runs.numbers, **coefficients(fitted, runs.marks), **known}
    return np.asarray(np.log(evaluated(inputs)["mfu"]) + runs.to_sixteen_bit)


def weights(rows: Sequence[Measurement]) -> np.ndarray:
    """What each measurement says: more when its practice is steady, less when rounded or repeated."""
    count = Counter(_configuration(row) for row in rows)
    return np.array(
        [
            np.sqrt(GRADE_WEIGHT[row.grade] / (1 + (count[_configuration(row)] - 1) * REPEATED))
            / NOISE_DEVIATIONS[row.practice]
            for row in rows
        ]
    )


def fit(rows: Sequence[Measurement], start: Fit | None = None) -> Fit:
    """The most likely coefficients and levels; a measurement far off counts less."""
    runs = table([row.features for row in rows])
    observed, weight = np.array([row.mfu_log for row in rows]), weights(rows)
    names = [*EFFECT_DEVIATIONS, "group"]
    kept = [[*own, ("group", f"{row.practice} {row.group}")] for own, row in zip(runs.levels, rows, strict=True)]
    order = sorted({level for own in kept for level in own}, key=lambda level: (names.index(level[0]), level[1]))
    place = {level: index for index, level in enumerate(order)}
    design = np.zeros((len(rows), len(order)))
    for index, own in enumerate(kept):
        design[index, [place[level] for level in own]] = 1
    spread = np.array([_deviation(level) for level in order])
    products = design * [kind == PRODUCTS for kind, _ in order]
    size = len(FREE)

    def errors(vector: np.ndarray, faster: float = 0.0) -> np.ndarray:
        fitted, own = dict(zip(FREE, vector[:size], strict=True)) | FIXED, vector[size:]
        physics = physics_log(fitted, runs, products @ own + faster)
        return np.asarray((observed - physics - (design - products) @ own) * weight)

    def residuals(vector: np.ndarray) -> np.ndarray:
        return np.concatenate([_tamed(errors(vector)), (vector[:size] - CENTRE) / DEVIATION, vector[size:] / spread])

    def slopes(vector: np.ndarray) -> np.ndarray:
        here = errors(vector)
        jacobian = np.zeros((len(rows) + len(vector), len(vector)))
        for column in range(size):
            moved = vector.copy()
            step = STEP * max(abs(CENTRE[column]), 1e-4)
            moved[column] += step
            jacobian[: len(rows), column] = (errors(moved) - here) / step * _slope(here)
        in_products = (errors(vector, STEP) - here) / STEP * _slope(here)
        others = -(design - products) * (weight * _slope(here))[:, None]
        jacobian[: len(rows), size:] = others + products * in_products[:, None]
        jacobian[len(rows) :] = np.diag(1 / np.concatenate([DEVIATION, spread]))
        return jacobian

    high = np.array([STACK_HIGH if kind == "stack" else np.inf for kind, _ in order])
    bounds = (np.concatenate([LOW, np.full(len(order), -np.inf)]), np.concatenate([HIGH + 1e-9, high + 1e-9]))
    first = np.zeros(size + len(order))
    first[:size] = CENTRE if start is None else [start.coefficients[name] for name in FREE]
    if start is not None:
        first[size:] = [start.levels.get(level, 0.0) for level in order]
    first = np.clip(first, bounds[0] + 1e-9, bounds[1] - 1e-9)
    found = least_squares(
        residuals, first, jac=slopes, bounds=bounds, x_scale=np.concatenate([DEVIATION, spread]), max_nfev=STEPS
    )
    fitted = dict(zip(FREE, map(float, found.x[:size]), strict=True)) | FIXED
    return Fit(fitted, dict(zip(order, map(float, found.x[size:]), strict=True)), found.x)


def predict(model: Fit, runs: Sequence[Features]) -> np.ndarray:
    """The logarithm of the MFU of some runs against the 16-bit peak, for a group that nobody has seen."""
    arrays = table(runs)
    kept = [{kind: model.levels.get((kind, name), 0.0) for kind, name in own} for own in arrays.levels]
    products = np.array([own.pop(PRODUCTS) for own in kept])
    return physics_log(model.coefficients, arrays, products) + np.array([sum(own.values()) for own in kept])


def _tamed(errors: np.ndarray) -> np.ndarray:
    size = np.abs(errors)
    far = np.sqrt(np.maximum(2 * OUTLIER * size - OUTLIER**2, 1e-12))
    return np.asarray(np.sign(errors) * np.where(size < OUTLIER, size, far))


def _slope(errors: np.ndarray) -> np.ndarray:
    size = np.abs(errors)
    return np.where(size < OUTLIER, 1.0, OUTLIER / np.sqrt(np.maximum(2 * OUTLIER * size - OUTLIER**2, 1e-12)))


def _deviation(level: Level) -> float:
    kind, name = level
    return GROUP_DEVIATIONS[name.split(" ")[0]] if kind == "group" else EFFECT_DEVIATIONS[kind]


def _configuration(row: Measurement) -> tuple[object, ...]:
    run = row.features
    if row.practice == "typical":
        return (row.identifier,)
    model = row.label.split(" (")[0]
    return (
        row.practice,
        model,
        run.chip.identifier,
        run.chip.precision,
        run.accelerators,
        round(np.log2(run.batch_tokens)),
        run.sequence_length,
    )
