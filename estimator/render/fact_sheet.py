"""One entry's own page: each fact with its unit, its source and the day it was retrieved."""

from collections.abc import Iterator

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, DefaultPrice, Figure, Model
from estimator.render.tables import CatalogueTable

_HEADERS = ("fact", "value", "source", "address", "retrieved")


def accelerator_facts(catalogue: Catalogue, name: str) -> CatalogueTable:
    """Every figure of one accelerator. Raises UnknownNameError or AmbiguousNameError."""
    entry = catalogue.accelerator(name)
    prices = [price for price in catalogue.default_prices if price.accelerator == entry.id]
    return CatalogueTable(_HEADERS, (*_of_accelerator(entry), *map(_of_price, prices)))


def model_facts(catalogue: Catalogue, name: str) -> CatalogueTable:
    """Every published figure of one model. Raises UnknownNameError."""
    return CatalogueTable(_HEADERS, tuple(_of_model(catalogue.model(name))))


def _of_accelerator(entry: Accelerator) -> Iterator[tuple[str, ...]]:
    for precision, figure in entry.peak.items():
        yield _fact(f"peak, dense {precision}", f"{figure.value / 1e12:,.6g} TFLOP/s", figure)
    for precision, figure in entry.matmul_ceiling.items():
        yield _fact(f"best matrix product, {precision}", f"{figure.value / 1e12:,.6g} TFLOP/s", figure)
    yield _fact("memory", f"{entry.memory.value / 1e9:,.6g} GB", entry.memory)
    bandwidths = {
        "memory bandwidth": entry.memory_bandwidth,
        f"link, both directions, {entry.link_domain} on it": entry.link_bandwidth,
        "network, one direction": entry.network_bandwidth,
    }
    for name, bandwidth in bandwidths.items():
        if bandwidth:
            yield _fact(name, f"{bandwidth.value / 1e9:,.6g} GB/s", bandwidth)
    if entry.board_power:
        yield _fact("board power", f"{entry.board_power.value:,.6g} W", entry.board_power)


def _of_model(entry: Model) -> Iterator[tuple[str, ...]]:
    figures = {"parameters": entry.parameters, "active parameters": entry.active_parameters, "tokens": entry.tokens}
    for name, figure in figures.items():
        if figure:
            yield _fact(name, f"{figure.value:,.0f}", figure)
    if entry.shape and entry.shape_source:
        shape = entry.shape
        value = f"{shape.layers} layers, width {shape.width:,}, vocabulary {shape.vocabulary:,}"
        yield _fact("shape", value, Figure(shape.layers, entry.shape_source))


def _of_price(price: DefaultPrice) -> tuple[str, ...]:
    low, high = price.price.range
    value = f"{price.price.value:.2f} USD/hour, {low:.2f} to {high:.2f}"
    return _fact(f"default price, {price.billing}, {price.as_of}", value, price.price)


def _fact(name: str, value: str, figure: Figure) -> tuple[str, ...]:
    source = figure.source
    doubt = "" if figure.verified else " (not verified)"
    return (name, value + doubt, source.title, source.url or "–", str(source.retrieved or "–"))
