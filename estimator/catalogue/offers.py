"""Which price applies: the offer that was asked for, else our default, else a ratio to what is known."""

import datetime
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.quantity import Assumed, Fact, Quantity
from estimator.catalogue.entries import Accelerator, Assumption, DefaultPrice, Offer, Provider
from estimator.catalogue.facts import Facts
from estimator.catalogue.ratios import ends, ratio_to_on_demand
from estimator.errors import RequestError

ASKABLE = frozenset({"cloud", "marketplace"})
BILLING_WORDS = {
    "on-demand": "on demand",
    "spot": "spot",
    "reserved-1y": "reserved for a year",
    "reserved-3y": "reserved for three years",
    "capacity-block": "capacity block",
    "committed": "committed",
}
_RECENT_DAYS = 365
ENOUGH_PROVIDERS = 3
_WITHOUT_COMMITMENT = ("on-demand", "capacity-block", "committed", "spot")


class Terms(Struct, frozen=True):
    """What a request says about the price: provider by id, billing, region, and the day to look from."""

    provider: str | None
    billing: str | None
    region: str | None
    as_of: datetime.date


class PriceChoice(Struct, frozen=True):
    """A price (USD for an accelerator-hour), whose it is, on which terms and from when.

    `offer` is the offer that it is taken from, None for a default, a median or a ratio; `is_offered` says that somebody
    asks or pays it, which a ratio does not, and `is_default` that the price is ours. `instead_of` is the region that
    was asked for where the price is of another. `age_days` counts from the first day of the time that `as_of` names.
    """

    price: Quantity
    basis: str
    as_of: str
    age_days: int
    billing: str
    offer: Offer | None = None
    is_offered: bool = True
    is_default: bool = False
    instead_of: str | None = None


def first_day(moment: str) -> datetime.date:
    """The first day of a year, a month, or the day itself: "2026-05" begins on 2026-05-01."""
    return datetime.date.fromisoformat((moment + "-01-01")[:10])


def choose(catalogue: Facts, accelerator: Accelerator, terms: Terms) -> PriceChoice | None:
    """The price on those terms, or None when none is known. Raises RequestError for terms that nobody offers."""
    if not (terms.provider or terms.region) and terms.billing in (None, "on-demand"):
        return _usual(catalogue, accelerator, terms)
    known = _known_offers(catalogue, accelerator, terms)
    located = _at_place(catalogue, accelerator, known, terms)
    if index := _indexed(catalogue, accelerator, terms):
        return index
    if not located:
        return _by_ratio(catalogue, accelerator, [], terms)
    return _on_terms(catalogue, accelerator, located, terms)


def first_known(catalogue: Facts, accelerator: str) -> str | None:
    """The year, month or day of the oldest price on demand of an accelerator (by id), None where there is none."""
    defaults = (price.as_of for price in catalogue.default_prices if price.accelerator == accelerator)
    offers = (
        offer.as_of for offer in _usable(catalogue, accelerator, datetime.date.max) if offer.billing == "on-demand"
    )
    return min((*defaults, *offers), key=first_day, default=None)


def _usual(catalogue: Facts, accelerator: Accelerator, terms: Terms) -> PriceChoice | None:
    """Our newest default of that day; before the first, what was on offer on demand; None when nothing was.

    An index or a median of others counts where no list of a provider is known.
    """
    if default := _default(catalogue, accelerator.id, terms.as_of):
        return _of_default(default, terms)
    listed = [offer for offer in _usable(catalogue, accelerator.id, terms.as_of) if offer.billing == "on-demand"]
    kinds = {provider.id: provider.kind for provider in catalogue.providers}
    offers = [offer for offer in listed if kinds[offer.provider] in ASKABLE]
    offers = offers or [offer for offer in listed if kinds[offer.provider] == "aggregate"]
    return _on_terms(catalogue, accelerator, offers, replace(terms, billing="on-demand")) if offers else None


def _indexed(catalogue: Facts, accelerator: Accelerator, terms: Terms) -> PriceChoice | None:
    """What an index of the last year says is paid on a term that was asked of nobody in particular."""
    if terms.provider or terms.region:
        return None
    kinds = {provider.id: provider for provider in catalogue.providers if provider.kind == "aggregate"}
    listed = [
        offer
        for offer in _usable(catalogue, accelerator.id, terms.as_of)
        if offer.billing == terms.billing
        and offer.provider in kinds
        and (terms.as_of - first_day(offer.as_of)).days <= _RECENT_DAYS
    ]
    newest = max(listed, key=_age_key, default=None)
    return _of_provider(kinds[newest.provider], [newest], terms) if newest else None


