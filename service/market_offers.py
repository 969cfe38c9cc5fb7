"""Current offers of accelerators, brought by the library gpuhunt from providers' price lists or from local files."""

import csv
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from estimator.errors import EstimatorError

if TYPE_CHECKING:
    import gpuhunt  # type: ignore[import-untyped]  # the library ships no types

_PROVIDERS = ("aws", "azure", "verda", "gcp", "lambdalabs", "nebius", "oci", "runpod", "cloudrift")
_LOCAL_FILES = "GPUHUNT_CATALOG_DIR"


_log = logging.getLogger(__name__)


class MarketError(EstimatorError):
    """Current prices cannot be brought."""

    code = "market"


@dataclass(frozen=True, slots=True)
class MarketOffer:
    """An instance with accelerators: their name and memory (GB, 0 when unknown), how many, and USD an hour for all."""

    provider: str
    name: str
    memory: float
    count: int
    billing: str
    price: float


def bring_offers() -> list[MarketOffer]:
    """Every offer with accelerators. Raises MarketError when nothing could be reached.

    Reads the files of the folder that GPUHUNT_CATALOG_DIR names instead, where it is set: one CSV for each provider.
    """
    folder = os.environ.get(_LOCAL_FILES)
    offers = [offer for item in _items(folder) if (offer := _offer(item))]
    if not offers:
        where = f"in {_LOCAL_FILES}" if folder else "from any provider"
        raise MarketError(f"I got no offers {where}.", "Is the network reachable? The defaults stay as they are.")
    return offers


def _items(folder: str | None) -> "Iterator[gpuhunt.CatalogItem]":
    import gpuhunt  # noqa: PLC0415 - only a refresh needs it, and it is slow to import

    catalog = gpuhunt.Catalog(auto_reload=False)
    with _quiet("gpuhunt"):
        if not folder:
            _load(catalog)
        for provider in _PROVIDERS:
            if not folder or (Path(folder) / f"{provider}.csv").is_file():
                yield from _of_provider(catalog, provider)


def _of_provider(catalog: "gpuhunt.Catalog", provider: str) -> "list[gpuhunt.CatalogItem]":
    try:
        return list(catalog.query(provider=provider, min_gpu_count=1))
    except (ValueError, OSError, csv.Error) as error:
        _log.warning("The offers of %s cannot be read: %s", provider, error)
        return []


def _load(catalog: "gpuhunt.Catalog") -> None:
    import gpuhunt  # noqa: PLC0415 - as above

    try:
        catalog.load()
    except gpuhunt.GPUHuntError as error:
        raise MarketError(f"{error}.", "Is the network reachable? The defaults stay as they are.") from error


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Without the library's traceback for each provider that it cannot reach: ours is one sentence."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _offer(item: "gpuhunt.CatalogItem") -> MarketOffer | None:
    if not item.gpu_name or item.gpu_count < 1:
        return None
    billing = "spot" if item.spot else "on-demand"
    return MarketOffer(item.provider, item.gpu_name, item.gpu_memory or 0, item.gpu_count, billing, item.price)
