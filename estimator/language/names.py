"""What the language asks of the catalogue: which name means which entry."""

from typing import Literal, Protocol

Kind = Literal["accelerator", "model", "provider", "region", "grid"]


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

    def model(self, words: str) -> str | None:
        """The id of the model that has this name."""
        ...

    def parameters(self, model: str) -> float | None:
        """All parameters of the model with this id, where they are known."""
        ...

    def provider(self, words: str) -> str | None:
        """The id of the provider that has this name."""
        ...

    def region(self, words: str) -> str | None:
        """The region of a provider as the catalogue spells it."""
        ...

    def grid(self, words: str) -> str | None:
        """The id of the place that has this name."""
        ...

    def ambiguous(self, words: str) -> tuple[str, ...]:
        """The names to choose from when several entries share this one; empty otherwise."""
        ...

    def suggest(self, kind: Kind, word: str) -> str | None:
        """The known name nearest to a misspelt one, if any is near."""
        ...
