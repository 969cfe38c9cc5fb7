"""Accelerators for a time, of no model: what renting them costs, told beside what they could train."""

import datetime

from estimator.calculation.numbers import scaled
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.language.asks import asks
from estimator.language.sentences import speaks
from estimator.planning.time import fitting
from estimator.request import Request


def is_rental(request: Request) -> bool:
    """Whether a sentence asks what accelerators cost for a time, and names nothing to train."""
    trained = (request.parameters, request.model, request.tokens, request.method)
    has_time = bool(request.accelerator and request.accelerators and request.deadline)
    return has_time and not any(trained) and asks(request.text) in {None, "cost"} and speaks(request.text)


def rental(request: Request, catalogue: Catalogue, today: datetime.date) -> RequestError:
    """The cost of the accelerators for the time, as what is known before anybody says what they train."""
    budget, count, days = request.budget, request.accelerators or 1, request.deadline or 0.0
    found = estimate(fitting(request.model_copy(update={"budget": None}), catalogue, today)[0], catalogue, today)
    price, hours = found.answer["price"], 24 * days * count
    chips = f"{count}x{request.accelerator}"
    message = f"{count:,} × {found.accelerator.name} for {days:,.4g} days are {scaled(hours)} hours"
    if price:
        message += f": ${scaled(price.value * hours)} at ${price.value:,.3g} an hour each"
    if budget:
        message += f"; ${scaled(budget)} is ${budget / hours:,.3g} an hour each"
    return RequestError(
        f"{message}.",
        "Say what they train for more, or ask what they could.",
        field="parameters",
        suggestions=(f"how big a model can I train with {chips} in {days:.4g} days?", f"own {chips} {days:.4g} days"),
    )
