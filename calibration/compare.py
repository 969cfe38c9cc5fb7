"""Whether the physics earns its keep: the same views predicted by a constant, a regression, the physics, and both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from calibration.fitting import Fit
from calibration.left_out import Miss, Model, groups_left_out, physics
from calibration.measurements import Measurement, of_practice
from calibration.ridge import constant, physics_and_ridge, ridge
from calibration.scores import median_error
from calibration.views import main_views

FOLDS = 6
INNER = 3


@dataclass(frozen=True)
class Candidate:
    """A model under a name."""

    name: str
    model: Model


def candidates(whole: Fit) -> tuple[Candidate, ...]:
    """From the simplest on; of two as good, the earlier is the better."""
    return (
        Candidate("the median of the practice", constant),
        Candidate("ridge on twelve plain features", ridge(0.1)),
        Candidate("the same, less shrunk", ridge(0.3)),
        Candidate("physics (ships)", physics(whole)),
        Candidate("physics, ridge on what it leaves", physics_and_ridge(0.03, whole)),
        Candidate("the same, less shrunk", physics_and_ridge(0.1, whole)),
    )


def compared(rows: Sequence[Measurement], whole: Fit) -> list[tuple[str, dict[str, list[Miss]]]]:
    """The misses of each candidate in the main views."""
    return [(candidate.name, main_views(rows, candidate.model)) for candidate in candidates(whole)]


def chosen_inside(rows: Sequence[Measurement], whole: Fit) -> tuple[list[Miss], list[str]]:
    """Misses of published runs where the candidate, too, was chosen without their organisations; and what was chosen.

    Each of FOLDS parts of the organisations is predicted by the candidate that did best on the others, cut in INNER.
    """
    misses: list[Miss] = []
    picked: list[str] = []
    runs = of_practice(rows, "typical")
    for fold in range(FOLDS):
        kept = [row for row in rows if _part(row, FOLDS) != fold]
        known = of_practice(kept, "typical")
        scores = [
            median_error(groups_left_out(kept, known, lambda row: str(_part(row, INNER)), candidate.model))
            for candidate in candidates(whole)
        ]
        best = candidates(whole)[int(np.argmin(scores))]
        picked.append(best.name)
        tested = [row for row in runs if _part(row, FOLDS) == fold]
        misses += groups_left_out([*kept, *tested], tested, lambda row: str(_part(row, FOLDS)), best.model)
    return misses, picked


def _part(row: Measurement, parts: int) -> int:
    """A part for each group, always the same."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(row.group)) % parts
