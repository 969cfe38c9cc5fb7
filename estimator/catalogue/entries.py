"""What the catalogue holds: accelerators, models and their shapes, prices, grids, runs and assumptions."""

from collections.abc import Mapping
from typing import cast

from msgspec import Struct, field

from estimator.calculation.quantity import Assumed, Fact, Quantity, Source
from estimator.catalogue.shape import Shape


class Figure(Struct, frozen=True):
    """A catalogued number in its vocabulary unit, with who says so and, where it has one, its 80 % range."""

    value: float
    source: Source
    low: float | None = None
    high: float | None = None
    verified: bool = True
    note: str = ""

    def quantity(self, name: str) -> Quantity:
        """The figure as a fact under a vocabulary name."""
        return Quantity(name, self.value, Fact(self.source, self.verified, self.note), *self.range)

    def assumption(self, name: str, reason: str) -> Quantity:
        """The figure as an assumption of ours under a vocabulary name."""
        return Quantity(name, self.value, Assumed(reason, self.source), *self.range)

    @property
    def range(self) -> tuple[float, float]:
        """The ends of the range; both are the value where it has none."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )


class Statement(Struct, frozen=True):
    """A catalogued word with who says so."""

    value: str
    source: Source
    verified: bool = True


class Accelerator(Struct, frozen=True):
    """A device as it is rented: per GPU, per TPU or Trainium chip. Figures are dense, in FLOP/s, bytes, bytes/s, W.

    `bare_names` are the names that leave a variant open and mean this entry all the same ("A100": 80 GB, SXM).
    `memory` is the maker's label. `link_bandwidth` adds both directions, as makers state it; `network_bandwidth` is one
    direction. `link_domain` counts the devices on the fast link, `node_size` those of one host. `slice_unit` is what
    the number in a slice's name counts: "cores", "chips", or "" where there are no slices. `sparse_peak` holds the
    headlines that makers state with sparsity, to recognise them. `checked_against` are further sources that agree.
    """

    id: str
    name: str
    vendor: str
    architecture: str
    year: int
    form: str
    aliases: tuple[str, ...]
    bare_names: tuple[str, ...]
    peak: Mapping[str, Figure]
    sparse_peak: Mapping[str, float]
    memory: Figure
    memory_bandwidth: Figure | None
    board_power: Figure | None
    matmul_ceiling: Mapping[str, Figure]
    link_bandwidth: Figure | None
    link_domain: int
    network_bandwidth: Figure | None
    node_size: int
    slice_unit: str
    cores_per_chip: int
    checked_against: tuple[Source, ...] = ()
    note: str = ""


class MachineType(Struct, frozen=True):
    """A machine that is rented or sold under one name: an instance, a server, a rack, a pod of accelerators.

    `provider` is who rents it, "" for a maker's system that many have.
    """

    id: str
    accelerator: str
    accelerators: int
    source: Source
    provider: str = ""
    aliases: tuple[str, ...] = ()
    verified: bool = True


class Model(Struct, frozen=True):
    """A published model: its names, shape, and the totals that its makers state.

    `training_precision` is the precision of its pre-training's matrix products, where its makers state one.
    """

    id: str
    name: str
    organisation: str
    released: str
    aliases: tuple[str, ...]
    family: str
    parameters: Figure
    active_parameters: Figure
    tokens: Figure | None
    shape: Shape | None
    shape_source: Source | None
    sequence_length: int | None = None
    training_precision: Statement | None = None
    count_exception: str = ""
    note: str = ""


class Dataset(Struct, frozen=True):
    """A data set that people name: its `tokens`, or its `samples` where nobody counted tokens."""

    id: str
    name: str
    aliases: tuple[str, ...]
    tokens: Figure | None
    samples: Figure | None

    @property
    def size(self) -> Figure:
        """Its tokens or samples."""
        return cast("Figure", self.tokens or self.samples)


class Tune(Struct, frozen=True):
    """A model that was trained on from another, whose shape it has: `vicuna-13b` from `llama-13b`."""

    id: str
    model: str
    aliases: tuple[str, ...]
    source: Source


class Undisclosed(Struct, frozen=True):
    """A line of models whose size was never published.

    Its names are the `aliases` and the id, with a version or with any of the `words` behind them; `reason` completes
    "The size of … was never published".
    """

    id: str
    name: str
    organisation: str
    aliases: tuple[str, ...]
    words: tuple[str, ...]
    reason: str
    source: Source


class Offer(Struct, frozen=True):
    """A price of one accelerator for an hour, in USD, from one provider on one day.

    `as_of` is a year, month or day, as exact as the source is. An offer that is not `usable` is kept with its note as
    a warning and never chosen. `region` lists places with slashes between them.
    """

    id: str
    accelerator: str
    provider: str
    billing: str
    price: float
    region: str
    as_of: str
    source: Source
    verified: bool = True
    usable: bool = True
    sku: str = ""
    note: str = ""


class Purchase(Struct, frozen=True):
    """What one accelerator was sold for, in USD: alone, or with `is_server_share` as its share of a whole server."""

    id: str
    accelerator: str
    price: Figure
    is_server_share: bool
    as_of: str


class DefaultPrice(Struct, frozen=True):
    """Our default rent of an accelerator in USD for an hour, with low, high and the reason."""

    accelerator: str
    price: Figure
    billing: str
    as_of: str
    reason: str


class Grid(Struct, frozen=True):
    """Carbon intensity of a place, in kg CO2e for each kWh, on one basis: `lifecycle` or `direct`.

    `country` names the country's own entry, which is on the lifecycle basis: to compare places on one basis.
    """

    id: str
    name: str
    kind: str
    basis: str
    intensity: Figure
    year: int
    aliases: tuple[str, ...] = ()
    provider: str = ""
    country: str = ""


class Provider(Struct, frozen=True):
    """Who sets a price: a cloud or marketplace with its names and the PUE it reports, or an aggregate of prices.

    `kind` is "cloud", "marketplace", "aggregate" (a median or index) or "anchor" (a price that a text assumes). Only
    the first two can be asked for.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    pue: Figure | None


class PublishedRun(Struct, frozen=True):
    """A published training run with the accelerator-hours it took.

    `quality` is A (explicit inputs), B (rounded, bounded or partly assumed) or C (not usable for time: tokens unknown,
    phases mixed, counting breaks 6ND). `hours_basis` says how the hours were obtained. Unpublished `tokens` are None.
    """

    id: str
    model: str
    organisation: str
    date: str
    accelerator: str
    parameters: float
    active_parameters: float
    tokens: float | None
    accelerator_hours: float
    source: Source
    precision: str = "bf16"
    architecture: str = "dense"
    phase: str = "pretrain"
    accelerators: int | None = None
    sequence_length: int | None = None
    hours_basis: str = "reported"
    quality: str = "A"
    framework: str = ""
    wall_clock_days: float | None = None
    flop_per_parameter_token: float = 6
    note: str = ""
    shape: Mapping[str, int] = field(default_factory=dict)


class Assumption(Struct, frozen=True):
    """A default of ours: value with low and high, the reason, and the source behind it."""

    id: str
    figure: Figure
    reason: str

    def quantity(self, name: str) -> Quantity:
        """The default under a vocabulary name."""
        return self.figure.assumption(name, self.reason)


class Ambiguity(Struct, frozen=True):
    """A name that could mean several entries: the choices to ask back with, and why."""

    name: str
    kind: str
    choices: tuple[str, ...]
    reason: str
