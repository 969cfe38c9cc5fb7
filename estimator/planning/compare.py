"""The same request on other accelerators, side by side."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent
from estimator.calculation.quantity import Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.equations import throughput
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.request import Request
from estimator.run.machine import DEFAULT_ACCELERATOR

OTHERS = 5
# What people weigh against each other, from the most rented to the newest.
USUAL = ("h100-sxm", "h200-sxm", "b200-sxm", "a100-80gb-sxm", "mi300x", "tpu-v5p", "gb200")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Estimates of one request on several accelerators, the one asked for first, and what was left out and why."""

    estimates: tuple[Estimate, ...]
    doubts: tuple[Doubt, ...]


def compare(request: Request, catalogue: Catalogue, today: datetime.date, others: Sequence[str] = ()) -> Comparison:
    """Answer a request on its own accelerator and on up to OTHERS others, named or usual.

    A price, a provider, a region or a peak that was given belongs to the accelerator asked for: the others are priced
    by their defaults. Raises RequestError when the request itself cannot be answered.
    """
    asked = estimate(request, catalogue, today)
    names = [catalogue.accelerator(name).id for name in others] or list(USUAL)
    own = request.accelerator or DEFAULT_ACCELERATOR
    results = [asked]
    doubts = list(_carried_over(request))
    for name in [name for name in names if name != own][:OTHERS]:
        try:
            results.append(estimate(elsewhere(request, name), catalogue, today))
        except RequestError as error:
            doubts.append(Doubt("left_out", str(error)))
    return Comparison(tuple(results), tuple(doubts))


def days(found: Estimate) -> Quantity | None:
    """The days that a run takes, on the usual number of accelerators where its request leaves that open."""
    hours = found.answer["accelerator_hours"]
    return found.answer["wall_clock"] or (hours and throughput.wall_clock.of(hours, found.run.accelerators))


def elsewhere(request: Request, accelerator: str) -> Request:
    """The same request on another accelerator, without what belonged to the first."""
    gone = dict.fromkeys(("price", "provider", "region", "peak_throughput"))
    return request.model_copy(update={"accelerator": accelerator, **gone})


def _carried_over(request: Request) -> Iterator[Doubt]:
    if request.mfu:
        yield Doubt("mfu_carried_over", f"MFU {per_cent(request.mfu)}, as you gave it, on each of them.")
    if request.price:
        yield Doubt("price_not_carried_over", "Your price is for your accelerator; the others have default prices.")
