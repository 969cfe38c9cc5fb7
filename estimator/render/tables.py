"""The catalogue as tables of plain strings: for a terminal, for Slack, for the documentation."""

from typing import NamedTuple

from estimator.calculation.numbers import scaled
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, DefaultPrice, Figure, Grid, Model, Offer
from estimator.render.selection import chosen_accelerators, chosen_grids, chosen_models, chosen_offers


class CatalogueTable(NamedTuple):
    """Headers and rows, all of one length."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def accelerator_table(catalogue: Catalogue, words: str = "") -> CatalogueTable:
    """The accelerators that hold all the words, with dense peaks and default prices."""
    prices = {price.accelerator: price for price in catalogue.default_prices}
    return CatalogueTable(
        ("id", "name", "16-bit TFLOP/s", "fp8 TFLOP/s", "memory GB", "power W", "USD/hour", "low to high"),
        tuple(_accelerator(entry, prices.get(entry.id)) for entry in chosen_accelerators(catalogue, words)),
    )


def model_table(catalogue: Catalogue, words: str = "") -> CatalogueTable:
    """The models that hold all the words."""
    return CatalogueTable(
        ("id", "organisation", "released", "parameters", "active", "tokens"),
        tuple(_model(entry) for entry in chosen_models(catalogue, words)),
    )


def price_table(catalogue: Catalogue, words: str = "") -> CatalogueTable:
    """The offers that hold all the words, in USD for an accelerator-hour."""
    return CatalogueTable(
        ("accelerator", "provider", "billing", "USD/hour", "region", "as of"),
        tuple(_offer(entry) for entry in chosen_offers(catalogue, words)),
    )


def grid_table(catalogue: Catalogue, words: str = "") -> CatalogueTable:
    """The places that hold all the words, in g CO2e for each kWh."""
    return CatalogueTable(
        ("id", "name", "kind", "g CO2e/kWh", "basis", "year"),
        tuple(_grid(entry) for entry in chosen_grids(catalogue, words)),
    )


def _accelerator(entry: Accelerator, price: DefaultPrice | None) -> tuple[str, ...]:
    return (
        entry.id,
        entry.name,
        _in(1e12, entry.peak.get("bf16") or entry.peak.get("fp16")),
        _in(1e12, entry.peak.get("fp8")),
        _in(1e9, entry.memory),
        _in(1, entry.board_power),
        f"{price.price.value:.2f}" if price else "–",
        " to ".join(f"{end:.2f}" for end in price.price.range) if price else "–",
    )


def _model(entry: Model) -> tuple[str, ...]:
    return (
        entry.id,
        entry.organisation,
        entry.released,
        scaled(entry.parameters.value),
        scaled(entry.active_parameters.value),
        scaled(entry.tokens.value) if entry.tokens else "–",
    )


def _offer(entry: Offer) -> tuple[str, ...]:
    return (entry.accelerator, entry.provider, entry.billing, f"{entry.price:.2f}", entry.region or "–", entry.as_of)


def _grid(entry: Grid) -> tuple[str, ...]:
    return (entry.id, entry.name, entry.kind, f"{entry.intensity.value * 1e3:.0f}", entry.basis, str(entry.year))


def _in(unit: float, figure: Figure | None) -> str:
    return f"{figure.value / unit:,.5g}" if figure else "–"
