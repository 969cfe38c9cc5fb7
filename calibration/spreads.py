"""How far runs still differ from what is expected: the half widths of ranges, and what a very run or a team tells."""

import math

from calibration import views
from calibration.ranges import half_width, parts, widest
from calibration.scores import size
from calibration.views import Results, recent

RUN_AGAIN = 0.08
"""Llama 3 and 3.1 70B lie 9 % apart; MLPerf systems of other submitters 3 %."""
SMALL_FINE_TUNE = 0.8
"""Published fine-tunes of a 7B model on the same 52,000 examples with 8 A100 took 5.3 to 24 hours of one."""


def spreads(results: Results) -> dict[str, float]:
    """The spreads by name."""
    team, alone = parts(results[views.PUBLISHED])
    sparse, dense = (
        widest(*(recent(results[name], sparse=sparse) for name in (views.STEPS, views.STEPS_LATER, views.STEPS_NEXT)))
        for sparse in (True, False)
    )
    tuned = half_width(results[views.TUNED], results[views.TUNED_LATER], results[views.TUNED_TYPED])
    published = half_width(results[views.PUBLISHED], results[views.PUBLISHED_LATER])
    new, known = size(results[views.STEPS_CHIP], 0.8), size(results[views.STEPS], 0.8)
    return {
        "typical": published,
        "typical_sparse": published,
        "tuned": tuned,
        "tuned_sparse": sparse,
        "step": dense,
        "step_sparse": sparse,
        "small_fine_tune": SMALL_FINE_TUNE,
        "unmeasured_chip": math.sqrt(max(new**2 - known**2, 0.0)),
        "between_teams": team,
        "within_team": alone,
        "between_runs": math.hypot(team, alone),
        "run_again": RUN_AGAIN,
    }
