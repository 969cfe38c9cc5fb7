"""What the language asks of the catalogue: which name means which entry."""

from collections.abc import Mapping
from typing import Literal, Protocol

from estimator.catalogue.entries import Dataset

Kind = Literal["accelerator", "model", "provider", "region", "grid"]
# the fields whose values are names
NAMED: Mapping[str, Kind] = {"accelerator": "accelerator", "model": "model", "provider": "provider", "grid": "grid"}


class Names(Protocol):
    """The names that people type. `words` is lower case, as typed, with single spaces; the catalogue normalises it."""

    def __hash__(self) -> int:
        """Names are remembered by who knows them."""
        ...

    def accelerator(self, words: str) -> str | None:
        """The id of the accelerator that has this name."""
        ...

    def slice(self, words: str) -> tuple[str, int] | None:
        """The accelerator and the number of its chips in a slice such as `v5p-512`."""
        ...

    def is_bare(self, words: str) -> bool:
        """Whether this name of an accelerator leaves its variant open (`a100`), so that the answer must name it."""
        ...

    def machine(self, words: str) -> tuple[str, int, str] | None:
        """The accelerator, how many of it, and the provider (empty: a maker's system) of a machine (`p5.48xlarge`)."""
        ...

    def is_certain_machine(self, words: str) -> bool:
        """Whether the accelerators of the machine of this name were seen in their source."""
        ...

    def machine_choices(self, words: str) -> tuple[str, ...]:
        """The machines to choose from when this name has several sizes; empty otherwise."""
        ...

    def node_size(self, accelerator: str) -> int:
        """How many accelerators of this id a usual node holds."""
        ...

    def is_series(self, words: str) -> bool:
        """Whether this accelerator's name takes a number (`maia`: Maia 100), so that one behind it is no count."""
        ...

    def is_model_series(self, words: str) -> bool:
        """Whether this model's name takes a number (`grok`: Grok-1), so that one behind it is no count."""
        ...

    def model(self, words: str) -> str | None:
        """The id of the model that has this name."""
        ...

    def versions(self, family: str, size: str) -> tuple[str, ...]:
        """The ids of the models of a family that have this size: of `llama`, `70b` the versions 2, 3, 3.1 and 3.3."""
        ...

    def family(self, words: str) -> tuple[str, ...]:
        """The newest model of each size of the family of this name, smallest first; empty for any other words."""
        ...

    def families(self) -> tuple[str, ...]:
        """The names that models of several sizes share."""
        ...

    def is_tune(self, words: str) -> bool:
        """Whether the model of this name was trained on from the one that it is read as: `vicuna-13b`."""
        ...

    def line(self, words: str) -> tuple[str, ...]:
        """The ids of the models whose names begin with this word, newest first; empty where it is one's own name."""
        ...

    def parameters(self, model: str) -> float | None:
        """All parameters of the model with this id, where they are known."""
        ...

    def active_parameters(self, model: str) -> float | None:
        """The parameters that a token passes in the model with this id, where they are known."""
        ...

    def sequence_length(self, model: str) -> int | None:
        """The length of the sequences that the model with this id was trained on, where it is known."""
        ...

    def dataset(self, words: str) -> Dataset | None:
        """The data set that has this name."""
        ...

    def memory(self, accelerator: str) -> float:
        """The memory [byte] of the accelerator with this id."""
        ...

    def mixtures(self, experts: int, size: str) -> tuple[str, ...]:
        """The ids of the models whose name says that they have so many experts of that size: `8x7b`."""
        ...

    def provider(self, words: str) -> str | None:
        """The id of the provider that has this name."""
        ...

    def rents(self, provider: str, accelerator: str) -> bool:
        """Whether a price of the accelerator with this id is known from the provider with that id."""
        ...

    def region(self, words: str) -> str | None:
        """The region of a provider as the catalogue spells it."""
        ...

    def region_providers(self, region: str) -> tuple[str, ...]:
        """The providers that have this region, by id; one that can be anybody's (`US`) belongs to none."""
        ...

    def region_grids(self, words: str) -> tuple[str, ...]:
        """The ids of the places that providers' regions of this name stand in."""
        ...

    def grid(self, words: str) -> str | None:
        """The id of the place that has this name."""
        ...

    def place_choices(self, words: str) -> tuple[str, ...]:
        """The places to choose from when several share this name; empty otherwise."""
        ...

    def ambiguous(self, words: str) -> tuple[str, ...]:
        """The names to choose from when several entries share this one; empty otherwise."""
        ...

    def suggest(self, kind: Kind, word: str) -> str | None:
        """The known name nearest to a misspelt one, if any is near."""
        ...