def _default(catalogue: Facts, accelerator: str, as_of: datetime.date) -> DefaultPrice | None:
    own = (price for price in catalogue.default_prices if price.accelerator == accelerator)
    known = (price for price in own if first_day(price.as_of) <= as_of)
    return max(known, key=_age_key, default=None)


def _of_default(default: DefaultPrice, terms: Terms) -> PriceChoice:
    basis = f"our default, {BILLING_WORDS[default.billing]}, {default.as_of}"
    price = default.price.assumption("price", f"{basis}: {default.reason}")
    return replace(_choice(price, basis, default.as_of, replace(terms, billing=default.billing)), is_default=True)


def _known_offers(catalogue: Facts, accelerator: Accelerator, terms: Terms) -> list[Offer]:
    askable = {provider.id for provider in catalogue.providers if provider.kind in ASKABLE}
    usable = [offer for offer in _usable(catalogue, accelerator.id, terms.as_of) if offer.provider in askable]
    if terms.provider is None:
        return usable
    found = [offer for offer in usable if offer.provider == terms.provider]
    if not found:
        name = catalogue.provider(terms.provider).name
        raise RequestError(
            f"I know no price of {name} for the {accelerator.id}.",
            _related(catalogue, accelerator, terms) + _those_that_exist(offer.provider for offer in usable),
            field="provider",
        )
    return found


def _usable(catalogue: Facts, accelerator: str, as_of: datetime.date) -> list[Offer]:
    return [offer for offer in catalogue.offers_of(accelerator) if offer.usable and first_day(offer.as_of) <= as_of]


def _related(catalogue: Facts, accelerator: Accelerator, terms: Terms) -> str:
    """The provider's other accelerators of the same series, as a sentence: a V100 of Azure is a PCIe card."""
    series = accelerator.id.split("-")[0]
    others = dict.fromkeys(
        offer.accelerator
        for offer in catalogue.offers
        if offer.usable and offer.provider == terms.provider and offer.accelerator.split("-")[0] == series
    )
    return f"It has the {' and the '.join(others)}. " if others else ""


def _is_at(offer: Offer, region: str) -> bool:
    return region.strip().lower() in (place.strip().lower() for place in offer.region.split("/"))


def _has_region(catalogue: Facts, provider: str, region: str) -> bool:
    return any(grid.id.lower() == f"{provider}:{region.strip().lower()}" for grid in catalogue.grids)


def _at_place(catalogue: Facts, accelerator: Accelerator, known: list[Offer], terms: Terms) -> list[Offer]:
    """The offers of the region; of a provider that was named also those that it makes for all its regions.

    Where it has the region and no price of it is known, those of its other regions.
    """
    if terms.region is None:
        return known
    found = [offer for offer in known if _is_at(offer, terms.region)]
    if terms.provider and not found:
        everywhere = [offer for offer in known if not offer.region]
        found = everywhere or (known if _has_region(catalogue, terms.provider, terms.region) else [])
    if not found:
        places = (place.strip() for offer in known for place in offer.region.split("/") if place.strip())
        raise RequestError(
            f"I know no price of the {accelerator.id} in {terms.region}.", _those_that_exist(places), field="region"
        )
    return found


def _on_terms(catalogue: Facts, accelerator: Accelerator, known: list[Offer], terms: Terms) -> PriceChoice | None:
    billings = {offer.billing for offer in known}
    billing = terms.billing or next((term for term in _WITHOUT_COMMITMENT if term in billings), None)
    fitting = [offer for offer in known if offer.billing == billing]
    if not fitting:
        return _by_ratio(catalogue, accelerator, known, terms)
    newest = _newest_of_each(fitting)
    if terms.provider or len({offer.provider for offer in known}) == 1:
        return _of_provider(catalogue.provider(newest[0].provider), newest, terms)
    recent = [offer for offer in newest if (terms.as_of - first_day(offer.as_of)).days <= _RECENT_DAYS]
    if len({offer.provider for offer in recent}) >= ENOUGH_PROVIDERS:
        return _median(recent, terms)
    has_ratio = ratio_to_on_demand(catalogue, terms.billing, terms.provider) and not terms.region
    return _by_ratio(catalogue, accelerator, [], terms) if has_ratio else _median(newest, terms)


