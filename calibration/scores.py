"""How large the misses are, and how sure that is: runs of one group miss alike, so groups are resampled."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from calibration.left_out import Miss

DRAWS = 1000
SEED = 20261127
CENTRAL = (0.1, 0.9)


def median_error(misses: Sequence[Miss]) -> float:
    """Median of |predicted / real hours − 1|."""
    return float(np.median(np.abs(np.expm1([miss.log for miss in misses]))))


def bias(misses: Sequence[Miss]) -> float:
    """Median of predicted / real hours − 1."""
    return float(np.expm1(np.median([miss.log for miss in misses])))


def size(misses: Sequence[Miss], share: float) -> float:
    """The size, as a logarithm, that a share of the misses does not pass."""
    return float(np.quantile(np.abs([miss.log for miss in misses]), share))


def interval(misses: Sequence[Miss], score: Callable[[Sequence[Miss]], float] = median_error) -> tuple[float, float]:
    """The 80 % interval of a score when groups are drawn again, with replacement."""
    groups: dict[str, list[Miss]] = defaultdict(list)
    for miss in misses:
        groups[miss.row.group].append(miss)
    names, draw = sorted(groups), np.random.default_rng(SEED)
    picks = draw.integers(len(names), size=(DRAWS, len(names)))
    found = [score([miss for place in pick for miss in groups[names[place]]]) for pick in picks]
    low, high = np.quantile(found, CENTRAL)
    return float(low), float(high)
