"""What a team's own runs and a published one tell of a run: the posterior of how good the team is, and of the rest."""

import math

from msgspec import Struct

from estimator.utilization.fitted import Fitted


class Told(Struct, frozen=True):
    """How many runs tell the same thing, and the middle of the logarithms of their MFU over what was expected."""

    runs: int
    log: float

    @classmethod
    def by(cls, logs: list[float]) -> "Told":
        """What runs tell together, so that one odd run does not decide."""
        ordered = sorted(logs) or [0.0]
        return cls(len(logs), (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def posterior(others: Told, again: Told, published: float | None, fitted: Fitted) -> tuple[float, float]:
    """The logarithm to expect of a team's run over what is expected of anyone's, and the deviation that is left.

    Its other runs tell of the team, a run of the same model on the same chip of the team and that work, and the
    published one of that work by another team; arrays of it pass too.
    """
    team, work, repeat = (fitted.spreads[name] ** 2 for name in ("between_teams", "within_team", "run_again"))
    by_others, by_again = others.runs / work, again.runs / repeat
    by_published = 0.0 if published is None else 1 / (team + repeat)
    team_weight, work_weight = 1 / team + by_others + by_again, 1 / work + by_again + by_published
    team_log = by_others * others.log + by_again * again.log
    work_log = by_again * again.log + by_published * (0.0 if published is None else published)
    whole = team_weight * work_weight - by_again**2
    mean = ((work_weight - by_again) * team_log + (team_weight - by_again) * work_log) / whole
    return mean, math.sqrt((team_weight + work_weight - 2 * by_again) / whole)
