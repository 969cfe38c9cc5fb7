"""What can be rented for a fleet: which terms reach how many accelerators, by the evidence of offers and of runs."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import NamedTuple

from estimator.calculation.arrays import Array
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.catalogue.offers import ENOUGH_PROVIDERS
from estimator.errors import RequestError
from estimator.money.prices import LARGE_CLOUDS
from estimator.planning.terms import Term, all_terms, terms_of
from estimator.request import Request
from estimator.run import usual

RECENT_DAYS = 365
_RESERVED = "reserved-1y"
_STATED = "A"
_POD = 64
_HOURS_PER_DAY = 24


@dataclass(frozen=True, slots=True)
class Deal:
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

    def allows(self, sizes: Array, days: Array) -> Array:
        """Which fleets it is let to, for so many days."""
        above = (sizes > self.above_accelerators) & (days > self.above_days)
        return above & (sizes <= self.most_accelerators) & (days <= self.most_days)


class Most(NamedTuple):
    """The most of something that published runs took, and the run that did."""

    value: float
    run: str


@dataclass(frozen=True, slots=True)
class Published:
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
    """The deals for an accelerator within the terms that a request says, else within what is let to a fleet.

    A price must have been asked within a year. Whoever lists prices lets so many accelerators without commitment; more
    take the usual price of a deal of their size, where the accelerator is widely let. A market of others' machines,
    and capacity that can be taken away, is for one node. Empty without such a price.
    """
    if request.price or request.provider or request.billing or request.region:
        return [Deal(term) for term in terms_of(request, accelerator.id, catalogue, as_of)]
    kinds = {provider.id: provider.kind for provider in catalogue.providers}
    known = [term for term in all_terms(catalogue, accelerator.id, as_of) if term.provider and _is_asked(term)]
    limits = _uncommitted(catalogue)
    found = [deal for term in known for deal in _listed(term, kinds, accelerator.node_size, *limits)]
    if not found:
        return []
    most = inf if _is_widely_let({term.provider for term in known}, kinds) else limits[0]
    return [*found, *_usual(accelerator.id, catalogue, as_of, most, limits)]


def _is_widely_let(providers: set[str | None], kinds: dict[str, str]) -> bool:
    """Whether an accelerator is let by a large cloud or by several: what one small cloud has makes no large fleet."""
    clouds = [name for name in providers if name and kinds[name] == "cloud"]
    return len(clouds) >= ENOUGH_PROVIDERS or any(name in LARGE_CLOUDS for name in clouds)


def _is_asked(term: Term) -> bool:
    return term.is_offered and term.age_days <= RECENT_DAYS


def _uncommitted(catalogue: Catalogue) -> tuple[float, float]:
    """How many accelerators are let without commitment, and for how many days."""
    names = ("largest_uncommitted_deal", "longest_uncommitted_deal")
    largest, longest = (catalogue.assumption(name).figure.value for name in names)
    return largest, longest


def _listed(term: Term, kinds: dict[str, str], node: int, largest: float, longest: float) -> Iterator[Deal]:
    """The deal that a provider's list offers, if any."""
    if term.billing == "spot":
        yield Deal(term, most_accelerators=node, most_days=longest)
    elif term.billing == "on-demand":
        yield Deal(term, most_accelerators=largest if kinds[term.provider or ""] == "cloud" else node)


def _usual(
    accelerator: str, catalogue: Catalogue, as_of: datetime.date, most: float, uncommitted: tuple[float, float]
) -> Iterator[Deal]:
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
        term = Term(reserved.price.value, billing=_RESERVED, age_days=reserved.age_days)
        yield Deal(term, most_accelerators=most, above_accelerators=uncommitted[0], above_days=uncommitted[1])