def _newest_of_each(fitting: Sequence[Offer]) -> list[Offer]:
    """Of each provider's offers the verified ones, and of those the newest."""
    newest: list[Offer] = []
    for provider in dict.fromkeys(offer.provider for offer in fitting):
        own = [offer for offer in fitting if offer.provider == provider]
        trusted = [offer for offer in own if offer.verified] or own
        latest = max(first_day(offer.as_of) for offer in trusted)
        newest += [offer for offer in trusted if first_day(offer.as_of) == latest]
    return newest


def _of_provider(provider: Provider, newest: list[Offer], terms: Terms) -> PriceChoice:
    offer = sorted(newest, key=_price_key)[(len(newest) - 1) // 2]
    where = f", {offer.region}" if offer.region and terms.region else ""
    if _is_elsewhere(offer, terms):
        where += f" as none is known of {terms.region}"
    basis = f"{provider.name}, {BILLING_WORDS[offer.billing]}{where}, list of {offer.as_of}"
    prices = [offer.price for offer in newest]
    price = Quantity("price", offer.price, Fact(offer.source, offer.verified, offer.note), min(prices), max(prices))
    return _choice(price, basis, offer.as_of, replace(terms, billing=offer.billing), offer)


def _median(newest: list[Offer], terms: Terms) -> PriceChoice:
    of_each = [
        _middle([offer.price for offer in newest if offer.provider == provider])
        for provider in dict.fromkeys(offer.provider for offer in newest)
    ]
    middle = _middle(of_each)
    example = min(newest, key=lambda offer: abs(offer.price - middle))
    oldest = min(newest, key=_age_key)
    where = f" in {terms.region}" if terms.region else ""
    basis = f"median of {len(of_each)} providers{where}, {BILLING_WORDS[example.billing]}, lists from {oldest.as_of} on"
    price = Quantity("price", middle, Assumed(basis, example.source), min(of_each), max(of_each))
    return _choice(price, basis, oldest.as_of, replace(terms, billing=example.billing))


def _by_ratio(catalogue: Facts, accelerator: Accelerator, known: list[Offer], terms: Terms) -> PriceChoice | None:
    """The price on demand times the usual ratio for the term that was asked for."""
    ratio = ratio_to_on_demand(catalogue, terms.billing, terms.provider)
    on_demand = [offer for offer in known if offer.billing == "on-demand"]
    if ratio is None or (known and not on_demand):
        words = dict.fromkeys(offer.billing for offer in known or catalogue.offers_of(accelerator.id))
        raise RequestError(
            f"I know no {terms.billing} price of the {accelerator.id}.", _those_that_exist(words), field="billing"
        )
    plain = replace(terms, billing="on-demand")
    is_of_somebody = on_demand and (terms.provider or terms.region)
    start = (
        _on_terms(catalogue, accelerator, on_demand, plain) if is_of_somebody else choose(catalogue, accelerator, plain)
    )
    return _scaled(start, ratio, terms) if start else None


def _scaled(start: PriceChoice, ratio: Assumption, terms: Terms) -> PriceChoice:
    share = ratio.figure.quantity("price")
    words = BILLING_WORDS[terms.billing or "on-demand"]
    basis = f"{words}, taken as {share.value:g} of {start.price.value:g} USD ({start.basis})"
    origin = Assumed(f"{basis}: {ratio.reason}", ratio.figure.source)
    price = Quantity("price", start.price.value * share.value, origin, *ends(start.price, share))
    return replace(_choice(price, basis, start.as_of, terms), is_offered=False, instead_of=start.instead_of)


def _choice(price: Quantity, basis: str, as_of: str, terms: Terms, offer: Offer | None = None) -> PriceChoice:
    age = max(0, (terms.as_of - first_day(as_of)).days)
    instead_of = terms.region if offer and _is_elsewhere(offer, terms) else None
    return PriceChoice(price, basis, as_of, age, terms.billing or "on-demand", offer, instead_of=instead_of)


def _is_elsewhere(offer: Offer, terms: Terms) -> bool:
    return bool(offer.region and terms.region) and not _is_at(offer, terms.region or "")


def _middle(prices: Sequence[float]) -> float:
    """The median; the module `statistics` would cost a start three times what the rest of this file does."""
    ranked = sorted(prices)
    return (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2


def _price_key(offer: Offer) -> float:
    return offer.price


def _age_key(dated: Offer | DefaultPrice) -> datetime.date:
    return first_day(dated.as_of)


def _those_that_exist(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    return f"There is: {', '.join(found)}." if found else "There is none that I could offer instead."
