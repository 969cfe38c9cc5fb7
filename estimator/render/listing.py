"""The catalogue as objects for JSON: each entry with its figures and the sources behind them."""

from collections.abc import Iterable, Mapping

from msgspec.structs import asdict

from estimator.calculation.quantity import Source
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, DefaultPrice, Figure, Grid, Model, Offer
from estimator.render.selection import chosen_accelerators, chosen_grids, chosen_models, chosen_offers

Listed = dict[str, object]


def list_accelerators(catalogue: Catalogue, words: str = "") -> list[Listed]:
    """Accelerators that hold all the words, with every figure in base units and the default price."""
    prices = {price.accelerator: price for price in catalogue.default_prices}
    return [_accelerator(entry, prices.get(entry.id)) for entry in chosen_accelerators(catalogue, words)]


def list_models(catalogue: Catalogue, words: str = "") -> list[Listed]:
    """Models that hold all the words, with their published totals and shape."""
    return [_model(entry) for entry in chosen_models(catalogue, words)]


def list_prices(catalogue: Catalogue, words: str = "") -> list[Listed]:
    """Offers that hold all the words; prices in USD for an accelerator-hour."""
    return [_offer(entry) for entry in chosen_offers(catalogue, words)]


def list_grids(catalogue: Catalogue, words: str = "") -> list[Listed]:
    """Places that hold all the words; intensities in kg CO2e for each kWh."""
    return [_grid(entry) for entry in chosen_grids(catalogue, words)]


def _accelerator(entry: Accelerator, price: DefaultPrice | None) -> Listed:
    single = _present(
        memory=entry.memory,
        memory_bandwidth=entry.memory_bandwidth,
        board_power=entry.board_power,
        link_bandwidth=entry.link_bandwidth,
        network_bandwidth=entry.network_bandwidth,
    )
    figures = (*single.values(), *entry.peak.values(), *entry.matmul_ceiling.values())
    plain = ("id", "name", "vendor", "architecture", "year", "form", "link_domain", "node_size", "slice_unit", "note")
    return {
        **{name: getattr(entry, name) for name in plain},
        "aliases": [*entry.bare_names, *entry.aliases],
        "peak": _figures(entry.peak),
        "sparse_peak": dict(entry.sparse_peak),
        "matmul_ceiling": _figures(entry.matmul_ceiling),
        **_figures(single),
        "default_price": _default_price(price) if price else None,
        "sources": _sources([*(figure.source for figure in figures), *entry.checked_against]),
    }


def _model(entry: Model) -> Listed:
    figures = _present(parameters=entry.parameters, active_parameters=entry.active_parameters, tokens=entry.tokens)
    plain = ("id", "name", "organisation", "family", "released", "sequence_length", "note")
    return {
        **{name: getattr(entry, name) for name in plain},
        "aliases": list(entry.aliases),
        "tokens": None,
        **_figures(figures),
        "shape": asdict(entry.shape) if entry.shape else None,
        "sources": _sources([*(figure.source for figure in figures.values()), entry.shape_source]),
    }


def _offer(entry: Offer) -> Listed:
    plain = ("id", "accelerator", "provider", "billing", "region", "price", "as_of")
    remarks = ("sku", "verified", "usable", "note")
    return {**{name: getattr(entry, name) for name in plain + remarks}, "sources": _sources([entry.source])}


def _grid(entry: Grid) -> Listed:
    plain = ("id", "name", "kind", "basis", "year", "country")
    return {
        **{name: getattr(entry, name) for name in plain},
        "aliases": list(entry.aliases),
        "intensity": _figure(entry.intensity),
        "sources": _sources([entry.intensity.source]),
    }


def _default_price(price: DefaultPrice) -> Listed:
    return {**_figure(price.price), "billing": price.billing, "as_of": price.as_of, "reason": price.reason}


def _present(**figures: Figure | None) -> dict[str, Figure]:
    return {name: figure for name, figure in figures.items() if figure is not None}


def _figures(figures: Mapping[str, Figure]) -> Listed:
    return {name: _figure(figure) for name, figure in figures.items()}


def _figure(figure: Figure) -> Listed:
    low, high = figure.range
    return {
        "value": figure.value,
        "low": low,
        "high": high,
        "verified": figure.verified,
        "note": figure.note,
        "source": figure.source.title,
    }


def _sources(sources: Iterable[Source | None]) -> list[Listed]:
    return [
        {"title": source.title, "url": source.url, "retrieved": source.retrieved and source.retrieved.isoformat()}
        for source in dict.fromkeys(sources)
        if source
    ]
