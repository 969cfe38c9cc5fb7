"""A run from its work: the tokens of a model, the size for some tokens, or the best pair of both."""

import datetime

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import flop, scaled
from estimator.catalogue.catalogue import Catalogue
from estimator.compute.training import training_compute
from estimator.planning.budget import Fill, left_open
from estimator.request import Request
from estimator.run.run import run_of

_FIRST_GUESS = 1e9
# attention adds to 6·N·D, so that the work is not quite in proportion
_PASSES = 8


def doing(
    request: Request, work: float, catalogue: Catalogue, today: datetime.date
) -> tuple[Request, tuple[Doubt, ...]]:
    """The request with a size and tokens that take just that work [FLOP], and a note of what was filled in."""
    fill, _, unknown = left_open(request)
    is_pair = not (request.parameters or request.model or request.tokens)
    found = fill(work if is_pair else _solved(fill, work, catalogue, today))
    said = flop(work)
    if is_pair:
        pair = f"{scaled(found.parameters or 0)} parameters on {scaled(found.tokens or 0)} tokens"
        message = f"{said} are taken as the compute-optimal {pair}, which decide the MFU."
    else:
        message = f"{said} are taken as the work: the {unknown} that take it are solved for."
    return found, (Doubt("solved_for_work", message),)


def _solved(fill: Fill, work: float, catalogue: Catalogue, today: datetime.date) -> float:
    value = _FIRST_GUESS
    for _ in range(_PASSES):
        request = fill(value)
        value *= work / training_compute(run_of(request, catalogue, request.as_of or today)).value
    return value
