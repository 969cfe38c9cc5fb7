"""Ranges that hold 80 % of runs left out: quantiles of their misses, raised for groups that miss alike."""

from collections.abc import Callable, Sequence

import numpy as np

from calibration.left_out import Miss
from calibration.scores import redrawn

CENTRAL = 0.8
WIDEST = 0.95
UPPER = 0.9
Sizes = list[np.ndarray]


def sizes(misses: Sequence[Miss]) -> Sizes:
    """The sizes of the misses, group by group."""
    groups: dict[str, list[float]] = {}
    for miss in misses:
        groups.setdefault(miss.row.group, []).append(abs(miss.log))
    return [np.array(groups[name]) for name in sorted(groups)]


def half_width(left_out: Sequence[Miss], *others: Sequence[Miss]) -> float:
    """Half the logarithmic width for few groups: that of the view with the larger misses, each at its raised level.

    Of the view that leaves groups out it is at least what would hold if other groups had been published.
    """
    return max(upper_size(left_out), widest(left_out, *others))


def widest(*views: Sequence[Miss]) -> float:
    """The size at its raised level in the view with the larger misses: for hundreds of steps in dozens of tables."""
    return max(raised_size(sizes(misses)) for misses in views)


def upper_size(misses: Sequence[Miss]) -> float:
    """The upper end of the 80 % interval of the size that 80 % of misses do not pass, groups drawn again."""
    return float(np.quantile(redrawn(misses, lambda logs: float(np.quantile(np.abs(logs), CENTRAL))), UPPER))


def raised_size(groups: Sizes) -> float:
    """The quantile at the lowest level at which ranges made from other groups hold 80 % of a group's runs.

    Runs of one group miss alike, so a quantile over all of them promises too much to a group that nobody has seen.
    """
    levels = (float(level) for level in np.arange(CENTRAL, WIDEST, 0.01))
    raised = next((level for level in levels if held(groups, level) >= CENTRAL), WIDEST)
    return quantile(groups, raised)


def held(groups: Sizes, level: float) -> float:
    """The share of runs inside the quantile, at a level, of the misses of other groups."""
    return coverage(groups, lambda others: quantile(others, level))


def nested_coverage(misses: Sequence[Miss]) -> float:
    """The share of runs inside ranges whose level, too, was chosen without their group."""
    return coverage(sizes(misses), raised_size)


def coverage(groups: Sizes, make: Callable[[Sizes], float]) -> float:
    """The share of runs inside a range that was made, by `make`, from the runs of the other groups."""
    if len(groups) == 1:
        return float(np.mean(groups[0] <= make(groups)))
    inside = [own <= make(groups[:place] + groups[place + 1 :]) for place, own in enumerate(groups)]
    return float(np.mean(np.concatenate(inside)))


def quantile(groups: Sizes, level: float) -> float:
    """The size that a share of the misses does not pass."""
    return float(np.quantile(np.concatenate(groups), level))


def parts(misses: Sequence[Miss]) -> tuple[float, float]:
    """Deviations of what a group has in common, and of what is a run's own, from groups of several runs."""
    groups: dict[str, list[float]] = {}
    for miss in misses:
        groups.setdefault(miss.row.group, []).append(miss.log)
    several = [np.array(logs) for logs in groups.values() if len(logs) > 1]
    own = sum(((logs - logs.mean()) ** 2).sum() for logs in several) / sum(len(logs) - 1 for logs in several)
    total = float(np.mean([miss.log**2 for miss in misses]))
    return float(np.sqrt(max(total - own, 0.0))), float(np.sqrt(own))
