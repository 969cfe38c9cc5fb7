"""Fitting the step model: physics with priors, groups of kin, and measured neighbours, as one Gaussian process."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import least_squares

from calibration.measurements import Measurement
from calibration.priors import EFFECT_DEVIATIONS, GROUP_DEVIATIONS, NOISE_DEVIATION, PRIORS, REACH
from estimator.mfu.drivers import Drivers, drivers
from estimator.mfu.evidence import neighbourhood
from estimator.mfu.kinship import effect_keys, generation
from estimator.mfu.nearness import OTHER_ACCELERATOR, OTHER_PRACTICE, OTHER_PRECISION, kind, position
from estimator.mfu.situation import Situation
from estimator.mfu.step_time import Coefficients, maturity_log, practice_log, precision_log, step_time

NAMES = tuple(field.name for field in fields(Coefficients))
CENTRE = np.array([PRIORS[name][0] for name in NAMES])
SPREAD = np.array([PRIORS[name][1] for name in NAMES])
OUTLIER = 2.0
PASSES = 3
REPEATED = 0.4


@dataclass(frozen=True)
class Table:
    """Situations as arrays: the drivers, the groups and the position of each."""

    at: Drivers
    keys: dict[str, np.ndarray]
    kinds: np.ndarray
    areas: np.ndarray
    positions: np.ndarray

    def __len__(self) -> int:
        """How many situations."""
        return len(self.areas)


@dataclass(frozen=True)
class Fit:
    """A fitted step model: the coefficients, and what each measurement adds to its kin and neighbours."""

    coefficients: np.ndarray
    deviations: np.ndarray
    rows: Sequence[Measurement]
    table: Table
    weights: np.ndarray


def table(situations: Sequence[Situation]) -> Table:
    """The arrays of some situations; `""` stands for no group."""
    each = [drivers(situation) for situation in situations]
    at = Drivers(*(np.array([getattr(row, field.name) for row in each]) for field in fields(Drivers)))
    keys = [effect_keys(situation) for situation in situations]
    return Table(
        at,
        {component: np.array([key.get(component, "") for key in keys]) for component in EFFECT_DEVIATIONS},
        np.array([kind(situation) for situation in situations]),
        np.array([neighbourhood(generation(s.accelerator.identifier), s.method) for s in situations]),
        np.array([position(situation) for situation in situations]),
    )


def physics_log(values: np.ndarray, at: Drivers) -> np.ndarray:
    """The logarithm of the MFU by the step-time model alone."""
    fitted = Coefficients(*values)
    logs = precision_log(fitted, at) + maturity_log(fitted, at) + practice_log(fitted, at)
    return at.log_ceiling + fitted.kernels_log + logs - np.log(np.maximum(step_time(fitted, at).total, 0.1))


def covariance(ones: Table, others: Table) -> np.ndarray:
    """How much the residuals of two sets of situations have in common: kin, and closeness."""
    total = np.zeros((len(ones), len(others)))
    for component, deviation in EFFECT_DEVIATIONS.items():
        one, other = ones.keys[component][:, None], others.keys[component][None]
        total += deviation**2 * ((one == other) & (one != ""))
    return total + REACH**2 * similarity(ones, others)


def similarity(ones: Table, others: Table) -> np.ndarray:
    """The closeness of nearness.py, for two sets of situations."""
    distances = ((ones.positions[:, None] - others.positions[None]) ** 2).sum(-1)
    near = np.exp(-distances / 2) * (ones.areas[:, None] == others.areas[None])
    for column, factor in enumerate((OTHER_PRECISION, OTHER_ACCELERATOR, OTHER_PRACTICE)):
        near *= np.where(ones.kinds[:, column][:, None] == others.kinds[:, column][None], 1.0, factor)
    return near


def fit(rows: Sequence[Measurement], start: np.ndarray | None = None, passes: int = PASSES) -> Fit:
    """The model of the most likely coefficients, measurements far off counting less with each pass."""
    arrays = table([row.situation for row in rows])
    observed = np.array([row.mfu_log for row in rows])
    shared = covariance(arrays, arrays) + _same_group(rows)
    noise = np.array([NOISE_DEVIATION**2 * (REPEATED + (1 - REPEATED) / row.count) for row in rows])
    values = CENTRE if start is None else start
    for _ in range(passes):
        whole = shared + np.diag(noise)
        values, deviations = _most_likely(np.linalg.cholesky(whole), observed, arrays.at, values)
        inverse = np.linalg.inv(whole)
        weights = inverse @ (observed - physics_log(values, arrays.at))
        surprise = np.abs(weights) / np.sqrt(np.diag(inverse))
        noise = noise * np.maximum(1.0, (surprise / OUTLIER) ** 2)
    return Fit(values, deviations, rows, arrays, weights)


def predict(model: Fit, situations: Sequence[Situation]) -> tuple[np.ndarray, np.ndarray]:
    """The logarithm of the step MFU of some situations, and how close the nearest measurement is."""
    arrays = table(situations)
    shift = covariance(arrays, model.table) @ model.weights
    return physics_log(model.coefficients, arrays.at) + shift, similarity(arrays, model.table).max(axis=1)


def _most_likely(
    factor: np.ndarray, observed: np.ndarray, at: Drivers, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    def residuals(values: np.ndarray) -> np.ndarray:
        misses = solve_triangular(factor, observed - physics_log(values, at), lower=True)
        return np.concatenate([misses, (values - CENTRE) / SPREAD])

    floor = np.where([name.endswith("_log") for name in NAMES], -np.inf, 0.0)
    found = least_squares(
        residuals, np.maximum(start, floor + 1e-6), bounds=(floor, np.inf), x_scale=SPREAD, max_nfev=40
    )
    return found.x, np.sqrt(np.diag(np.linalg.inv(found.jac.T @ found.jac)))


def _same_group(rows: Sequence[Measurement]) -> np.ndarray:
    groups = np.array([f"{row.practice} {row.group}" for row in rows])
    variances = np.array([GROUP_DEVIATIONS[row.practice] ** 2 for row in rows])
    return (groups[:, None] == groups[None]) * variances[:, None]
