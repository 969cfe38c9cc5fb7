"""The MFU to expect of a run: five factors, their product, and the range that holds 80 % of runs like it."""

import math
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from estimator.utilization.chain import FACTORS, coefficients, evaluated
from estimator.utilization.drivers import Marks, drivers, is_small_fine_tune, marks
from estimator.utilization.features import Features
from estimator.utilization.fitted import Fitted
from estimator.utilization.stacks import VENDOR_STACKS

NORMAL_80 = 1.2816
_AVOIDABLE = ("routing_cost", "network_exposed", "tensor_exposed")


class Lean(Struct, frozen=True):
    """What is known of this very run or team.

    `skill` is the logarithm by which its avoidable losses (kernels below their roofline, routing, exposed exchange)
    are smaller than a typical team's, `deviation` that of the logarithm of the MFU that is left.
    """

    skill: float
    deviation: float


class ExpectedMfu(Struct, frozen=True):
    """The MFU against the peak at the run's precision, its central 80 % range, and its factors by name."""

    value: float
    low: float
    high: float
    factors: Mapping[str, float]


def inputs(run: Features, fitted: Fitted, lean: Lean | None = None) -> dict[str, float]:
    """All numbers that the equations of the MFU take."""
    found = {**drivers(run), **_coefficients(fitted, marks(run))}
    found["precision_level"] = math.exp(fitted.level("precision", precision_name(run)).log)
    found["stack_level"] = math.exp(fitted.level("stack", run.stack).log) if run.stack else 1.0
    found["kernel_level"] = min(1.0, found["kernel_level"] * math.exp(fitted.level("chip", run.chip.identifier).log))
    return leant(found, lean.skill) if lean else found


@lru_cache(maxsize=256)
def _coefficients(fitted: Fitted, mark: Marks) -> Mapping[str, float]:
    return coefficients(fitted.coefficients, mark)


def leant(found: Mapping[str, float], skill: float) -> dict[str, float]:
    """The inputs of a team of another skill, which avoids more or less of what can be avoided."""
    avoided = math.exp(-skill)
    losses = {loss: found[loss] * avoided for loss in _AVOIDABLE}
    return {**found, **losses, "kernel_level": found["kernel_level"] ** avoided}


def expected_mfu(run: Features, fitted: Fitted, lean: Lean | None = None) -> ExpectedMfu:
    """The MFU to expect, with its range."""
    found = evaluated(inputs(run, fitted, lean))
    value, half = found["mfu"], math.exp(half_width(run, fitted, lean))
    return ExpectedMfu(value, value / half, min(value * half, 1.0), {name: found[name] for name in FACTORS})


def half_width(run: Features, fitted: Fitted, lean: Lean | None = None) -> float:
    """Half the logarithmic width of the 80 % range; wider where nothing was measured on the chip or stack."""
    if lean:
        return NORMAL_80 * lean.deviation
    if is_small_fine_tune(run):
        return fitted.spreads["small_fine_tune"]
    name = f"{run.practice}_sparse" if run.is_sparse else run.practice
    unmeasured = [
        not fitted.is_measured(run),
        not (run.stack in ("", *VENDOR_STACKS) or run.stack in fitted.levels["stack"]),
    ]
    return math.hypot(fitted.spreads[name], math.sqrt(sum(unmeasured)) * fitted.spreads["unmeasured_chip"])


def precision_name(run: Features) -> str:
    """The key of a precision's level: it goes with the cores that compute it."""
    return f"{run.chip.architecture} {run.chip.precision}"
