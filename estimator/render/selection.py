"""The entries of the catalogue that hold all the words of a filter, whatever their case."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Grid, Model, Offer

Entry = TypeVar("Entry")


def chosen_accelerators(catalogue: Catalogue, words: str) -> list[Accelerator]:
    """Accelerators by id, name, maker, architecture or alias."""
    return _chosen(
        catalogue.accelerators,
        words,
        lambda entry: (entry.id, entry.name, entry.vendor, entry.architecture, *entry.bare_names, *entry.aliases),
    )


def chosen_models(catalogue: Catalogue, words: str) -> list[Model]:
    """Models by id, name, organisation, family or alias."""
    return _chosen(
        catalogue.models, words, lambda entry: (entry.id, entry.name, entry.organisation, entry.family, *entry.aliases)
    )


def chosen_offers(catalogue: Catalogue, words: str) -> list[Offer]:
    """Offers by accelerator, provider, billing, region, instance or date."""
    return _chosen(
        catalogue.offers,
        words,
        lambda entry: (entry.accelerator, entry.provider, entry.billing, entry.region, entry.sku, entry.as_of),
    )


def chosen_grids(catalogue: Catalogue, words: str) -> list[Grid]:
    """Places by id, name, kind or alias."""
    return _chosen(catalogue.grids, words, lambda entry: (entry.id, entry.name, entry.kind, *entry.aliases))


def _chosen(entries: Iterable[Entry], words: str, texts: Callable[[Entry], tuple[str, ...]]) -> list[Entry]:
    wanted = words.lower().split()
    return [entry for entry in entries if _holds_all(" ".join(texts(entry)).lower(), wanted)]


def _holds_all(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)
