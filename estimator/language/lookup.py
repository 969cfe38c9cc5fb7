"""What a name means, remembered: the same few names stand in most requests."""

from functools import lru_cache
from typing import NamedTuple

from estimator.language.names import Kind, Names

_REMEMBERED = 4096


class Meaning(NamedTuple):
    """An accelerator by name: its id, how many a slice or machine of this name holds, the name without plural.

    `provider` is None unless the name is a machine's: then it is who rents it, "" for a maker's system.
    """

    accelerator: str
    each: int | None
    name: str
    provider: str | None = None


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
def machines(names: Names, words: str) -> tuple[str, ...]:
    """The machines to choose from when this name has several sizes; empty otherwise."""
    return names.machine_choices(words)


@lru_cache(_REMEMBERED)
def accelerator(names: Names, words: str) -> Meaning | None:
    """The accelerator, or the machine or slice of accelerators, that has this name or this name in the plural.

    A provider in front (`aws h100`) is no part of the name: it has a meaning of its own. A name that has to be asked
    back is not read as the plural of another.
    """
    first, _, rest = words.partition(" ")
    if rest and names.provider(first) and accelerator(names, rest):
        return None
    if machine := names.machine(words):
        return Meaning(machine[0], machine[1], words, machine[2])
    singular = words if names.ambiguous(words) else words.removesuffix("s").removesuffix("'")
    for spelling in dict.fromkeys((words, singular)):
        if found_id := names.accelerator(spelling):
            return Meaning(found_id, None, spelling)
        if "-" in spelling and (cut := names.slice(spelling)):
            return Meaning(*cut, spelling)
    return None


@lru_cache(_REMEMBERED)
def suggest(names: Names, kind: Kind, word: str) -> str | None:
    """The known name nearest to a misspelt one, if any is near."""
    return names.suggest(kind, word)


@lru_cache(_REMEMBERED)
def is_bare(names: Names, words: str) -> bool:
    """Whether an accelerator's name leaves its variant open."""
    return names.is_bare(words)


@lru_cache(_REMEMBERED)
def is_tune(names: Names, words: str) -> bool:
    """Whether a model's name is that of a tuning of it."""
    return names.is_tune(words)
