"""What can be rented for a fleet: which terms reach how many accelerators, by the evidence of offers and of runs."""

import datetime
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import inf
from typing import NamedTuple

from msgspec import Struct

from estimator.calculation.arrays import Array
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.catalogue.offers import ENOUGH_PROVIDERS
from estimator.errors import RequestError
from estimator.money.prices import LARGE_CLOUDS
from estimator.planning.terms import RECENT_DAYS, Term, recent_terms, terms_of
from estimator.request import Request
from estimator.run import usual

_RESERVED = "reserved-1y"
_STATED = "A"
_POD = 64
_KEPT = 512
_HOURS_PER_DAY = 24


class Deal(Struct, frozen=True):
    """A term and what it is let for: at most so many accelerators and days, or only more and longer than those."""

    term: Term
    most_accelerators: float = inf
    most_days: float = inf
    above_accelerators: float = 0
    above_days: float = 0

    @property
    def limits(self) -> tuple[float, ...]:
        """What it is let for; of two such deals only the price differs."""
        return (self.most_accelerators, self.most_days, self.above_accelerators, self.above_days)

    def reaches(self, sizes: Array) -> Array:
        """Which fleets it is let to, for whatever time."""
        return (sizes > self.above_accelerators) & (sizes <= self.most_accelerators)

    def allows(self, sizes: Array, days: Array) -> Array:
        """Which fleets it is let to, for so many days."""
        return self.reaches(sizes) & (days > self.above_days) & (days <= self.most_days)


class Most(NamedTuple):
    """The most of something that published runs took, and the run that did."""

    value: float
    run: str


class Published(Struct, frozen=True):
    """The most accelerators and days of published runs, and the most accelerators beside the usual for their work."""

    accelerators: Most
    days: Most
    times_usual: Most


@lru_cache(maxsize=4)
def published(catalogue: Catalogue) -> Published:
    """What runs have been published with, of those whose inputs are stated."""
    runs = [
        (run, run.accelerators, usual.accelerators(Request(), chip, run.active_parameters, run.tokens).value)
        for run, chip in catalogue.runs_with_accelerators
        if run.accelerators and run.tokens and run.phase == "pretrain" and run.quality == _STATED
    ]
    return Published(
        accelerators=max(Most(float(count), run.model) for run, count, _ in runs),
        days=max(Most(run.accelerator_hours / count / _HOURS_PER_DAY, run.model) for run, count, _ in runs),
        times_usual=max(Most(count / often, run.model) for run, count, often in runs),
    )


def has_network(accelerator: Accelerator) -> bool:
    """Whether a network between nodes is known, or a fast domain of many nodes."""
    return accelerator.network_bandwidth is not None or accelerator.link_domain >= _POD


def reach(accelerator: Accelerator, catalogue: Catalogue) -> int:
    """The most accelerators in a fleet: as many as a published run took.

    Where no network between nodes is known, as many as one node or fast domain has.
    """
    if not has_network(accelerator):
        return max(accelerator.node_size, accelerator.link_domain)
    return int(published(catalogue).accelerators.value)


def deals_of(request: Request, accelerator: Accelerator, catalogue: Catalogue, as_of: datetime.date) -> list[Deal]:
    """The deals for an accelerator within the terms that a request says, and what each is let for.

    A price must have been asked within a year. Whoever lists prices lets so many accelerators without commitment; more
    take the usual price of a deal of their size, where the accelerator is widely let. A market of others' machines, and
    capacity that can be taken away, is for one node. What is said is let to any fleet. Empty where nothing is let.
    """
    if request.price:
        return [Deal(term) for term in terms_of(request, accelerator.id, catalogue, as_of)]
    if not (request.billing or request.provider or request.region):
        return list(_open_deals(accelerator.id, catalogue, as_of))
    asked = [term for term in recent_terms(request, accelerator.id, catalogue, as_of) if term.is_offered]
    if request.billing:
        return [Deal(term, _most(term, accelerator, catalogue, request.provider)) for term in asked]
    return [deal for term in asked for deal in _listed(term, accelerator, catalogue, inf)]


@lru_cache(maxsize=_KEPT)
def _open_deals(accelerator: str, catalogue: Catalogue, as_of: datetime.date) -> tuple[Deal, ...]:
    """The deals where no terms are said."""
    known = recent_terms(Request(), accelerator, catalogue, as_of)
    asked = [term for term in known if term.provider and term.is_offered]
    entry, largest = catalogue.accelerator(accelerator), _uncommitted(catalogue)[0]
    found = [deal for term in asked for deal in _listed(term, entry, catalogue, largest)]
    seen = inf if _is_widely_let({term.provider or "" for term in asked}, catalogue) else largest if found else 0
    usual = [deal for deal in usual_deals(accelerator, catalogue, as_of, seen) if deal.term.age_days <= RECENT_DAYS]
    return (*found, *(deal for deal in usual if deal.above_accelerators < seen))


def _is_widely_let(providers: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether an accelerator is let by a large cloud or by several: what one small cloud has makes no large fleet."""
    clouds = [name for name in providers if catalogue.provider(name).kind == "cloud"]
    return len(clouds) >= ENOUGH_PROVIDERS or any(name in LARGE_CLOUDS for name in clouds)


def _most(term: Term, accelerator: Accelerator, catalogue: Catalogue, said: str | None) -> float:
    """A market of others' machines is for one node, unless it was said."""
    is_market = term.provider is not None and catalogue.provider(term.provider).kind == "marketplace"
    return accelerator.node_size if is_market and not said else inf


def _uncommitted(catalogue: Catalogue) -> tuple[float, float]:
    """How many accelerators are let without commitment, and for how many days."""
    names = ("largest_uncommitted_deal", "longest_uncommitted_deal")
    largest, longest = (catalogue.assumption(name).figure.value for name in names)
    return largest, longest


def _listed(term: Term, accelerator: Accelerator, catalogue: Catalogue, largest: float) -> Iterator[Deal]:
    """The deal that a provider's list offers, if any."""
    if term.billing == "spot":
        yield Deal(term, most_accelerators=accelerator.node_size, most_days=_uncommitted(catalogue)[1])
    elif term.provider and term.billing == "on-demand":
        is_cloud = catalogue.provider(term.provider).kind == "cloud"
        yield Deal(term, most_accelerators=largest if is_cloud else accelerator.node_size)


def usual_deals(accelerator: str, catalogue: Catalogue, as_of: datetime.date, most: float = inf) -> Iterator[Deal]:
    """What an estimate takes when no terms are said, on demand and, where a run is large and long, reserved."""
    asked = catalogue.price(accelerator, as_of=as_of)
    if asked is None:
        return
    yield Deal(Term(asked.price.value, is_offered=asked.is_offered, age_days=asked.age_days), most_accelerators=most)
    try:
        reserved = catalogue.price(accelerator, billing=_RESERVED, as_of=as_of)
    except RequestError:
        return
    if reserved and reserved.is_offered and reserved.price.value < asked.price.value:
        above = _uncommitted(catalogue)
        term = Term(reserved.price.value, billing=_RESERVED, age_days=reserved.age_days)
        yield Deal(term, most_accelerators=most, above_accelerators=above[0], above_days=above[1])
