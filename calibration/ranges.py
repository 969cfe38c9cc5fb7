"""Ranges that hold 80 % of runs left out: quantiles of their misses, raised for groups that miss alike."""

from collections.abc import Callable, Sequence

import numpy as np

from calibration.left_out import Miss
from calibration.scores import size

CENTRAL = 0.8
WIDEST = 0.95


def raised_level(misses: Sequence[Miss]) -> float:
    """The lowest level at which ranges made from other groups hold 80 % of a group's runs.

    Runs of one group miss alike, so a quantile over all of them promises too much to a group that nobody has seen.
    """
    levels = (float(level) for level in np.arange(CENTRAL, WIDEST, 0.01))
    return next((level for level in levels if held(misses, level) >= CENTRAL), WIDEST)


def half_width(*views: Sequence[Miss]) -> float:
    """Half the logarithmic width: that of the view with the larger misses, each at its raised level."""
    return max(size(misses, raised_level(misses)) for misses in views)


def held(misses: Sequence[Miss], level: float) -> float:
    """The share of runs inside the quantile, at a level, of the misses of other groups."""
    return coverage(misses, lambda others: size(others, level))


def nested_coverage(misses: Sequence[Miss]) -> float:
    """The share of runs inside ranges whose level, too, was chosen without their group."""
    return coverage(misses, lambda others: size(others, raised_level(others)))


def coverage(misses: Sequence[Miss], make: Callable[[Sequence[Miss]], float]) -> float:
    """The share of runs inside a range that was made, by `make`, from the runs of the other groups."""
    groups = sorted({miss.row.group for miss in misses})
    if len(groups) == 1:
        return float(np.mean([abs(miss.log) <= make(misses) for miss in misses]))
    inside: list[bool] = []
    for group in groups:
        half = make([miss for miss in misses if miss.row.group != group])
        inside += [abs(miss.log) <= half for miss in misses if miss.row.group == group]
    return float(np.mean(inside))


def parts(misses: Sequence[Miss]) -> tuple[float, float]:
    """Deviations of what a group has in common, and of what is a run's own, from groups of several runs."""
    groups: dict[str, list[float]] = {}
    for miss in misses:
        groups.setdefault(miss.row.group, []).append(miss.log)
    several = [np.array(logs) for logs in groups.values() if len(logs) > 1]
    own = sum(((logs - logs.mean()) ** 2).sum() for logs in several) / sum(len(logs) - 1 for logs in several)
    total = float(np.mean([miss.log**2 for miss in misses]))
    return float(np.sqrt(max(total - own, 0.0))), float(np.sqrt(own))
