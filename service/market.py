"""What accelerators rent for now: an operator's refresh writes a dated file, answers show it beside our defaults."""

import datetime
import math
import os
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import CatalogueError
from estimator.estimate import Estimate
from estimator.render.figures import figure
from service.folder import MARKET_FILES
from service.market_offers import MarketOffer, bring_offers

LOWEST_SHARE = 0.25
HIGHEST_SHARE = 6.0
_WHOLE_NODE = 8


@dataclass(frozen=True, slots=True)
class MarketPrice:
    """Current offers of one accelerator on one billing: USD for an accelerator-hour.

    `lowest` and `median` go over providers; with `whole_nodes` only nodes of eight were counted.
    """

    accelerator: str
    billing: str
    lowest: float
    median: float
    offers: int
    providers: tuple[str, ...]
    whole_nodes: bool


@dataclass(frozen=True, slots=True)
class Market:
    """One day's market: the prices, and how many offers were read, refused as outliers, or of no known accelerator."""

    retrieved: datetime.date
    read: int
    refused: int
    unknown: int
    prices: tuple[MarketPrice, ...]

    def of(self, accelerator: str, billing: str = "on-demand") -> MarketPrice | None:
        """The market now for an accelerator by id, or None."""
        wanted = (accelerator, billing)
        return next((price for price in self.prices if (price.accelerator, price.billing) == wanted), None)

    def line(self, found: Estimate) -> str:
        """What the estimate's accelerator rents for now, beside the price that the estimate uses; empty if unknown."""
        billing = found.request.billing or "on-demand"
        now, used = self.of(found.accelerator.id, billing), found.answer["price"]
        if now is None or used is None:
            return ""
        providers = f"{len(now.providers)} provider{'s' if len(now.providers) > 1 else ''}"
        whose = "your price" if found.request.asked.price else "the price above"
        return (
            f"Market now: from ${now.lowest:.2f}, median ${now.median:.2f} an hour {billing} "
            f"({self.retrieved.isoformat()}, {providers}); the estimate uses {whose}, {figure(used)}."
        )

    @property
    def sentence(self) -> str:
        """What the refresh did, for the operator."""
        return (
            f"Read {self.read} offers: {len(self.prices)} prices of {len({price.accelerator for price in self.prices})}"
            f" accelerators. Refused {self.refused} below a quarter or above six times our default;"
            f" {self.unknown} are of accelerators that the catalogue does not price."
        )


def refresh_market(catalogue: Catalogue, folder: Path, today: datetime.date) -> Market:
    """Bring current offers, write them as a dated file into the folder, and give them back.

    Raises MarketError when no provider could be reached. Never called while a request waits.
    """
    market = market_of(bring_offers(), catalogue, today)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"market-{today.isoformat()}.json"
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(msgspec.json.format(msgspec.json.encode(market), indent=1))
    fresh.replace(path)
    return market


def load_market(folder: Path) -> Market | None:
    """The newest market in the folder, or None when nobody refreshed yet. Raises CatalogueError for a broken file."""
    newest = max(folder.glob(MARKET_FILES), default=None)
    if newest is None:
        return None
    try:
        return msgspec.json.decode(newest.read_bytes(), type=Market)
    except msgspec.DecodeError:
        raise CatalogueError(f"{newest.name} is not a market file.", "Run `llmcost prices refresh`.") from None


def market_line(folder: Path, found: Estimate) -> str:
    """The line of the newest market in the folder; empty where there is none. Raises CatalogueError as loading does."""
    market = load_market(folder)
    return market.line(found) if market else ""


def market_of(offers: Iterable[MarketOffer], catalogue: Catalogue, today: datetime.date) -> Market:
    """The prices in a list of offers, outliers refused and counted."""
    defaults = {default.accelerator: default.price.value for default in catalogue.default_prices}
    kept: dict[tuple[str, str], list[tuple[MarketOffer, float]]] = {}
    read = refused = unknown = 0
    for offer in offers:
        read += 1
        accelerator, devices = _identify(offer, catalogue)
        if accelerator not in defaults:
            unknown += 1
        elif not devices or not _is_plausible(offer.price / devices, defaults[accelerator]):
            refused += 1
        else:
            kept.setdefault((accelerator, offer.billing), []).append((offer, offer.price / devices))
    prices = (_price(accelerator, billing, found) for (accelerator, billing), found in sorted(kept.items()))
    return Market(today, read, refused, unknown, tuple(prices))


def _identify(offer: MarketOffer, catalogue: Catalogue) -> tuple[str, int]:
    """The accelerator's id, empty when unknown, and how many of them the offer holds."""
    if part := catalogue.slice(offer.name):
        return part[0], part[1] * offer.count
    index = catalogue.accelerator_index
    if found := index.find(f"{offer.name} {offer.memory:g}gb"):
        return found, offer.count
    found = index.find(offer.name)
    if found is None or not _is_memory_of(catalogue.accelerator(found).memory.value, offer.memory):
        return "", offer.count
    return found, offer.count


def _is_memory_of(byte: float, gigabyte: float) -> bool:
    tolerance = 0.15  # labels, GB against GiB, and what the driver keeps differ by less
    return not gigabyte or abs(gigabyte * 1e9 / byte - 1) <= tolerance


def _is_plausible(price: float, default: float) -> bool:
    return math.isfinite(price) and LOWEST_SHARE * default <= price <= HIGHEST_SHARE * default


def _price(accelerator: str, billing: str, found: list[tuple[MarketOffer, float]]) -> MarketPrice:
    whole = [pair for pair in found if pair[0].count == _WHOLE_NODE]
    counted = whole or found
    by_provider: dict[str, list[float]] = {}
    for offer, price in counted:
        by_provider.setdefault(offer.provider, []).append(price)
    return MarketPrice(
        accelerator,
        billing,
        round(min(price for _, price in counted), 4),
        round(statistics.median(map(statistics.median, by_provider.values())), 4),
        len(counted),
        tuple(sorted(by_provider)),
        bool(whole),
    )
