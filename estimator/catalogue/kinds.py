"""How each kind of entry is read from its table."""

import datetime
import re
from collections.abc import Callable, Mapping

from msgspec.structs import fields

from estimator.catalogue.entries import (
    Accelerator,
    Ambiguity,
    Assumption,
    Dataset,
    DefaultPrice,
    Figure,
    Grid,
    MachineType,
    Model,
    Offer,
    Provider,
    PublishedRun,
    Purchase,
    Tune,
    Undisclosed,
)
from estimator.catalogue.reading import Table
from estimator.catalogue.shape import Shape

BILLINGS = frozenset({"on-demand", "spot", "reserved-1y", "reserved-3y", "capacity-block", "committed"})
PRECISIONS = frozenset({"fp32", "tf32", "fp16", "bf16", "fp8", "fp4", "int8"})

_MOMENT = re.compile(r"\d{4}(-\d\d){0,2}")
_PROVIDER_KINDS = frozenset({"cloud", "marketplace", "aggregate", "anchor"})
_SHAPE_COUNTS = tuple(item.name for item in fields(Shape) if item.type is int)
_SHAPE_NEEDED = frozenset(item.name for item in fields(Shape) if item.required)


def accelerator(table: Table) -> Accelerator:
    """An accelerator's file."""
    sparse = table.table("sparse_peak")
    return Accelerator(
        id=table.text("id"),
        name=table.text("name"),
        vendor=table.text("vendor"),
        architecture=table.text("architecture"),
        year=table.count("year"),
        form=table.text("form"),
        aliases=table.texts("aliases"),
        bare_names=table.texts("bare_names"),
        peak=_by_precision(table, "peak"),
        sparse_peak={name: sparse.number(name) for name in sparse.names},
        memory=table.figure("memory"),
        memory_bandwidth=table.optional_figure("memory_bandwidth"),
        board_power=table.optional_figure("board_power"),
        matmul_ceiling=_by_precision(table, "matmul_ceiling"),
        link_bandwidth=table.optional_figure("link_bandwidth"),
        link_domain=table.count("link_domain"),
        network_bandwidth=table.optional_figure("network_bandwidth"),
        node_size=table.count("node_size"),
        slice_unit=table.text("slice_unit", ""),
        cores_per_chip=table.count("cores_per_chip", 1),
        checked_against=tuple(table.sources.get(key) for key in table.texts("checked_against")),
        note=table.text("note", ""),
    )


def machine(table: Table) -> MachineType:
    """One `[[machine]]` of a provider's or maker's file."""
    return MachineType(
        id=table.text("id"),
        accelerator=table.text("accelerator"),
        accelerators=table.count("accelerators"),
        source=table.source(),
        provider=table.text("provider", ""),
        aliases=table.texts("aliases"),
        verified=table.flag("verified", default=True),
    )


def model(table: Table) -> Model:
    """A model's file."""
    has_shape = table.has("shape")
    shape_table = table.table("shape")
    return Model(
        id=table.text("id"),
        name=table.text("name"),
        organisation=table.text("organisation"),
        released=moment(table, "released"),
        aliases=table.texts("aliases"),
        family=table.text("family"),
        parameters=table.figure("parameters"),
        active_parameters=table.figure("active_parameters"),
        tokens=table.optional_figure("tokens"),
        shape_source=shape_table.source() if has_shape else None,
        shape=_shape(shape_table) if has_shape else None,
        sequence_length=table.count("sequence_length") if table.has("sequence_length") else None,
        training_precision=table.optional_statement("training_precision", PRECISIONS),
        count_exception=table.text("count_exception", ""),
        note=table.text("note", ""),
    )


def dataset(table: Table) -> Dataset:
    """A data set's file."""
    found = Dataset(
        id=table.text("id"),
        name=table.text("name"),
        aliases=table.texts("aliases"),
        tokens=table.optional_figure("tokens"),
        samples=table.optional_figure("samples"),
    )
    if (found.tokens is None) == (found.samples is None):
        raise table.complaint("tokens", "or samples should be there, one of them")
    return found


def tune(table: Table) -> Tune:
    """One `[[tune]]` of a model that was trained on from another."""
    return Tune(id=table.text("id"), model=table.text("model"), aliases=table.texts("aliases"), source=table.source())


def undisclosed(table: Table) -> Undisclosed:
    """One `[[undisclosed]]` line of models."""
    return Undisclosed(
        id=table.text("id"),
        name=table.text("name"),
        organisation=table.text("organisation"),
        aliases=table.texts("aliases"),
        words=table.texts("words"),
        reason=table.text("reason"),
        source=table.source(),
    )


def offer(table: Table) -> Offer:
    """One `[[offer]]` of a provider's file."""
    return Offer(
        id=table.text("id"),
        accelerator=table.text("accelerator"),
        provider=table.text("provider"),
        billing=table.choice("billing", BILLINGS),
        price=table.number("price"),
        region=table.text("region", ""),
        as_of=moment(table, "as_of"),
        source=table.source(),
        verified=table.flag("verified", default=True),
        usable=table.flag("usable", default=True),
        sku=table.text("sku", ""),
        note=table.text("note", ""),
    )


