"""Look-up: every fact by name, each entry built when it is first asked for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from estimator.calculation.quantity import Source
from estimator.catalogue.entries import (
    Accelerator,
    Ambiguity,
    Assumption,
    Dataset,
    DefaultPrice,
    Grid,
    MachineType,
    Model,
    Offer,
    Provider,
    PublishedRun,
    Purchase,
    Undisclosed,
)
from estimator.catalogue.kinds import READERS
from estimator.catalogue.names import CONFIGURED, NORMALISERS, VARIANTS, NameIndex, no_variants, normalise, plain_name
from estimator.catalogue.plain import Compiled, Plain
from estimator.catalogue.reading import Sources, Table
from estimator.catalogue.undisclosed import UndisclosedLines, refusal
from estimator.errors import CatalogueError, UnknownNameError


class Facts:
    """All facts that the estimator has. Names are found however people write them; ids are exact."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._built: dict[tuple[str, str], object] = {}
        self._sources: dict[str, Sources] = {}
        self._configured: dict[str, Model] = {}

    # one entry by any of its names: UnknownNameError suggests the nearest, AmbiguousNameError lists the choices

    def accelerator(self, name: str) -> Accelerator:
        """The accelerator of that name. Raises UnknownNameError or AmbiguousNameError."""
        return cast("Accelerator", self._entry("accelerator", self.accelerator_index.require(name)))

    def model(self, name: str) -> Model:
        """The model of that name. Raises UnknownNameError, AmbiguousNameError or UndisclosedError."""
        if name in self._configured:
            return self._configured[name]
        if name.startswith(CONFIGURED):
            raise UnknownNameError(f"I don't know the shape of {name}.", "Its config.json was not read.", field="model")
        if hidden := self.undisclosed.find(name):
            raise refusal(hidden)
        return cast("Model", self._entry("model", self.model_index.require(name)))

    def grid(self, name: str) -> Grid:
        """The place of that name. Raises UnknownNameError or AmbiguousNameError."""
        return cast("Grid", self._entry("grid", self.grid_index.require(name)))

    def provider(self, name: str) -> Provider:
        """The provider of that name. Raises UnknownNameError or AmbiguousNameError."""
        return cast("Provider", self._entry("provider", self.provider_index.require(name)))

    def assumption(self, identity: str) -> Assumption:
        """The default of ours with that id. Raises CatalogueError when there is none."""
        return cast("Assumption", self._entry("assumption", identity))

    def dataset(self, name: str) -> Dataset | None:
        """The data set of that name, or None."""
        found = self.dataset_index.find(name)
        return cast("Dataset", self._entry("dataset", found)) if found else None

    def machine(self, name: str) -> MachineType | None:
        """The machine of that name (`p5.48xlarge`, `DGX H100`), or None."""
        found = self.machine_index.find(name)
        return cast("MachineType", self._entry("machine", found)) if found else None

    def is_bare(self, name: str) -> bool:
        """Whether an accelerator's name leaves its variant open, so that an answer has to say which was chosen."""
        found = self.accelerator_index.found_name(name)
        return found is not None and found in map(plain_name, self.accelerator(found).bare_names)

    def slice(self, name: str) -> tuple[str, int] | None:
        """The accelerator and the chips of a slice's name such as `v5p-512` (cores) or `v6e-256` (chips), or None."""
        stem, _, number = name.strip().rpartition("-")
        found = self.accelerator_index.find(stem) if stem and number.isdecimal() else None
        accelerator = self.accelerator(found) if found else None
        if accelerator is None or not accelerator.slice_unit:
            return None
        per_chip = accelerator.cores_per_chip if accelerator.slice_unit == "cores" else 1
        chips, rest = divmod(int(number), per_chip)
        return None if rest or not chips else (accelerator.id, chips)

    # all entries of a kind

    @cached_property
    def accelerators(self) -> tuple[Accelerator, ...]:
        """Every accelerator, in the files' order."""
        return cast("tuple[Accelerator, ...]", self._all("accelerator"))

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Every model."""
        return cast("tuple[Model, ...]", self._all("model"))

    @cached_property
    def undisclosed(self) -> UndisclosedLines:
        """The lines of models whose size was never published."""
        return UndisclosedLines(cast("tuple[Undisclosed, ...]", self._all("undisclosed")), self.model_index)

    def sparse_models_of(self, parameters: float, tolerance: float) -> Iterator[Model]:
        """The models of about that total of which a token passes only a part."""
        least, most = parameters / (1 + tolerance), parameters / (1 - tolerance)
        for total, identity in self._sparse_totals:
            if least <= total <= most:
                yield cast("Model", self._entry("model", identity))

    @cached_property
    def _sparse_totals(self) -> list[tuple[float, str]]:
        rows = ((identity, row) for identity, (_, row) in self._compiled["entries"]["model"].items())
        totals = ((_value(row, "parameters"), _value(row, "active_parameters"), identity) for identity, row in rows)
        return [(total, identity) for total, active, identity in totals if active < total]

    @cached_property
    def machines(self) -> tuple[MachineType, ...]:
        """Every machine that is rented or sold under one name."""
        return cast("tuple[MachineType, ...]", self._all("machine"))

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Every place with a carbon intensity."""
        return cast("tuple[Grid, ...]", self._all("grid"))

    @cached_property
    def providers(self) -> tuple[Provider, ...]:
        """Every provider, aggregates of prices included."""
        return cast("tuple[Provider, ...]", self._all("provider"))

    @cached_property
    def runs(self) -> tuple[PublishedRun, ...]:
        """Every published run."""
        return cast("tuple[PublishedRun, ...]", self._all("run"))

    @cached_property
    def runs_with_accelerators(self) -> tuple[tuple[PublishedRun, Accelerator], ...]:
        """Every published run beside the accelerator that it ran on."""
        return tuple((run, self.accelerator(run.accelerator)) for run in self.runs)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Every default of ours."""
        return cast("tuple[Assumption, ...]", self._all("assumption"))

    @cached_property
    def ambiguities(self) -> tuple[Ambiguity, ...]:
        """Every name that has to be asked back."""
        return cast("tuple[Ambiguity, ...]", self._all("ambiguity"))

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Every offer of every provider, oldest entry of a file first."""
        return cast("tuple[Offer, ...]", self._all("offer"))

    def purchases_of(self, accelerator: str) -> tuple[Purchase, ...]:
        """What an accelerator was sold for, oldest first."""
        every = cast("tuple[Purchase, ...]", self._all("purchase"))
        return tuple(entry for entry in every if entry.accelerator == accelerator)

    @cached_property
    def default_prices(self) -> tuple[DefaultPrice, ...]:
        """Every default price, older ones included."""
        return cast("tuple[DefaultPrice, ...]", self._all("default"))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source that any file cites, each once."""
        files = (Sources(tables, path) for path, tables in self._compiled["sources"].items())
        return tuple(dict.fromkeys(file.get(key) for file in files for key in file.tables))

    def document(self, path: str) -> Plain:
        """A file of evidence as plain data, a CSV under `rows`. Raises CatalogueError when there is none."""
        try:
            return self._compiled["documents"][path]
        except KeyError:
            raise CatalogueError(f"The catalogue has no file {path!r}.") from None

    # prices

    def offers_of(self, accelerator: str) -> tuple[Offer, ...]:
        """The offers of one accelerator by id, from every provider."""
        identities = self._offers_by_accelerator.get(accelerator, ())
        return tuple(cast("Offer", self._entry("offer", identity)) for identity in identities)

    # names, for whoever splits a text into words

    @cached_property
    def accelerator_index(self) -> NameIndex:
        """The names of accelerators."""
        return self._index("accelerator")

    @cached_property
    def machine_index(self) -> NameIndex:
        """The names of machines."""
        return self._index("machine")

    @cached_property
    def model_index(self) -> NameIndex:
        """The names of models."""
        return self._index("model")

    @cached_property
    def dataset_index(self) -> NameIndex:
        """The names of data sets."""
        return self._index("dataset")

    @cached_property
    def grid_index(self) -> NameIndex:
        """The names of places."""
        return self._index("grid")

    @cached_property
    def provider_index(self) -> NameIndex:
        """The names of those who can be asked for a price, and of the others."""
        return self._index("provider")

    @cached_property
    def tune_index(self) -> NameIndex:
        """The names of models that were trained on from others."""
        rows = self._compiled["entries"]["tune"].items()
        spellings = [(identity, spelling) for identity, (_, row) in rows for spelling in (identity, *_texts(row))]
        ids = {normalise("model", spelling): identity for identity, spelling in spellings}
        return NameIndex("model", ids, ids, {}, NORMALISERS["model"], VARIANTS["model"])

    # from the rows as they are kept: a start that asks for names need not build a thousand entries

    @property
    def grids_of_providers(self) -> list[str]:
        """The ids of the places that are a provider's regions."""
        return [identity for identity, (_, row) in self._compiled["entries"]["grid"].items() if row.get("provider")]

    @property
    def regions_of_offers(self) -> dict[tuple[str, str], None]:
        """The providers of offers and the regions that these are for, each pair once."""
        rows = (row for _, row in self._compiled["entries"]["offer"].values())
        return dict.fromkeys((str(row["provider"]), str(row.get("region", ""))) for row in rows)

    def _index(self, kind: str) -> NameIndex:
        normalise = NORMALISERS.get(kind, plain_name)
        return NameIndex(
            kind,
            self._compiled["ids"][kind],
            self._compiled["spellings"][kind],
            {normalise(entry.name): entry.choices for entry in self.ambiguities if entry.kind == kind},
            normalise,
            VARIANTS.get(kind, no_variants),
        )

    @cached_property
    def _offers_by_accelerator(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for identity, (_, row) in self._compiled["entries"]["offer"].items():
            found.setdefault(str(row["accelerator"]), []).append(identity)
        return found

    def _all(self, kind: str) -> tuple[object, ...]:
        return tuple(self._entry(kind, identity) for identity in self._compiled["entries"][kind])

    def _entry(self, kind: str, identity: str) -> object:
        key = (kind, identity)
        if key not in self._built:
            if identity not in self._compiled["entries"][kind]:
                raise CatalogueError(f"The catalogue has no {kind} {identity!r}.")
            path, row = self._compiled["entries"][kind][identity]
            if path not in self._sources:
                self._sources[path] = Sources(self._compiled["sources"][path], path)
            self._built[key] = READERS[kind](Table(row, path, self._sources[path]))
        return self._built[key]


def _texts(row: Plain) -> Sequence[str]:
    return cast("Mapping[str, Sequence[str]]", row).get("aliases", ())


def _value(row: Plain, figure: str) -> float:
    return cast("Mapping[str, float]", row[figure])["value"]
