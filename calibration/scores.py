"""How large the misses are, and how sure that is: runs of one group miss alike, so groups are resampled."""

from collections.abc import Callable, Sequence

import numpy as np

from calibration.left_out import Miss, Rule, edition

DRAWS = 1000
SEED = 20261127
CENTRAL = (0.1, 0.9)


def errors(misses: Sequence[Miss]) -> np.ndarray:
    """|predicted / real hours − 1| of each."""
    return np.abs(np.expm1([miss.log for miss in misses]))


def median_error(misses: Sequence[Miss]) -> float:
    """Median of |predicted / real hours − 1|."""
    return float(np.median(errors(misses)))


def bias(misses: Sequence[Miss]) -> float:
    """Median of predicted / real hours − 1."""
    return float(np.expm1(np.median([miss.log for miss in misses])))


def size(misses: Sequence[Miss], share: float) -> float:
    """The size, as a logarithm, that a share of the misses does not pass."""
    return float(np.quantile(np.abs([miss.log for miss in misses]), share))


def interval(misses: Sequence[Miss]) -> tuple[float, float]:
    """The 80 % interval of the median error when groups are drawn again, with replacement."""
    found = redrawn(misses, lambda logs: float(np.median(np.abs(np.expm1(logs)))), lambda row: row.group)
    low, high = np.quantile(found, CENTRAL)
    return float(low), float(high)


def redrawn(misses: Sequence[Miss], score: Callable[[np.ndarray], float], rule: Rule = edition) -> list[float]:
    """The score of the misses when their groups are drawn again, with replacement, many times."""
    owner, logs = np.array([rule(miss.row) for miss in misses]), np.array([miss.log for miss in misses])
    groups = [logs[owner == name] for name in sorted(set(owner))]
    picks = np.random.default_rng(SEED).integers(len(groups), size=(DRAWS, len(groups)))
    return [score(np.concatenate([groups[place] for place in pick])) for pick in picks]
