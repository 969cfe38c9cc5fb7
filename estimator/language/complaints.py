"""Words that cannot be read, as errors that say what was expected and what to type instead."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from estimator.errors import RequestError, UnknownNameError, UnreadableWordError
from estimator.language.amounts import POWERS, SMALLEST_QUANTITY, integer, number, numeral
from estimator.language.choices import BARE
from estimator.language.commands import COMMANDS
from estimator.language.draft import Draft, label
from estimator.language.names import Kind
from estimator.language.options import KEYS, Option, key

EXAMPLE = "70B 2T a100 mfu=0.5"
_KINDS: tuple[Kind, ...] = ("accelerator", "model", "provider", "region", "grid")
_NAMES: dict[str, Kind] = {"accelerator": "accelerator", "model": "model", "provider": "provider", "grid": "grid"}
_COUNTED = re.compile(r"\d[\d,_]*k?[x*](?=.*[a-z])")
_NEAR = 0.7
# short words are near to some place's name too easily
_PLACE_NEAR = 0.8
_SHORTEST_PLACE = 4
_PLACES = {"grid", "region"}
_INSTEAD: dict[Kind, str] = {
    "accelerator": "Say accelerators for all that I know.",
    "model": "Say models for all that I know.",
    "provider": "Say prices for all that I know.",
    "region": "Say prices for all that I know.",
    "grid": "Name a country, a US state or a cloud region, as in grid=france or grid=us-east-1.",
}
_SEPARATORS = str.maketrans("", "", " -_/.")


def unreadable(draft: Draft, index: int) -> RequestError:
    """The error of a word that is neither read nor filler."""
    if draft.sentence.at(index + 1) == "=":
        return _unknown_option(draft, index)
    if found := key(draft, index):
        return _error(draft, index, f'"{draft.sentence.said(index, found[1])}" has no value.', _like(found[0]))
    if index and (found := key(draft, index - 1)) and found[0].choices:
        return unreadable_value(draft, found[0], index - 1, index)
    return _miscounted(draft, index) or _unknown_word(draft, index)


def _miscounted(draft: Draft, index: int) -> RequestError | None:
    """The error of a number that says too little, or counts an accelerator that is not known."""
    at, word = draft.sentence.at, draft.sentence.at(index)
    if integer(word) is not None and re.match(r"[a-z]+\d", at(index + 1)) and not key(draft, index + 1):
        return unknown_name(draft, "accelerator", index + 1)
    if counted := _COUNTED.match(word):
        return unknown_name(draft, "accelerator", index, counted.end())
    if numeral(word) is None and word[0] not in "€£¥":
        return None
    return _error(draft, index, f'I can\'t place "{draft.sentence.said(index, index + 1)}".', _number_hint(word))


def _number_hint(word: str) -> str:
    """What to write instead of a number that says too little."""
    found = numeral(word)
    if found is None:
        return "Write money in US dollars: $1.80/h or budget=$3M."
    if found.rest.startswith("%"):
        return f"Say what it is: mfu={word} or overhead={word}."
    if found.rest.startswith(","):
        return "Commas only group thousands: write 1.5T or 1,500,000,000,000."
    if found.rest not in POWERS and found.rest:
        return "Write a number like 70B, 2T, 70 billion or 7e10."
    if 0 < number(found.digits, POWERS.get(found.rest, 0)) < SMALLEST_QUANTITY:
        return f"Say what it counts: gpus={word}, {word} h100 or seq={word}."
    return "Say what it counts: params=70B or tokens=2T."


def unreadable_value(draft: Draft, option: Option, index: int, stop: int) -> RequestError:
    """The error of a key whose value, at `stop`, cannot be read."""
    if not draft.sentence.at(stop):
        return _error(draft, index, f'"{draft.sentence.said(index, index + 1)}" has no value.', _like(option))
    if option.field in _NAMES:
        return unknown_name(draft, _NAMES[option.field], stop)
    word = draft.sentence.said(stop, stop + 1)
    near = get_close_matches(word.lower(), option.choices, 1, _NEAR)
    hint = f"Did you mean {near[0]}? " if near else ""
    error = _error(draft, stop, f'I can\'t read "{word}" as the {label(option.field)}.', hint + _like(option))
    error.field = option.field
    return error


def unknown_name(draft: Draft, kind: Kind, index: int, skipped: int = 0) -> UnknownNameError:
    """The error of a name that the catalogue does not have; `skipped` letters before it were read."""
    start, end = draft.sentence.span(index, index + 1)
    said = draft.sentence.raw[start + skipped : end]
    near = draft.names.suggest(kind, said.lower())
    if near and kind in _PLACES and _likeness(said, near) < _NEAR:
        near = None
    hint = f"Did you mean {near}?" if near else _INSTEAD[kind]
    return UnknownNameError(f'I don\'t know the {kind} "{said}".', hint, span=(start + skipped, end), field=kind)


def _unknown_option(draft: Draft, index: int) -> RequestError:
    word = draft.sentence.at(index).replace("-", "_")
    near = get_close_matches(word, KEYS, 1, _NEAR)
    hint = f"Did you mean {near[0]}=?" if near else f"Options are {', '.join(_shown_keys())}."
    return _error(draft, index, f'I don\'t know the option "{draft.sentence.said(index, index + 1)}=".', hint)


def _shown_keys() -> Iterable[str]:
    """One key for each field."""
    return dict.fromkeys(option.example.partition("=")[0] for option in KEYS.values())


def _unknown_word(draft: Draft, index: int) -> RequestError:
    """The error of a word that may be a misspelt name, key, choice or command."""
    word = draft.sentence.at(index)
    kinds = _KINDS if len(word) >= _SHORTEST_PLACE else _KINDS[:2]
    known = [(kind, name) for kind in kinds if (name := draft.names.suggest(kind, word))]
    spoken = get_close_matches(word, [*KEYS, *BARE, *(COMMANDS if index == 0 else ())], 1, _NEAR)
    kind, name = max(known, key=lambda one: _likeness(word, one[1]), default=("accelerator", ""))
    suggestion = spoken[0] if spoken else ""
    if _likeness(word, name) >= max(_likeness(word, suggestion), _PLACE_NEAR if kind in _PLACES else _NEAR):
        return unknown_name(draft, kind, index)
    said = draft.sentence.said(index, index + 1)
    assigned = "=" if suggestion in KEYS else ""
    hint = f"Did you mean {suggestion}{assigned}?" if suggestion else f"An example: {EXAMPLE}"
    return _error(draft, index, f'I can\'t read "{said}".', hint)


def _likeness(word: str, other: str) -> float:
    one, two = (text.lower().translate(_SEPARATORS) for text in (word, other))
    return SequenceMatcher(None, one, two).ratio()


def _like(option: Option) -> str:
    if option.choices:
        return f"Choose one of {', '.join(option.choices)}."
    return f"Write it like {option.example}."


def _error(draft: Draft, index: int, message: str, hint: str) -> UnreadableWordError:
    return UnreadableWordError(message, hint, span=draft.sentence.span(index, index + 1))
