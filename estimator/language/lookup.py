"""What a name means, remembered: the same few names stand in most requests."""

from functools import lru_cache
from typing import NamedTuple

from estimator.language.names import Kind, Names

_REMEMBERED = 4096


class Meaning(NamedTuple):
    """An accelerator by name: its id, its chips when the name is a slice's, the name without plural."""

    accelerator: str
    chips: int | None
    name: str


@lru_cache(_REMEMBERED)
def find(names: Names, kind: Kind, words: str) -> str | None:
    """The id of the entry of that kind that has this name."""
    look_ups = {
        "accelerator": names.accelerator,
        "model": names.model,
        "provider": names.provider,
        "region": names.region,
        "grid": names.grid,
    }
    return look_ups[kind](words)


@lru_cache(_REMEMBERED)
def choices(names: Names, words: str) -> tuple[str, ...]:
    """The names to choose from when several entries share this one; empty otherwise.

    A provider in front (`google tpu v5e`) is no part of the name.
    """
    first, _, rest = words.partition(" ")
    return () if rest and names.provider(first) else names.ambiguous(words)


@lru_cache(_REMEMBERED)
def accelerator(names: Names, words: str) -> Meaning | None:
    """The accelerator, or the slice of accelerators, that has this name or this name in the plural.

    A provider in front (`aws h100`) is no part of the name: it has a meaning of its own.
    """
    first, _, rest = words.partition(" ")
    if rest and names.provider(first) and accelerator(names, rest):
        return None
    for spelling in dict.fromkeys((words, words.removesuffix("s").removesuffix("'"))):
        if found := names.accelerator(spelling):
            return Meaning(found, None, spelling)
        if "-" in spelling and (cut := names.slice(spelling)):
            return Meaning(*cut, spelling)
    return None
