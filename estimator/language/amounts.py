"""Numbers as people write them: 70B, 7e10, 70,000,000,000, 2 trillion, 1_024, .5."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from estimator.language.words import Sentence

_NUMERAL = re.compile(
    r"([+-]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:_\d+)*)?(?:\.\d*)?(?:e[+-]?\d+)?)(.*)", re.DOTALL
)
# a number below this counts something else than parameters or tokens
SMALLEST_QUANTITY = 1e6
_BEGINS_NUMBER = frozenset("0123456789.+-")
_SPELT = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
# `a million`
_ARTICLES = {"a", "an"}
_SPELT |= {"single": "1", "dozen": "12", "couple": "2", "pair": "2", "dual": "2", "quad": "4"}
_SPELT |= {"单卡": "1", "两张": "2", "双卡": "2"}
_SPELT |= {"nine": "9", "ten": "10", "eleven": "11", "twelve": "12"}
_SPELT |= dict.fromkeys(("nan", "inf", "-inf", "+inf", "infinity", "-infinity", "∞"), "nan")
# words that are numbers; what is not finite is read, so that it can be refused
SPELT = frozenset(_SPELT)
POWERS: Mapping[str, int] = {
    **dict.fromkeys(("k", "thousand"), 3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mil", "million", "millions"), 6),
    **dict.fromkeys(("b", "bn", "bil", "billion", "billions"), 9),
    **dict.fromkeys(("t", "tn", "tr", "trillion", "trillions"), 12),
    **dict.fromkeys(("mrd", "milliarde", "milliarden", "milliard", "milliards", "mld"), 9),
    **dict.fromkeys(("millionen", "mio.", "millones", "milioni", "milhões", "milion"), 6),
    **dict.fromkeys(("miliardi", "miliardo", "bilhões", "bilhão"), 9),
    **dict.fromkeys(("billionen", "billones", "trilhões"), 12),
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "万亿": 12,
    "兆": 12,
    **dict.fromkeys(("quadrillion", "quadrillions"), 15),
}


class Amount(NamedTuple):
    """A number that was read: its value, the position after it, whether it had a scale such as B or million."""

    value: float
    stop: int
    scaled: bool


class Numeral(NamedTuple):
    """The digits that a word begins with, and what follows them."""

    digits: str
    rest: str


@lru_cache(512)
def numeral(word: str) -> Numeral | None:
    """The digits that a word begins with, and the rest of it; None when it begins with none."""
    if word in _SPELT:
        return Numeral(_SPELT[word], "")
    match = _NUMERAL.match(word) if word[:1] in _BEGINS_NUMBER else None
    if match is None:
        return None
    return Numeral(match[1].replace(",", "").replace("_", ""), match[2])


def number(digits: str, power: int = 0) -> float:
    """The value of digits times a power of ten, rounded once; infinite when it is beyond what a float holds."""
    if digits == "nan":
        return float("nan")
    mantissa, _, exponent = digits.partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + power}")


def amount(sentence: Sentence, index: int, powers: Mapping[str, int] = POWERS) -> Amount | None:
    """The number at a position with its scale, which may be the next word (`70 billion`); None for anything else."""
    word = sentence.at(index)
    found = numeral("1" if word in _ARTICLES and sentence.at(index + 1) in powers else word)
    if found is None:
        return None
    if found.rest:
        power = powers.get(found.rest)
        return None if power is None else Amount(number(found.digits, power), index + 1, scaled=True)
    power = powers.get(sentence.at(index + 1))
    if power is None:
        return Amount(number(found.digits), index + 1, scaled=False)
    return Amount(number(found.digits, power), index + 2, scaled=True)


def integer(word: str) -> int | None:
    """The whole number that a word is (`1024`, `1,024`, `16k`); None for anything else."""
    found = numeral(word)
    if found is None or found.rest not in {"", "k"}:
        return None
    value = number(found.digits, POWERS.get(found.rest, 0))
    return int(value) if value.is_integer() else None
