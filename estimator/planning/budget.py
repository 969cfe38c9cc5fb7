"""What a budget buys: the tokens of a model, the size for some tokens, or the best pair of both."""

import datetime
import math
from collections.abc import Callable

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.planning.optimal import optima
from estimator.request import Request

_CLOSE = 1e-5
_PASSES = 60
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
    """The request with what its budget buys filled in, and a note of that; its total cost is the budget within 0.1 %.

    Raises RequestError when no price is known, or the budget is too small or too large for any run.
    """
    fill, ends, unknown = left_open(request)
    cost = _cost(fill, catalogue, today)
    found = fill(solved(cost, request.budget or 0.0, ends))
    return found, (Doubt("solved_for_budget", f"The budget is spent on {unknown}; what it buys is solved for."),)


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


def _cost(fill: Fill, catalogue: Catalogue, today: datetime.date) -> Callable[[float], float]:
    def cost(value: float) -> float:
        total = estimate(fill(value), catalogue, today).answer["total_cost"]
        if total is None:
            raise RequestError("A budget needs a price.", "Add one, for example `price=2.50`.", field="price")
        return total.value

    return cost


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
