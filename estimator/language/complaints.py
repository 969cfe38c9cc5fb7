"""Words that cannot be read, as errors that say what was expected and what to type instead."""

import re

from estimator.errors import ConflictError, RequestError
from estimator.language.amounts import POWERS, SMALLEST_QUANTITY, integer, number, numeral
from estimator.language.choices import BARE
from estimator.language.draft import Draft, label
from estimator.language.either import either
from estimator.language.filler import FILLER, NEGATIONS
from estimator.language.lookup import find
from estimator.language.names import NAMED, Kind
from estimator.language.options import KEYS, Option, key
from estimator.language.time import TIMES
from estimator.language.unknown import (
    NEAR,
    follows_the_model,
    is_version,
    other_version,
    unknown_name,
    unreadable_word,
)
from estimator.language.unknown_devices import unknown_card
from estimator.language.unknown_models import other_member
from estimator.language.unknown_words import unknown_word

_OTHER_KINDS: tuple[Kind, ...] = ("model", "provider", "region", "grid")
# a speed that was measured: `9600 tokens/sec`, `420 tflops`
_SPEED = re.compile(r"[\d.,_]+k?\s*(?:tok|tokens?)\s*(?:/|per)|[\d.,_]+\s*tflops?\b")
_SPEED_HINT = "A speed is observed: `observe 7B 1T 64xh100 9600 tok/s/gpu` says what MFU that is, and what is left."
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)[kmbt]?-(?P<high>\d+(?:\.\d+)?)(?P<unit>[kmbt]?|gb|%|x)")
_OTHER_MONEY = re.compile(r"(?:eur|euros?|gbp|pounds?|inr|rupees|cny|rmb|yuan|yen|jpy|chf|[€£¥])(?:\b|/)")
_COUNTED = re.compile(r"\d[\d,_]*k?[x*](?=.*[a-z])")


def unreadable(draft: Draft, index: int) -> RequestError:
    """The error of a word that is neither read nor filler."""
    if draft.sentence.at(index + 1) == "=":
        return _unknown_option(draft, index)
    if found := key(draft, index):
        return unreadable_word(draft, index, f'"{draft.sentence.said(index, found[1])}" has no value.', _like(found[0]))
    if index and (found := key(draft, index - 1)) and found[0].choices:
        return unreadable_value(draft, found[0], index - 1, index)
    if draft.sentence.at(index) in NEGATIONS:
        message = f'I can\'t read "{draft.sentence.said(index, index + 1)}".'
        return unreadable_word(draft, index, message, "Say only what you want, and leave out the rest.")
    return (
        _work_alone(draft, index)
        or _one_of_two(draft, index)
        or _one_of_two(draft, index + 1)
        or _miscounted(draft, index)
        or unknown_word(draft, index)
    )


def _work_alone(draft: Draft, index: int) -> RequestError | None:
    """The error of an amount of work, which a model and its tokens have: `3e23 flops on h100`."""
    if draft.sentence.at(index) not in {"flop", "flops"} or not index or numeral(draft.sentence.at(index - 1)) is None:
        return None
    work = draft.sentence.said(index - 1, index)
    message = f'"{draft.sentence.said(index - 1, index + 1)}" is work, of no certain model and tokens.'
    error = unreadable_word(draft, index, message, f"What it is best spent on is `optimal {work} flops`.")
    error.suggestions = (f"optimal {work} flops",)
    return error


def _one_of_two(draft: Draft, index: int) -> RequestError | None:
    """The error of two accelerators in one word: `a100/h100`."""
    word = draft.sentence.at(index)
    one, slash, other = word.partition("/")
    if not (slash and draft.names.accelerator(one) and draft.names.accelerator(other)):
        return None
    start, end = draft.sentence.span(index, index + 1)
    middle = start + len(one)
    return ConflictError(
        f'"{draft.sentence.raw[start:end]}" are two accelerators.',
        "Ask for one of them, or compare the two.",
        span=(start, end),
        field="accelerator",
        suggestions=either(draft.sentence.raw, (start, middle), (middle + 1, end)),
    )


