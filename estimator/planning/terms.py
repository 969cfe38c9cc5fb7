"""The terms that an accelerator can be rented on: all that an estimate can be asked for, with the price of each."""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import get_args

from msgspec import Struct

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.offers import ASKABLE
from estimator.errors import RequestError
from estimator.request import Billing, Request

RECENT_DAYS = 365
_KEPT = 512
_BILLINGS: tuple[str, ...] = get_args(Billing)


class Term(Struct, frozen=True):
    """Whose accelerators, on which terms and where, and the price of an hour [USD]; `is_offered` is false for a ratio.

    A price that the request gives has no terms, nor has the usual price of a deal of some size. `age_days` is how long
    ago the price was asked.
    """

    price: float
    provider: str | None = None
    billing: str | None = None
    region: str | None = None
    is_offered: bool = True
    age_days: int = 0

    @property
    def words(self) -> dict[str, str | None]:
        """The terms as fields of a request."""
        return {"provider": self.provider, "billing": self.billing, "region": self.region}


def terms_of(request: Request, accelerator: str, catalogue: Catalogue, as_of: datetime.date) -> tuple[Term, ...]:
    """All terms for an accelerator (by id) within those that a request says, cheapest first; empty without a price."""
    if request.price:
        return (Term(request.price, request.provider, request.billing, request.region),)
    return _within(catalogue, accelerator, as_of, request.provider, request.billing, request.region)


def recent_terms(request: Request, accelerator: str, catalogue: Catalogue, as_of: datetime.date) -> tuple[Term, ...]:
    """The terms of a request whose price was asked within a year, cheapest first."""
    return tuple(term for term in terms_of(request, accelerator, catalogue, as_of) if term.age_days <= RECENT_DAYS)


@lru_cache(maxsize=_KEPT)
def _within(catalogue: Catalogue, accelerator: str, as_of: datetime.date, *said: str | None) -> tuple[Term, ...]:
    """The terms of a provider, a billing and a region, as far as they are said."""
    known = all_terms(catalogue, accelerator, as_of)
    return tuple(
        term for term in known if all(word in (None, own) for word, own in zip(said, term.words.values(), strict=True))
    )


@lru_cache(maxsize=_KEPT)
def all_terms(catalogue: Catalogue, accelerator: str, as_of: datetime.date) -> tuple[Term, ...]:
    """Every term with a billing, cheapest first: without one the price of a nameless deal depends on its size."""
    kinds = {provider.id: provider.kind for provider in catalogue.providers}
    places: dict[str | None, set[str]] = {}
    for offer in catalogue.offers_of(accelerator):
        if offer.usable and kinds[offer.provider] in ASKABLE:
            regions = places.setdefault(offer.provider, set())
            regions |= {place.strip() for place in offer.region.split("/") if place.strip()}
    sites: list[tuple[str | None, str | None]] = [(None, None)]
    sites += [(provider, region) for provider, own in places.items() for region in (None, *sorted(own))]
    found = [
        term
        for site, billing in product(sites, _BILLINGS)
        for term in _term(catalogue, accelerator, *site, billing, as_of)
    ]
    return tuple(sorted(found, key=lambda term: (term.price, not term.is_offered)))


def _term(
    catalogue: Catalogue,
    accelerator: str,
    provider: str | None,
    region: str | None,
    billing: str,
    as_of: datetime.date,
) -> Iterator[Term]:
    try:
        choice = catalogue.price(accelerator, provider=provider, billing=billing, region=region, as_of=as_of)
    except RequestError:
        return
    if choice:
        yield Term(choice.price.value, provider, billing, region, choice.is_offered, choice.age_days)
