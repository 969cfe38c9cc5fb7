"""Names that nobody knows, as errors that name them whole and suggest the nearest of their kind."""

import re
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from estimator.catalogue.nearest import Nearest
from estimator.errors import AmbiguousNameError, RequestError, UnknownNameError, UnreadableWordError
from estimator.language import lookup
from estimator.language.choices import BARE
from estimator.language.commands import COMMANDS
from estimator.language.draft import Draft
from estimator.language.names import Kind, Names
from estimator.language.options import KEYS
from estimator.language.words import ASSIGNS

EXAMPLE = "70B 2T a100 mfu=0.5"
_KINDS: tuple[Kind, ...] = ("accelerator", "model", "provider", "region", "grid")
NEAR = 0.7
_FAMILY_NEAR = 0.85
# short words are near to some place's name too easily
_PLACE_NEAR = 0.8
_SHORTEST_PLACE = 4
# a shorter word is near to some name by chance: `grow` to grok
_SHORTEST_MISSPELT = 5
_PLACES = {"grid", "region"}
_INSTEAD: dict[Kind, str] = {
    "accelerator": "Say accelerators for all that I know.",
    "model": "Say models for all that I know.",
    "provider": "Say prices for all that I know.",
    "region": "Say prices for all that I know.",
    "grid": "Name a country, a US state or a cloud region, as in grid=france or grid=us-east-1.",
}
_VERSION = re.compile(r"v?\d(?:\.\d+)*|[a-z]\d{1,2}(?:\.\d+)?")
_SIZE = re.compile(r"\d+(?:\.\d+)?[bm](?:-a\d+(?:\.\d+)?[bm])?")
_CONSUMER_CARD = re.compile(r"(?:\d+[x*])?((?:10|16|20|30|40|50)[5-9]0(?:ti|super)?)")
_CHIP = re.compile(r"[a-z]{1,3}-?\d{1,4}[a-z]{0,3}|tpu-?v\d+\w?")
_CARD_MAKERS = {"rtx", "gtx", "geforce"}
_SPOKEN = Nearest((*KEYS, *BARE))
_FIRST_SPOKEN = Nearest((*KEYS, *BARE, *sorted(COMMANDS)))
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
        alike = near is not None and _likeness(word, near[: len(word)]) >= NEAR
        return alike and (not is_size(behind) or behind in (near or "").lower())
    if len(word) < _SHORTEST_MISSPELT:
        return False
    suggested = (lookup.suggest(names, kind, word) for kind in _KINDS[:2])
    return any(near and _likeness(word, near) >= _PLACE_NEAR for near in suggested)


@lru_cache(4096)
def misspelt_family(names: Names, word: str, size: str) -> str | None:
    """The family of that size whose name is nearly the word: `llama 13b` for `lama`, `13b`."""
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


def unknown_card(draft: Draft, index: int) -> UnknownNameError | None:
    """The error of a GeForce card that the catalogue does not have: `4070`, `rtx 4070 ti`, `2x4070`."""
    stop = index + 1 + (draft.sentence.at(index) in _CARD_MAKERS)
    match = _CONSUMER_CARD.fullmatch(draft.sentence.at(stop - 1))
    if match is None:
        return None
    number = match[1]
    near = lookup.suggest(draft.names, "accelerator", f"rtx {number}")
    hint = f"The nearest is {near}. " if near else ""
    hint += "Or describe yours: peak=60 memory=12GB price=0.20, without a name."
    span = draft.sentence.span(index, stop)
    return UnknownNameError(f"I don't know the accelerator RTX {number}.", hint, span=span, field="accelerator")


def unknown_name(draft: Draft, kind: Kind, index: int, skipped: int = 0) -> UnknownNameError:
    """The error of a name that the catalogue does not have; `skipped` letters before it were read."""
    start, end = draft.sentence.span(index, index + 1)
    said = draft.sentence.raw[start + skipped : end]
    near = lookup.suggest(draft.names, kind, said.lower())
    if near and kind in _PLACES and _likeness(said, near) < NEAR:
        near = None
    hint = f"Did you mean {near}?" if near else _INSTEAD[kind]
    return UnknownNameError(f'I don\'t know the {kind} "{said}".', hint, span=(start + skipped, end), field=kind)


