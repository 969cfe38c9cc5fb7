"""Ranges that hold 80 % of runs left out: conformal quantiles of their misses, by practice and closeness."""

from collections.abc import Callable, Sequence

import numpy as np

from calibration.out_of_sample import Miss

CENTRAL = 0.8
LIMITS = {"near": 0.7, "some": 0.3, "far": 0.0}
FEWEST = 10
Bands = dict[str, float]


def quantile(misses: Sequence[Miss], central: float = CENTRAL) -> float:
    """Half the logarithmic width that holds a share of further runs (split conformal, arXiv 1604.04173)."""
    size = sorted(abs(miss.log) for miss in misses)
    rank = int(np.ceil(central * (len(size) + 1)))
    return size[min(rank, len(size)) - 1]


def raised_level(misses: Sequence[Miss]) -> float:
    """The lowest level at which ranges made from other groups hold 80 % of a group's runs.

    Runs of one group miss alike, so a quantile over all of them promises too much to a group that nobody has seen.
    """
    levels = (float(level) for level in np.arange(CENTRAL, 1, 0.01))
    return next((level for level in levels if held(misses, level) >= CENTRAL), 1.0)


def raised_quantile(misses: Sequence[Miss]) -> float:
    """The quantile at the raised level."""
    return quantile(misses, raised_level(misses))


def group_coverage(misses: Sequence[Miss], make: Callable[[Sequence[Miss]], float]) -> float:
    """The share of runs inside a range that was made, by `make`, from the runs of the other groups."""
    inside = []
    for group in sorted({miss.row.group for miss in misses}):
        half = make([miss for miss in misses if miss.row.group != group])
        inside += [abs(miss.log) <= half for miss in misses if miss.row.group == group]
    return float(np.mean(inside))


def held(misses: Sequence[Miss], level: float) -> float:
    """The share of runs inside the quantile, at a level, of the misses of other groups."""
    return group_coverage(misses, lambda others: quantile(others, level))


def bands(misses: Sequence[Miss]) -> Bands:
    """The half width for each closeness, never narrower further away; few runs borrow the band before."""
    found: Bands = {}
    upper, least = np.inf, 0.0
    for name, limit in LIMITS.items():
        inside = [miss for miss in misses if limit <= miss.closeness < upper]
        least = max(least, quantile(inside)) if len(inside) >= FEWEST else least
        found[name], upper = least, limit
    return found


def half_width(found: Bands, miss: Miss) -> float:
    """The band that a run falls into."""
    return next(found[name] for name, limit in LIMITS.items() if miss.closeness >= limit)


def cross_coverage(misses: Sequence[Miss]) -> tuple[float, float]:
    """The share of runs inside a range made from the other groups, and the median width of these ranges."""
    inside, widths = [], []
    for group in sorted({miss.row.group for miss in misses}):
        found = bands([miss for miss in misses if miss.row.group != group])
        for miss in (miss for miss in misses if miss.row.group == group):
            inside.append(abs(miss.log) <= half_width(found, miss))
            widths.append(np.exp(2 * half_width(found, miss)))
    return float(np.mean(inside)), float(np.median(widths))
