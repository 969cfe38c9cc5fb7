"""Names that nobody knows, as errors that name them whole and suggest the nearest of their kind."""

import re
from functools import lru_cache

from estimator.errors import UnknownNameError, UnreadableWordError
from estimator.language import lookup
from estimator.language.draft import Draft
from estimator.language.names import Kind, Names

KINDS: tuple[Kind, ...] = ("accelerator", "model", "provider", "region", "grid")
NEAR = 0.7
_FAMILY_NEAR = 0.85
PLACE_NEAR = 0.8
# a shorter word is near to some name by chance: `grow` to grok
_SHORTEST_MISSPELT = 5
_PLACES = {"grid", "region"}
INSTEAD: dict[Kind, str] = {
    "accelerator": "Say accelerators for all that I know.",
    "model": "Say models for all that I know.",
    "provider": "Say prices for all that I know.",
    "region": "Say prices for all that I know.",
    "grid": "Name a country, a US state or a cloud region, as in grid=france or grid=us-east-1.",
}
_VERSION = re.compile(r"v?\d(?:\.\d+)*|[a-z]\d{1,2}(?:\.\d+)?")
_SIZE = re.compile(r"\d+(?:\.\d+)?[bm](?:-a\d+(?:\.\d+)?[bm])?")
_SEPARATORS = str.maketrans("", "", " -_/.")


def unreadable_word(draft: Draft, index: int, message: str, hint: str) -> UnreadableWordError:
    """The error of one word, with its place."""
    return UnreadableWordError(message, hint, span=draft.sentence.span(index, index + 1))


def is_version(word: str) -> bool:
    """Whether a word may be a version in a model's name: `4`, `3.2`, `v4`, `m1`."""
    return _VERSION.fullmatch(word) is not None


def is_size(word: str) -> bool:
    """Whether a word is a size as it stands in a model's name: `7b`, `30b-a3b`."""
    return _SIZE.fullmatch(word) is not None


def is_misspelt_name(names: Names, word: str, behind: str) -> bool:
    """Whether a word, with the size or version behind it, is near enough to a chip's or model's name to ask back.

    A known family in a size that it does not have (`llama 1.3b`) is no misspelling: the size is what counts.
    """
    if behind:
        if misspelt_family(names, word, behind):
            return True
        near = lookup.suggest(names, "model", f"{word} {behind}")
        alike = near is not None and likeness(word, near[: len(word)]) >= NEAR
        return alike and (not is_size(behind) or behind in (near or "").lower())
    if len(word) < _SHORTEST_MISSPELT:
        return False
    suggested = (lookup.suggest(names, kind, word) for kind in KINDS[:2])
    return any(near and likeness(word, near) >= PLACE_NEAR for near in suggested)


@lru_cache(4096)
def misspelt_family(names: Names, word: str, size: str) -> str | None:
    """The family of that size whose name is nearly the word: `llama 13b` for `lama`, `13b`."""
    from difflib import get_close_matches  # noqa: PLC0415 - loaded only for a word that is not known

    near = get_close_matches(word, names.families(), 1, _FAMILY_NEAR) if is_size(size) else []
    known = near and near[0] != word and lookup.find(names, "model", f"{near[0]} {size}")
    return f"{near[0]} {size}" if known else None


def other_version(draft: Draft, index: int) -> UnknownNameError:
    """The error of a word behind a model's name that makes it another model: `grok 4`, `jamba mini`."""
    start = draft.spans["model"][0]
    end = draft.sentence.span(index, index + 1)[1]
    said, known = draft.sentence.raw[start:end], draft.said["model"]
    hint = f"Did you mean {known}? For another model give its size, for example 70B 2T."
    return UnknownNameError(f'I don\'t know the model "{said}".', hint, span=(start, end), field="model")


def follows_the_model(draft: Draft, index: int) -> bool:
    """Whether nothing but a space stands between the model's name and the word at a position."""
    if "model" not in draft.spans:
        return False
    between = draft.sentence.raw[draft.spans["model"][1] : draft.sentence.span(index, index + 1)[0]]
    return between in {" ", "-"}


def unknown_name(draft: Draft, kind: Kind, index: int, skipped: int = 0) -> UnknownNameError:
    """The error of a name that the catalogue does not have; `skipped` letters before it were read."""
    start, end = draft.sentence.span(index, index + 1)
    said = draft.sentence.raw[start + skipped : end]
    near = lookup.suggest(draft.names, kind, said.lower())
    if near and kind in _PLACES and likeness(said, near) < NEAR:
        near = None
    hint = f"Did you mean {near}?" if near else INSTEAD[kind]
    return UnknownNameError(f'I don\'t know the {kind} "{said}".', hint, span=(start + skipped, end), field=kind)


def likeness(word: str, other: str) -> float:
    """The share of letters that two names have in common, whatever separates them."""
    one, two = (text.lower().translate(_SEPARATORS) for text in (word, other))
    from difflib import SequenceMatcher  # noqa: PLC0415 - loaded only for a word that is not known

    return SequenceMatcher(None, one, two).ratio()
