"""The catalogue's names as the command language asks for them: a name or nothing, never an error."""

import re
from collections.abc import Iterable
from functools import cached_property

from estimator.catalogue.entries import Dataset
from estimator.catalogue.facts import Facts
from estimator.catalogue.names import Spellings, model_name, plain_name
from estimator.catalogue.offers import ASKABLE
from estimator.catalogue.regions import Regions

_ZONE = re.compile(r"(.+\d)-?[a-f]")
_NUMBERED = re.compile(r"([a-z]{3,})\d+")


# `llama-3.1-8b`, `qwen2.5-7b`: a name, a version, a size
_FAMILY = re.compile(r"(?P<name>[a-z]+)(?P<version>-?\d+(?:\.\d+)?)?-(?P<size>\d+(?:\.\d+)?)b")


class Lexicon:
    """What each run of words means. Words may come in any case, with any separators between them."""

    def __init__(self, catalogue: Facts, regions: Regions) -> None:
        self._catalogue = catalogue
        self._regions = regions

    def accelerator(self, words: str) -> str | None:
        """The id of the accelerator that has this name."""
        return self._catalogue.accelerator_index.find(words)

    def slice(self, words: str) -> tuple[str, int] | None:
        """The accelerator and the number of its chips in a slice such as `v5p-512`."""
        return self._catalogue.slice(words)

    def is_bare(self, words: str) -> bool:
        """Whether this name of an accelerator leaves its variant open (`a100`)."""
        return self._catalogue.is_bare(words)

    def machine(self, words: str) -> tuple[str, int, str] | None:
        """The accelerator, how many of it, and the provider (empty: a maker's system) of a machine (`p5.48xlarge`)."""
        found = self._catalogue.machine(words)
        return (found.accelerator, found.accelerators, found.provider) if found else None

    def is_certain_machine(self, words: str) -> bool:
        """Whether the accelerators of the machine of this name were seen in their source."""
        found = self._catalogue.machine(words)
        return found is not None and found.verified

    def machine_choices(self, words: str) -> tuple[str, ...]:
        """The machines to choose from when this name has several sizes; empty otherwise."""
        return self._catalogue.machine_index.ambiguous(words)

    def node_size(self, accelerator: str) -> int:
        """How many accelerators of this id a usual node holds."""
        return self._catalogue.accelerator(accelerator).node_size

    def is_series(self, words: str) -> bool:
        """Whether this accelerator's name takes a number (`maia`: Maia 100), so that one behind it is no count."""
        stem = plain_name(words)
        return stem in self._series

    def is_model_series(self, words: str) -> bool:
        """Whether this model's name takes a number (`grok`: Grok-1), so that one behind it is no count."""
        return model_name(words) in self._model_series

    def model(self, words: str) -> str | None:
        """The id of the model that has this name, or of the line of models of unpublished size that it belongs to."""
        if found := self._catalogue.model_index.find(words):
            return found
        hidden = self._catalogue.undisclosed.find(words)
        return hidden.id if hidden else None

    def versions(self, family: str, size: str) -> tuple[str, ...]:
        """The ids of the models of a family that have this size."""
        name = re.compile(rf"{re.escape(family)}[-\d.]*-{re.escape(size)}")
        return tuple(model.id for model in self._catalogue.models if name.fullmatch(model.id))

    def family(self, words: str) -> tuple[str, ...]:
        """The newest model of each size of the family of this name, smallest first; empty for any other words."""
        return self._families.get(plain_name(words), ())

    def families(self) -> tuple[str, ...]:
        """The names that models of several sizes share."""
        return tuple(self._families)

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        """The models of the names that several sizes share; the ids of the newer ones sort behind."""
        found: dict[str, dict[float, str]] = {}
        for model in sorted(self._catalogue.models, key=lambda model: model.id):
            if match := _FAMILY.fullmatch(model.id):
                for name in {match["name"], match["name"] + (match["version"] or "").strip("-").replace(".", "")}:
                    found.setdefault(name, {})[float(match["size"])] = model.id
        return {name: tuple(sizes[size] for size in sorted(sizes)) for name, sizes in found.items() if len(sizes) > 1}

    def is_tune(self, words: str) -> bool:
        """Whether the model of this name was trained on from the one that it is read as."""
        return self._catalogue.tune_index.find(words) is not None

    def line(self, words: str) -> tuple[str, ...]:
        """The ids of the models whose names begin with this word, newest first."""
        name = words.lower()
        models = [model for model in self._catalogue.models if model.id.startswith(f"{name}-")]
        return tuple(model.id for model in sorted(models, key=lambda model: model.released, reverse=True))

    def parameters(self, model: str) -> float | None:
        """All parameters of the model with this id; None when they were never published."""
        return None if self._catalogue.undisclosed.find(model) else self._catalogue.model(model).parameters.value

    def active_parameters(self, model: str) -> float | None:
        """The parameters that a token passes in the model with this id; None when they were never published."""
        if self._catalogue.undisclosed.find(model):
            return None
        return self._catalogue.model(model).active_parameters.value

    def sequence_length(self, model: str) -> int | None:
        """The length of the sequences that the model with this id was trained on."""
        return None if self._catalogue.undisclosed.find(model) else self._catalogue.model(model).sequence_length

    def dataset(self, words: str) -> Dataset | None:
        """The data set that has this name."""
        return self._catalogue.dataset(words)

    def memory(self, accelerator: str) -> float:
        """The memory [byte] of the accelerator with this id."""
        return self._catalogue.accelerator(accelerator).memory.value

    def mixtures(self, experts: int, size: str) -> tuple[str, ...]:
        """The models whose name says that they have so many experts of that size: `8x7b`, `17b-16e`."""
        ends = tuple(model_name(end) for end in (f"{experts}x{size}b", f"{size}b-{experts}e"))
        names = self._catalogue.model_index.ids
        return tuple(dict.fromkeys(model for name, model in names.items() if name.endswith(ends)))

    def provider(self, words: str) -> str | None:
        """The id of the provider that has this name, if one can rent from it."""
        found = self._catalogue.provider_index.find(words)
        return found if found and self._catalogue.provider(found).kind in ASKABLE else None

    def rents(self, provider: str, accelerator: str) -> bool:
        """Whether a price of the accelerator with this id is known from the provider with that id."""
        offers = self._catalogue.offers_of(accelerator)
        return any(offer.usable and offer.provider == provider for offer in offers)

    def region_providers(self, region: str) -> tuple[str, ...]:
        """The providers that have this region, by id; one that can be anybody's (`US`) belongs to none."""
        return self._regions.owners_of(region)

    def region_grids(self, words: str) -> tuple[str, ...]:
        """The ids of the places that providers' regions of this name stand in."""
        return self._regions.grids_of(words)

    def region(self, words: str) -> str | None:
        """The region of a provider as the catalogue spells it, also by one of its zones or its words apart."""
        name = words.strip().lower()
        zone = _ZONE.fullmatch(name)
        spellings = self._regions.spellings
        return spellings.get(name) or (spellings.get(zone[1]) if zone else None) or spellings.get(name.replace(" ", ""))

    def grid(self, words: str) -> str | None:
        """The id of the place that has this name."""
        return self._catalogue.grid_index.find(words)

    def place_choices(self, words: str) -> tuple[str, ...]:
        """The places to choose from when several share this name; empty otherwise."""
        return self._catalogue.grid_index.ambiguous(words)

    def ambiguous(self, words: str) -> tuple[str, ...]:
        """The accelerators to choose from when several share this name; empty otherwise."""
        return self._catalogue.accelerator_index.ambiguous(words)

    def suggest(self, kind: str, word: str) -> str | None:
        """The known accelerator, model, provider, grid or region nearest to a misspelt one, if any is near."""
        if kind == "region":
            return self._region_spellings.nearest(word.lower())
        if kind == "provider":
            return self._renting.nearest(plain_name(word))
        if kind == "model":
            return self._catalogue.undisclosed.suggest(word)
        indexes = {
            "accelerator": self._catalogue.accelerator_index,
            "grid": self._catalogue.grid_index,
        }
        return indexes[kind].suggest(word)

    @cached_property
    def _series(self) -> frozenset[str]:
        """What stands before the number in the names of accelerators."""
        return _before_numbers(self._catalogue.accelerator_index.ids)

    @cached_property
    def _model_series(self) -> frozenset[str]:
        """What stands before the number in the names of models."""
        return _before_numbers(self._catalogue.model_index.ids)

    @cached_property
    def _region_spellings(self) -> Spellings:
        """The regions of providers."""
        return Spellings(self._regions.spellings)

    @cached_property
    def _renting(self) -> Spellings:
        """The names of those whom one can rent from, by normalised name."""
        spellings = self._catalogue.provider_index.spellings
        return Spellings({name: spelling for name, spelling in spellings.items() if self.provider(spelling)})


def _before_numbers(names: Iterable[str]) -> frozenset[str]:
    return frozenset(match[1] for name in names if (match := _NUMBERED.fullmatch(name)))
