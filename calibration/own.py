"""How much a team's own runs help: each run of an organisation left out, predicted with three others of it given."""

import random
from collections.abc import Mapping, Sequence
from statistics import median

from calibration.left_out import Miss
from calibration.scores import SEED

GIVEN = 3


def three_given(misses: Sequence[Miss], spreads: Mapping[str, float]) -> tuple[list[Miss], list[Miss]]:
    """Runs of organisations with more than three: as left out, and leaning on three others as an answer does."""
    team, alone = spreads["between_teams"] ** 2, spreads["within_team"] ** 2
    share = GIVEN * team / (GIVEN * team + alone)
    draw = random.Random(SEED)  # noqa: S311 - a reproducible draw, nothing secret
    without: list[Miss] = []
    given: list[Miss] = []
    for miss in misses:
        others = [other for other in misses if other.row.group == miss.row.group and other is not miss]
        if len(others) >= GIVEN:
            known = median(other.log for other in draw.sample(others, GIVEN))
            without.append(miss)
            given.append(Miss(miss.row, miss.log - share * known))
    return without, given
