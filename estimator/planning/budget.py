"""What a budget buys: the tokens of a model, the size for some tokens, or the best pair of both."""

import datetime
import math
from collections.abc import Callable
from functools import partial

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.planning.optimal import optima
from estimator.request import Request

_CLOSE = 1e-5
_PASSES = 60
_NEAR, _ALMOST = 1e-4, 1e-3
# how far the work or the size that meets a target lies at most beyond the end of a usual shape
_FARTHEST = 16.0
# The smallest and the largest work that is tried, in FLOP: a minute of a small card, a thousand times the largest run.
_WORK = (1e13, 1e30)
_PARAMETERS = (1e6, 1e15)
_TOKENS = (1e3, 1e18)

Fill = Callable[[float], Request]


def leaves_open(request: Request, catalogue: Catalogue) -> bool:
    """Whether a request gives a budget instead of its size or its tokens."""
    if request.budget is None:
        return False
    model = catalogue.model(request.model) if request.model else None
    return not ((request.tokens or (model and model.tokens)) and (request.parameters or model))


def bought(request: Request, catalogue: Catalogue, today: datetime.date) -> tuple[Request, tuple[Doubt, ...]]:
    """The request with what its budget buys filled in, and a note of that.

    Its total cost is the budget within 0.1 %, or just below where nothing costs that much and the next is dearer.

    Raises RequestError when no price is known, or the budget is too small or too large for any run.
    """
    fill, ends, unknown = left_open(request)
    cost, budget = partial(_cost, catalogue, today), request.budget or 0.0
    found = filled(fill, cost, budget, ends)
    said = f"The budget is spent on {unknown}; what it buys is solved for"
    if cost(found) < budget * (1 - _ALMOST):
        said += f": ${cost(found):,.0f} of it, as anything larger is laid out otherwise and is dearer"
    return found, (Doubt("solved_for_budget", f"{said}."),)


def filled(fill: Fill, measure: Callable[[Request], float], target: float, ends: tuple[float, float]) -> Request:
    """The request filled in so that its measure meets the target.

    Where that lies between two usual shapes or fleets, of which the larger takes more at once, the one before is kept.
    """
    value = solved(lambda value: measure(fill(value)), target, ends)
    found = fill(value)
    if "parameters" not in found.solved or measure(found) > target * (1 - _NEAR):
        return found
    kept = {"as_usual_for": (found.parameters, found.tokens)}
    onward = solved(
        lambda value: measure(fill(value).model_copy(update=kept)), target, (value * (1 - _NEAR), _FARTHEST * value)
    )
    return fill(onward).model_copy(update=kept)


def left_open(request: Request) -> tuple[Fill, tuple[float, float], str]:
    """What a request leaves open: how to fill it in, between which ends it is looked for, and what to call it."""
    if request.parameters or request.model:
        return (
            lambda value: request.model_copy(update={"tokens": value, "solved": frozenset({"tokens"})}),
            _TOKENS,
            "tokens",
        )
    if request.tokens:
        return (
            lambda value: request.model_copy(update={"parameters": value, "solved": frozenset({"parameters"})}),
            _PARAMETERS,
            "parameters",
        )
    return lambda value: request.model_copy(update=_optimal_pair(value)), _WORK, "the compute-optimal pair"


def _optimal_pair(compute: float) -> dict[str, object]:
    best = optima(Quantity("training_compute", compute, Given()))[0]
    size, data = best.parameters.value, best.tokens.value
    return {"parameters": size, "tokens": data, "solved": frozenset({"parameters", "tokens"})}


def _cost(catalogue: Catalogue, today: datetime.date, request: Request) -> float:
    total = estimate(request, catalogue, today).answer["total_cost"]
    if total is None:
        raise RequestError("A budget needs a price.", "Add one, for example `price=2.50`.", field="price")
    return total.value


def solved(cost: Callable[[float], float], budget: float, ends: tuple[float, float]) -> float:
    """Where a rising cost meets the budget, by regula falsi on logarithms, kept within a bracket that shrinks."""
    low, high = math.log(ends[0]), math.log(ends[1])
    below, above = (math.log(cost(math.exp(end)) / budget) for end in (low, high))
    if below > 0:
        raise RequestError(f"${budget:,.2f} buys no training run.", "Say a larger budget.", field="budget")
    if above < 0:
        raise RequestError(
            f"${budget:,.0f} is more than any training run costs.", "Say a smaller budget.", field="budget"
        )
    for turn in range(_PASSES):
        middle = low - below * (high - low) / (above - below) if turn % 3 else (low + high) / 2
        off = math.log(cost(math.exp(middle)) / budget)
        if abs(off) < _CLOSE:
            return math.exp(middle)
        low, below, high, above = (middle, off, high, above) if off < 0 else (low, below, middle, off)
    return math.exp(low)
