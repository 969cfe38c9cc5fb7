"""The catalogue's names as the command language asks for them: a name or nothing, never an error."""

from functools import cached_property
from typing import TYPE_CHECKING

from estimator.catalogue.names import nearest

if TYPE_CHECKING:
    from estimator.catalogue.catalogue import Catalogue


class Lexicon:
    """What each run of words means. Words may come in any case, with any separators between them."""

    def __init__(self, catalogue: "Catalogue") -> None:
        self._catalogue = catalogue

    def accelerator(self, words: str) -> str | None:
        """The id of the accelerator that has this name."""
        return self._catalogue.accelerator_index.find(words)

    def slice(self, words: str) -> tuple[str, int] | None:
        """The accelerator and the number of its chips in a slice such as `v5p-512`."""
        return self._catalogue.slice(words)

    def is_bare(self, words: str) -> bool:
        """Whether this name of an accelerator leaves its variant open (`a100`)."""
        return self._catalogue.is_bare(words)

    def model(self, words: str) -> str | None:
        """The id of the model that has this name, or of the line of models of unpublished size that it belongs to."""
        if found := self._catalogue.model_index.find(words):
            return found
        hidden = self._catalogue.undisclosed.find(words)
        return hidden.id if hidden else None

    def parameters(self, model: str) -> float | None:
        """All parameters of the model with this id; None when they were never published."""
        return None if self._catalogue.undisclosed.find(model) else self._catalogue.model(model).parameters.value

    def provider(self, words: str) -> str | None:
        """The id of the provider that has this name."""
        return self._catalogue.provider_index.find(words)

    def region(self, words: str) -> str | None:
        """The region of a provider as the catalogue spells it."""
        return self._regions.get(words.strip().lower())

    def grid(self, words: str) -> str | None:
        """The id of the place that has this name."""
        return self._catalogue.grid_index.find(words)

    def ambiguous(self, words: str) -> tuple[str, ...]:
        """The accelerators to choose from when several share this name; empty otherwise."""
        return self._catalogue.accelerator_index.ambiguous(words)

    def suggest(self, kind: str, word: str) -> str | None:
        """The known accelerator, model, provider, grid or region nearest to a misspelt one, if any is near."""
        if kind == "region":
            return nearest(word.lower(), self._regions)
        if kind == "model":
            return self._catalogue.undisclosed.suggest(word)
        indexes = {
            "accelerator": self._catalogue.accelerator_index,
            "provider": self._catalogue.provider_index,
            "grid": self._catalogue.grid_index,
        }
        return indexes[kind].suggest(word)

    @cached_property
    def _regions(self) -> dict[str, str]:
        return {place.lower(): place for place in self._catalogue.regions}