def _miscounted(draft: Draft, index: int) -> RequestError | None:
    """The error of a number that says too little, or counts an accelerator that is not known."""
    word = draft.sentence.at(index)
    if follows_the_model(draft, index) and is_version(word):
        return other_version(draft, index)
    if named := _named_by_number(draft, index):
        return named
    if numeral(word) is None and word[0] not in "€£¥":
        return None
    if span := _RANGE.fullmatch(word):
        return _range(draft, index, span)
    return unreadable_word(
        draft,
        index,
        f'I can\'t place "{draft.sentence.said(index, index + 1)}".',
        _SPEED_HINT if _is_speed(draft, index) else _number_hint(word, draft.sentence.at(index + 1)),
    )


def _named_by_number(draft: Draft, index: int) -> RequestError | None:
    """The error of a number that is part of a name which nobody knows."""
    cards = unknown_card(draft, index) or unknown_card(draft, index + 1)
    return other_member(draft, index) or cards or _counted_name(draft, index)


def _is_speed(draft: Draft, index: int) -> bool:
    """Whether a measured speed stands at a position: `9600 tokens/sec`."""
    return _SPEED.match(draft.sentence.phrase(index, index + 4)) is not None


def _counted_name(draft: Draft, index: int) -> RequestError | None:
    """The error of an accelerator that is not known and has its number: `8 h101`, `8xh101`."""
    word = draft.sentence.at(index)
    count = integer(word.removesuffix("x").removesuffix("*"))
    if count is not None and not _is_speed(draft, index) and _is_unknown_device(draft, index + 1):
        return unknown_name(draft, "accelerator", index + 1)
    counted = _COUNTED.match(word)
    return unknown_name(draft, "accelerator", index, counted.end()) if counted else None


def _range(draft: Draft, index: int, match: re.Match[str]) -> RequestError:
    """The error of a range, with the request for either end."""
    start, end = draft.sentence.span(index, index + 1)
    raw, unit = draft.sentence.raw, match["unit"]
    error = unreadable_word(draft, index, f'"{raw[start:end]}" is a range.', "Say one value, or ask twice.")
    ends = (f"{match['low']}{unit}", f"{match['high']}{unit}")
    error.suggestions = tuple(f"{raw[:start]}{value}{raw[end:]}" for value in ends)
    return error


def _is_unknown_device(draft: Draft, index: int) -> bool:
    """Whether the word at a position may be a device that nobody knows: `64 h10`, `64 kunlun p800`."""
    word = draft.sentence.at(index)
    if word in FILLER | TIMES or word in BARE or word in POWERS or key(draft, index):
        return False
    is_word = word.isalpha() and len(word) > 1 and "accelerator" not in draft.said
    is_word = is_word and not any(find(draft.names, kind, word) for kind in _OTHER_KINDS)
    return is_word or re.match(r"[a-z]+\d", word) is not None


def _number_hint(word: str, behind: str) -> str:
    """What to write instead of a number that says too little."""
    found = numeral(word)
    if found is None or _OTHER_MONEY.match(behind):
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
        return unreadable_word(draft, index, f'"{draft.sentence.said(index, index + 1)}" has no value.', _like(option))
    if option.field in NAMED:
        return unknown_name(draft, NAMED[option.field], stop)
    word = draft.sentence.said(stop, stop + 1)
    from difflib import get_close_matches  # noqa: PLC0415 - loaded only for a word that is not known

    near = get_close_matches(word.lower(), option.choices, 1, NEAR)
    hint = f"Did you mean {near[0]}? " if near else ""
    error = unreadable_word(draft, stop, f'I can\'t read "{word}" as the {label(option.field)}.', hint + _like(option))
    error.field = option.field
    return error


def _unknown_option(draft: Draft, index: int) -> RequestError:
    word = draft.sentence.at(index).replace("-", "_")
    from difflib import get_close_matches  # noqa: PLC0415 - loaded only for a word that is not known

    near = get_close_matches(word, KEYS, 1, NEAR) or [key for key in KEYS if key.startswith(word)]
    hint = f"Did you mean {near[0]}=?" if near else "`help training`, `help money` and `help time` show the options."
    return unreadable_word(draft, index, f'I don\'t know the option "{draft.sentence.said(index, index + 1)}=".', hint)


def _like(option: Option) -> str:
    if option.choices:
        return f"Choose one of {', '.join(option.choices)}."
    return f"Write it like {option.example}."