def purchase(table: Table) -> Purchase:
    """One `[[purchase]]`: what an accelerator was sold for."""
    price = Figure(
        value=table.number("price"),
        source=table.source(),
        verified=table.flag("verified", default=True),
        note=table.text("note", ""),
    )
    return Purchase(
        id=table.text("id"),
        accelerator=table.text("accelerator"),
        price=price,
        is_server_share=table.flag("is_server_share", default=False),
        as_of=moment(table, "as_of"),
    )


def default_price(table: Table) -> DefaultPrice:
    """One `[[default]]` of the default prices."""
    return DefaultPrice(
        accelerator=table.text("id"),
        billing=table.choice("billing", BILLINGS),
        as_of=moment(table, "as_of"),
        reason=table.text("reason"),
        price=table.inline_figure("price"),
    )


def grid(table: Table) -> Grid:
    """One `[[grid]]` of a file of places that share kind and basis."""
    return Grid(
        id=table.text("id"),
        name=table.text("name"),
        kind=table.text("kind"),
        basis=table.choice("basis", frozenset({"lifecycle", "direct"})),
        intensity=table.inline_figure("intensity"),
        year=table.count("year"),
        aliases=table.texts("aliases"),
        provider=table.text("provider", ""),
        country=table.text("country", ""),
    )


def provider(table: Table) -> Provider:
    """A provider's file."""
    return Provider(
        id=table.text("id"),
        name=table.text("name"),
        kind=table.choice("kind", _PROVIDER_KINDS),
        aliases=table.texts("aliases"),
        pue=table.optional_figure("pue"),
    )


def run(table: Table) -> PublishedRun:
    """A published run's file."""
    shape = table.table("shape")
    return PublishedRun(
        id=table.text("id"),
        model=table.text("model"),
        organisation=table.text("organisation"),
        date=moment(table, "date"),
        accelerator=table.text("accelerator"),
        parameters=table.number("parameters"),
        active_parameters=table.number("active_parameters"),
        tokens=table.number("tokens") if table.has("tokens") else None,
        accelerator_hours=table.number("accelerator_hours"),
        source=table.source(),
        precision=table.choice("precision", PRECISIONS),
        architecture=table.text("architecture"),
        phase=table.text("phase"),
        accelerators=table.count("accelerators") if table.has("accelerators") else None,
        sequence_length=table.count("sequence_length") if table.has("sequence_length") else None,
        hours_basis=table.text("hours_basis"),
        quality=table.choice("quality", frozenset("ABC")),
        framework=table.text("framework", ""),
        wall_clock_days=table.number("wall_clock_days") if table.has("wall_clock_days") else None,
        flop_per_parameter_token=table.number("flop_per_parameter_token", 6),
        note=table.text("note", ""),
        shape={name: shape.count(name) for name in shape.names},
    )


def assumption(table: Table) -> Assumption:
    """One `[[assumption]]` of ours."""
    return Assumption(id=table.text("id"), reason=table.text("reason"), figure=table.inline_figure("value"))


def ambiguity(table: Table) -> Ambiguity:
    """One `[[ambiguity]]`: a name to ask back."""
    return Ambiguity(
        name=table.text("id"),
        kind=table.text("kind"),
        choices=table.texts("choices"),
        reason=table.text("reason"),
    )


def moment(table: Table, key: str) -> str:
    """A year, month or day as text: "2026", "2026-05" or "2026-05-18"."""
    text = table.text(key)
    if not _MOMENT.fullmatch(text):
        raise table.complaint(key, f'should be a text such as "2026", "2026-05" or "2026-05-18", not {text!r}')
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise table.complaint(key, f"is no day of the calendar: {text!r}") from None
    return text


def _by_precision(table: Table, key: str) -> Mapping[str, Figure]:
    figures = table.figures(key)
    if unknown := sorted(set(figures) - PRECISIONS):
        raise table.complaint(key, f"has precisions that are not known: {', '.join(unknown)}")
    return figures


def _shape(table: Table) -> Shape:
    counts = {name: table.count(name) for name in _SHAPE_COUNTS if name in _SHAPE_NEEDED or table.has(name)}
    shape = Shape(
        **counts,
        tied_embeddings=table.flag("tied_embeddings", default=False),
        linear_kind=table.text("linear_kind", ""),
        other_reason=table.text("other_reason", ""),
    )
    table.refuse_leftovers()
    return shape


READERS: Mapping[str, Callable[[Table], object]] = {
    "accelerator": accelerator,
    "machine": machine,
    "model": model,
    "dataset": dataset,
    "tune": tune,
    "undisclosed": undisclosed,
    "offer": offer,
    "purchase": purchase,
    "default": default_price,
    "grid": grid,
    "provider": provider,
    "run": run,
    "assumption": assumption,
    "ambiguity": ambiguity,
}