def unknown_word(draft: Draft, index: int) -> RequestError:
    """The error of a word that may be a misspelt name, key, choice or command."""
    word = draft.sentence.at(index)
    if follows_the_model(draft, index):
        return other_version(draft, index)
    if card := unknown_card(draft, index):
        return card
    family, _, size = word.rpartition("-")
    if meant := misspelt_family(draft.names, family, size):
        return _misspelt_model(draft, index, index + 1, meant)
    if word[0].isalpha() and (stop := _past_version(draft, index + 1)) > index + 1:
        return _unknown_model(draft, index, stop)
    return _nearest_word(draft, index, word)


def _nearest_word(draft: Draft, index: int, word: str) -> RequestError:
    """The error of a word with the nearest name, key or choice."""
    kinds = _KINDS if len(word) >= _SHORTEST_PLACE else _KINDS[:2]
    known = [(kind, name) for kind in kinds if (name := lookup.suggest(draft.names, kind, word))]
    spoken = (_FIRST_SPOKEN if index == 0 else _SPOKEN).close(word, 1, NEAR)
    kind, name = max(known, key=lambda one: _likeness(word, one[1]), default=("accelerator", ""))
    suggestion = spoken[0] if spoken else ""
    if _CHIP.fullmatch(word) and not (kind == "model" and _likeness(word, name) >= NEAR):
        return unknown_name(draft, "accelerator", index)
    if _likeness(word, name) >= max(_likeness(word, suggestion), _PLACE_NEAR if kind in _PLACES else NEAR):
        return unknown_name(draft, kind, index)
    said = draft.sentence.said(index, index + 1)
    assigned = "=" if suggestion in KEYS else ""
    hint = f"Did you mean {suggestion}{assigned}?" if suggestion else f"An example: {EXAMPLE}"
    return unreadable_word(draft, index, f'I can\'t read "{said}".', hint)


def _misspelt_model(draft: Draft, index: int, stop: int, meant: str) -> UnknownNameError:
    said, span = draft.sentence.said(index, stop), draft.sentence.span(index, stop)
    return UnknownNameError(f'I don\'t know the model "{said}".', f"Did you mean {meant}?", span=span, field="model")


def _past_version(draft: Draft, index: int) -> int:
    """The position after a version and a size, as they stand in a model's name: `v4`, `1.1 7b`."""
    if is_version(draft.sentence.at(index)) and draft.sentence.at(index + 1) not in ASSIGNS:
        index += 1
    return index + (_SIZE.fullmatch(draft.sentence.at(index)) is not None)


def _which_version(draft: Draft, versions: tuple[str, ...], span: tuple[int, int]) -> AmbiguousNameError:
    """The error of a family and size that several versions have: `llama 70b`."""
    raw = draft.sentence.raw
    newest = versions[::-1]
    meant = tuple(f"{raw[: span[0]]}{version}{raw[span[1] :]}" for version in newest)
    message = f'"{raw[slice(*span)]}" could be {" or ".join(newest)}.'
    return AmbiguousNameError(message, "Say which one.", span=span, field="model", suggestions=meant)


def _unknown_model(draft: Draft, index: int, stop: int) -> RequestError:
    """The error of a word with a version or size behind it, which no other kind of name has."""
    said = draft.sentence.said(index, stop)
    if len(versions := draft.names.versions(draft.sentence.at(index), draft.sentence.at(stop - 1))) > 1:
        return _which_version(draft, versions, draft.sentence.span(index, stop))
    word = draft.sentence.at(index)
    if family := misspelt_family(draft.names, word, draft.sentence.at(stop - 1)):
        return _misspelt_model(draft, index, stop, family)
    near = lookup.suggest(draft.names, "model", said.lower())
    if near and _likeness(word, near[: len(word)]) < NEAR:
        near = None
    hint = f"Did you mean {near}?" if near else f"{_INSTEAD['model']} A model of your own is its size: 70B 2T."
    span = draft.sentence.span(index, stop)
    return UnknownNameError(f'I don\'t know the model "{said}".', hint, span=span, field="model")


def _likeness(word: str, other: str) -> float:
    one, two = (text.lower().translate(_SEPARATORS) for text in (word, other))
    return SequenceMatcher(None, one, two).ratio()
