"""The MFU to expect in a situation, as a product of named factors, with the range that holds 80 % of real runs."""

import heapq
import math
from dataclasses import dataclass, replace

from estimator.mfu.drivers import Drivers, compute_per_token, drivers
from estimator.mfu.evidence import Evidence, Point
from estimator.mfu.nearness import group_shift, neighbours
from estimator.mfu.reasons import REASONS
from estimator.mfu.situation import Situation
from estimator.mfu.step_time import StepTime, maturity_log, practice_log, precision_log, step_time

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of the MFU: its name, its value, why, and who says so."""

    name: str
    value: float
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class ExpectedMfu:
    """The MFU to expect, its central 80 % range, the factors whose product it is, and what it rests on."""

    value: float
    low: float
    high: float
    factors: tuple[Factor, ...]
    drivers: Drivers
    closeness: float
    nearest: tuple[Point, ...]


def expected_mfu(situation: Situation, evidence: Evidence) -> ExpectedMfu:
    """The MFU against the accelerator's peak at the run's precision, in the convention of `compute_per_token`."""
    steady = replace(situation, practice="step") if situation.practice == "typical" else situation
    at = drivers(steady)
    shift, found = neighbours(evidence, steady)
    factors = _step_factors(evidence, at, group_shift(evidence.effects, steady), shift)
    if situation.practice == "typical":
        factors.append(_whole_run(evidence, math.prod(factor.value for factor in factors)))
    factors += _counting(situation)
    value = math.prod(factor.value for factor in factors)
    near = max((closeness for closeness, _ in found), default=0.0)
    half = math.exp(half_width(evidence, situation, near))
    nearest = heapq.nlargest(NEAREST, found, key=lambda pair: pair[0])
    shown = tuple(factor for factor in factors if factor.value != 1)
    return ExpectedMfu(value, value / half, min(value * half, 1.0), shown, at, near, tuple(p for _, p in nearest))


def half_width(evidence: Evidence, situation: Situation, near: float) -> float:
    """Half the logarithmic width of the 80 % range, wider where nothing like the run was measured.

    A step of which neither framework, recomputation nor layout is known has ranges of its own.
    """
    told = situation.framework or situation.recompute or situation.tensor_parallel
    bands = evidence.bands["untold" if situation.practice == "step" and not told else situation.practice]
    return next(band.half_width for band in bands if near >= band.closeness)


def _step_factors(evidence: Evidence, at: Drivers, kin: float, neighbourhood: float) -> list[Factor]:
    fitted = evidence.coefficients
    logs = {
        "matmul ceiling": at.log_ceiling,
        "kernels": fitted.kernels_log,
        "precision": precision_log(fitted, at),
        **_time_logs(step_time(fitted, at)),
        "maturity": maturity_log(fitted, at),
        "practice": practice_log(fitted, at),
        "measured kin": kin,
        "measured neighbours": neighbourhood,
    }
    return [Factor(name, math.exp(value), *REASONS[name]) for name, value in logs.items()]


def _time_logs(spent: StepTime) -> dict[str, float]:
    """What each part costs when it is added to those before it; the factors multiply to 1 / total."""
    parts = {
        "attention": spent.linear + spent.attention,
        "memory traffic": spent.memory,
        "sparse routing": spent.sparse,
        "recompute": spent.recompute,
        "communication": spent.exchange,
    }
    logs, before = {}, 1.0
    running = 0.0
    for name, part in parts.items():
        running += part
        logs[name] = math.log(before / running)
        before = running
    return logs | {"pipeline bubble": -math.log(spent.bubble)}


def _whole_run(evidence: Evidence, step: float) -> Factor:
    keep = math.exp(evidence.keep_log) * step ** (evidence.keep_slope - 1)
    return Factor("whole run", keep, *REASONS["whole run"])


def _counting(situation: Situation) -> list[Factor]:
    if situation.compute_per_token is None:
        return []
    ratio = situation.compute_per_token / sum(compute_per_token(situation))
    return [Factor("counting", ratio, *REASONS["counting"])]
