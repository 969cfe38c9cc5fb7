"""A plan's oracle: nested loops over plain estimates, and catalogues with other accelerators and prices."""

import copy
import datetime
import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, get_args

from msgspec.structs import replace

from estimator import Request, estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Offer
from estimator.errors import RequestError
from estimator.request import Billing
from estimator.run.usual import whole_nodes

DAY = datetime.date(2026, 11, 24)
USUAL: Mapping[str, str | None] = {"provider": None, "billing": None, "region": None}
LONGEST_SPOT, LARGEST_LISTED, TIMES_USUAL = 28, 512, 4096 / 1008


class Tried(NamedTuple):
    accelerator: str
    count: int
    cost: float
    days: float


def tried(request: Request, catalogue: Catalogue) -> Tried | None:
    """What a plain estimate says, None where it cannot be asked for or does not fit."""
    try:
        found = estimate(request.model_copy(update={"deadline": None, "budget": None}), catalogue, DAY)
    except RequestError:
        return None
    cost, days = found.answer["total_cost"], found.answer["wall_clock"]
    if cost is None or days is None or any(doubt.code == "does_not_fit" for doubt in found.doubts):
        return None
    return Tried(found.accelerator.id, found.run.count, cost.value, days.value)


def is_within(one: Tried, request: Request) -> bool:
    return one.days <= (request.deadline or 1e9) and one.cost <= (request.budget or 1e18)


def all_estimates(request: Request, catalogue: Catalogue, *, let: bool = False) -> Iterator[Tried]:
    """Every fleet of every accelerator on every term, or on those that it is `let` on, asked one by one."""
    for accelerator in catalogue.accelerators:
        chosen = request.model_copy(update={"accelerator": accelerator.id})
        priced = [
            (term, price) for term in terms(accelerator, catalogue) if (price := price_of(accelerator, term, catalogue))
        ]
        for count in sizes(chosen, accelerator, catalogue):
            usual = tried(chosen.model_copy(update={"accelerators": count}), catalogue)
            seen = most_seen(accelerator, catalogue) if let else math.inf
            if usual and price_of(accelerator, USUAL, catalogue) and count <= seen:
                yield usual
            one = usual and tried(chosen.model_copy(update={"accelerators": count, "price": 1.0}), catalogue)
            for term, price in priced if one else ():
                if one and (not let or is_let(one, accelerator, term, catalogue)):
                    yield one._replace(cost=one.cost * price)


def price_of(accelerator: Accelerator, term: Mapping[str, str | None], catalogue: Catalogue) -> float | None:
    try:
        choice = catalogue.price(accelerator.id, **term, as_of=DAY)
    except RequestError:
        return None
    return choice.price.value if choice and choice.age_days <= 365 else None


def sizes(request: Request, accelerator: Accelerator, catalogue: Catalogue) -> list[int]:
    usual = estimate(request.model_copy(update={"deadline": None, "budget": None}), catalogue, DAY).run.count
    most = max(TIMES_USUAL * usual, accelerator.node_size)
    if accelerator.network_bandwidth is None and accelerator.link_domain < 64:
        most = max(accelerator.node_size, accelerator.link_domain)
    return [count for count in range(1, int(most) + 1) if whole_nodes(count, accelerator.node_size) == count]


def terms(accelerator: Accelerator, catalogue: Catalogue) -> Iterator[dict[str, str | None]]:
    offers = catalogue.offers_of(accelerator.id)
    for billing in get_args(Billing):
        yield {**USUAL, "billing": billing}
    sold = dict.fromkeys(offer.provider for offer in offers if kind(offer, catalogue) in ("cloud", "marketplace"))
    for provider in sold:
        places = {place.strip() for offer in offers if offer.provider == provider for place in offer.region.split("/")}
        for region in (None, *sorted(places - {""})):
            for billing in get_args(Billing):
                yield {"provider": provider, "billing": billing, "region": region}


def is_let(one: Tried, accelerator: Accelerator, term: Mapping[str, str | None], catalogue: Catalogue) -> bool:
    """Whether such fleets are let on it: prices asked within a year, by whoever lists them."""
    provider, billing = term["provider"], term["billing"]
    if provider is None or not is_recent(accelerator.id, provider, billing, catalogue, term["region"]):
        return False
    if billing == "spot":
        return one.count <= accelerator.node_size and one.days <= LONGEST_SPOT
    most = LARGEST_LISTED if catalogue.provider(provider).kind == "cloud" else accelerator.node_size
    return billing == "on-demand" and one.count <= most


def most_seen(accelerator: Accelerator, catalogue: Catalogue) -> float:
    """How many are let at the usual price: any number where several clouds or a large one let them."""
    listed = {
        term["provider"]
        for term in terms(accelerator, catalogue)
        if term["provider"] and is_recent(accelerator.id, term["provider"], term["billing"], catalogue, term["region"])
    }
    clouds = [name for name in listed if name and catalogue.provider(name).kind == "cloud"]
    return (
        math.inf
        if len(clouds) >= 3 or {"aws", "azure", "gcp", "oci"} & set(clouds)
        else LARGEST_LISTED
        if listed
        else 0
    )


@cache
def is_recent(
    accelerator: str, provider: str, billing: str | None, catalogue: Catalogue, region: str | None = None
) -> bool:
    try:
        choice = catalogue.price(accelerator, provider=provider, billing=billing, region=region, as_of=DAY)
    except RequestError:
        return False
    asked_of = catalogue.provider(provider).kind in ("cloud", "marketplace")
    return bool(choice and asked_of and choice.is_offered and choice.age_days <= 365)


def kind(offer: Offer, catalogue: Catalogue) -> str:
    return catalogue.provider(offer.provider).kind


def changed(catalogue: Catalogue, accelerators: tuple[str, ...], factors: Mapping[str, float]) -> Catalogue:
    """The catalogue with some of its accelerators, and the prices of providers times a factor."""

    class Changed(Catalogue):
        @cache  # noqa: B019 - one catalogue of a test
        def offers_of(self, accelerator: str) -> tuple[Offer, ...]:
            offers = super().offers_of(accelerator)
            return tuple(replace(offer, price=offer.price * factors.get(offer.provider, 1.0)) for offer in offers)

    other = copy.copy(catalogue)
    other.__class__ = Changed
    other.__dict__["accelerators"] = tuple(one for one in catalogue.accelerators if one.id in accelerators)
    return other
