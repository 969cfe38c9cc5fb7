"""Prices as a choice: which price an estimate takes, and what the same hours cost at the others that are asked."""

import datetime
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.quantity import Derived, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.offers import BILLING_WORDS, PriceChoice
from estimator.equations import cost
from estimator.errors import RequestError
from estimator.run.own_accelerator import OWN
from estimator.run.run import Run

LARGE_CLOUDS = ("aws", "azure", "gcp", "oci")
_RECENT_DAYS = 365
_RESERVED = "reserved-1y"
_HOURS_PER_DAY = 24
_KEPT = 512


class AskedPrice(Struct, frozen=True):
    """A price for an accelerator-hour: what to call it, its terms, and the day that it is from."""

    label: str
    price: Quantity
    provider: str | None = None
    billing: str | None = None
    region: str | None = None
    as_of: str | None = None


class PricedRun(Struct, frozen=True):
    """What a run costs at a price that is asked; `is_used` marks the price that the estimate takes."""

    asked: AskedPrice
    cost: Quantity
    is_used: bool


def usual_price(run: Run, hours: Quantity, catalogue: Catalogue) -> PriceChoice | None:
    """The price of a deal about which nothing was said; None when none is known.

    A run that is larger and longer than what is let without commitment takes the price of a year's reservation, where
    somebody asks or pays one that is lower.
    """
    usual = catalogue.price(run.accelerator.id, as_of=run.as_of)
    if usual is None or not _takes_commitment(run, hours, catalogue):
        return usual
    reserved = _known(catalogue, run.accelerator.id, run.as_of, None, _RESERVED)
    is_better = reserved and reserved.is_offered and reserved.price.value < usual.price.value
    return reserved if is_better else usual


def priced_runs(run: Run, hours: Quantity, used: PriceChoice | Quantity, catalogue: Catalogue) -> tuple[PricedRun, ...]:
    """What some accelerator-hours cost at the price used and at the others that are asked, lowest first."""
    taken = _named(asked_price(used, catalogue), run, catalogue) if isinstance(used, PriceChoice) else _own(run, used)
    known = () if run.accelerator.id == OWN else _asked(catalogue, run.accelerator.id, run.as_of)
    others = [asked for asked in known if not _is_same(asked, taken)]
    found = [PricedRun(asked, _cost(hours, asked.price), asked is taken) for asked in (taken, *others)]
    return tuple(sorted(found, key=lambda priced: priced.asked.price.value))


def _own(run: Run, price: Quantity) -> AskedPrice:
    return AskedPrice("your team's price" if "price" in dict(run.request.by_team) else "your price", price)


def _named(asked: AskedPrice, run: Run, catalogue: Catalogue) -> AskedPrice:
    """A price with the provider that was asked for, also where it is guessed from that provider's others."""
    if asked.provider or not run.request.provider:
        return asked
    return replace(asked, label=f"{catalogue.provider(run.request.provider).name} {asked.label}")


def asked_price(choice: PriceChoice, catalogue: Catalogue) -> AskedPrice:
    """A choice of price as people name it: `AWS on demand`, `our default`, `SemiAnalysis index spot`."""
    offer, billing = choice.offer, BILLING_WORDS[choice.billing]
    if offer:
        label = f"{catalogue.provider(offer.provider).name} {billing}"
        return AskedPrice(label, choice.price, offer.provider, offer.billing, offer.region or None, offer.as_of)
    if choice.is_default:
        label = "our default" if choice.billing == "on-demand" else f"our default {billing}"
    else:
        label = f"usual {billing}" if choice.is_offered else f"{billing} at the usual ratio"
    return AskedPrice(label, choice.price, billing=choice.billing, as_of=choice.as_of)


def _takes_commitment(run: Run, hours: Quantity, catalogue: Catalogue) -> bool:
    largest, longest = (
        catalogue.assumption(f"{limit}_uncommitted_deal").figure.value for limit in ("largest", "longest")
    )
    return run.count > largest and hours.value > longest * _HOURS_PER_DAY * run.count


@lru_cache(maxsize=_KEPT)
def _asked(catalogue: Catalogue, accelerator: str, as_of: datetime.date) -> tuple[AskedPrice, ...]:
    """The prices to choose from: cheapest cloud, a year's reservation, our default, the cheapest large cloud's list."""
    listed = _listed(catalogue, accelerator, as_of)
    recent = {name: choice for name, choice in listed.items() if choice.age_days <= _RECENT_DAYS}
    large = [choice for name, choice in recent.items() if name in LARGE_CLOUDS]
    cheapest = [min(group, key=_value) for group in (list(recent.values()), large) if group]
    usual, reserved = (_known(catalogue, accelerator, as_of, None, billing) for billing in (None, _RESERVED))
    if usual and reserved and not reserved.is_offered and reserved.price.value >= usual.price.value:
        reserved = None
    choices = [choice for choice in (*cheapest, usual, reserved) if choice]
    return tuple(dict.fromkeys(asked_price(choice, catalogue) for choice in choices))


def _listed(catalogue: Catalogue, accelerator: str, as_of: datetime.date) -> dict[str, PriceChoice]:
    """Each cloud's price on demand, by the cloud's id."""
    clouds = {provider.id for provider in catalogue.providers if provider.kind == "cloud"}
    sold = dict.fromkeys(offer.provider for offer in catalogue.offers_of(accelerator) if offer.billing == "on-demand")
    found = {}
    for name in sold:
        if name in clouds and (choice := _known(catalogue, accelerator, as_of, name, "on-demand")):
            found[name] = choice
    return found


def _known(
    catalogue: Catalogue, accelerator: str, as_of: datetime.date, provider: str | None, billing: str | None
) -> PriceChoice | None:
    try:
        return catalogue.price(accelerator, provider=provider, billing=billing, as_of=as_of)
    except RequestError:
        return None


def _cost(hours: Quantity, price: Quantity) -> Quantity:
    """The cost of some hours at a price, with the range of the hours."""
    paid, low, high = (cost.compute_cost(end, price.value) for end in (hours.value, hours.low, hours.high))
    return Quantity("compute_cost", paid, Derived(cost.compute_cost, (hours, price)), low, high)


def _is_same(one: AskedPrice, other: AskedPrice) -> bool:
    return (one.label, one.price.value, one.as_of) == (other.label, other.price.value, other.as_of)


def _value(choice: PriceChoice) -> float:
    return choice.price.value
