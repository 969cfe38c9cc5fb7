"""What fits in the memory of some accelerators: the largest model that trains there."""

import datetime
import math

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language.asks import asks
from estimator.memory.placing import fits_on_devices
from estimator.request import Request
from estimator.run.by_team import with_team_defaults
from estimator.run.examples import COMPUTE_OPTIMAL
from estimator.run.run import run_of

_SMALLEST, _LARGEST = 1e6, 1e14
# halvings after which the size is found within a hundredth
_PASSES = math.ceil(math.log2(math.log(_LARGEST / _SMALLEST) / 0.01))


def has_room_to_fill(request: Request) -> bool:
    """Whether a request asks how large a model accelerators hold, with no other limit."""
    limits = (request.parameters, request.model, request.deadline, request.budget)
    return asks(request.text) == "size" and request.accelerator is not None and not any(limits)


def filling(request: Request, catalogue: Catalogue, today: datetime.date) -> tuple[Request, tuple[Doubt, ...]]:
    """The request with the largest size that its accelerators hold, one where nobody says how many, and a note.

    Raises RequestError where they hold none.
    """
    count = request.accelerators or 1

    def of(size: float) -> Request:
        tokens = request.tokens or (None if request.method not in (None, "pretrain") else COMPUTE_OPTIMAL * size)
        changed = {"parameters": size, "tokens": tokens, "accelerators": count}
        solved = {"parameters"} | ({"tokens"} if tokens and not request.tokens else set())
        return request.model_copy(update={**changed, "solved": frozenset(solved)})

    low, high, day = math.log(_SMALLEST), math.log(_LARGEST), request.as_of or today
    for _ in range(_PASSES):
        middle = (low + high) / 2
        tried = with_team_defaults(of(math.exp(middle)), catalogue, day)
        low, high = (middle, high) if fits_on_devices(run_of(tried, catalogue, day)) else (low, middle)
    if low == math.log(_SMALLEST):
        raise RequestError(
            f"{count:,} × {request.accelerator} hold no model.", "Say more of them.", field="accelerators"
        )
    power = 10 ** (math.floor(low / math.log(10)) - 1)
    size = math.floor(math.exp(low) / power) * float(power)
    said = f"{count:,} × {request.accelerator}"
    return of(size), (
        Doubt("solved_for_room", f"{scaled(size)} parameters are the most that {said} hold without the host's memory."),
    )
