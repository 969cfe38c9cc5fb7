"""What fits in a time on some accelerators: the tokens of a model, the size for some tokens, or the best pair."""

import datetime
import math
from functools import partial

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.planning.budget import filled, left_open
from estimator.request import Request
from estimator.run.subject import known_model

# what is solved for stays within the time, by less than anybody reads
_WITHIN = 1 - 2e-5


def has_time_to_fill(request: Request, catalogue: Catalogue) -> bool:
    """Whether a request gives accelerators and their time instead of its size or its tokens.

    A fine-tune has usual tokens, so that its time is a deadline.
    """
    if request.deadline is None or request.accelerators is None or request.method not in (None, "pretrain"):
        return False
    model = known_model(request, catalogue)
    return not ((request.tokens or (model and model.tokens)) and (request.parameters or model))


def fitting(request: Request, catalogue: Catalogue, today: datetime.date) -> tuple[Request, tuple[Doubt, ...]]:
    """The request with what fits in its time filled in, and a note of that; its wall clock is the time within 0.1 %.

    Raises RequestError when the time is too short or too long for any run.
    """
    fill, ends, unknown = left_open(request)
    days, limit = partial(_wall_clock, catalogue, today), (request.deadline or 0.0) * _WITHIN
    if not days(fill(ends[0])) < limit < days(fill(ends[1])):
        message = f"No run takes {request.accelerators:,} accelerators {request.deadline:,.4g} days."
        raise RequestError(message, "Say the tokens, for example `tokens=300B`.", field="deadline")
    found = filled(fill, days, limit, ends)
    said = f"{request.accelerators:,} accelerators for {request.deadline:,.4g} days"
    return found, (Doubt("solved_for_time", f"{said} are taken as the means: {unknown} that fit are solved for."),)


def _wall_clock(catalogue: Catalogue, today: datetime.date, request: Request) -> float:
    # without the deadline, whose accelerators nobody asks for here
    clock = estimate(request.model_copy(update={"deadline": None}), catalogue, today).answer["wall_clock"]
    return clock.value if clock else math.inf
