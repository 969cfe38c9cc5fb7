"""Dollars: an hour of an accelerator, a budget, a kilowatt-hour."""

import re
from typing import Literal, NamedTuple

from estimator.language.amounts import POWERS, number, numeral
from estimator.language.words import Sentence

Unit = Literal["", "hour", "machine-hour", "kwh", "mwh"]

_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hourly"), "hour"),
    "kwh": "kwh",
    "mwh": "mwh",
}
_BEFORE_UNIT = {"per", "a", "an", "each", "every", "hourly"}
_LONGEST_UNIT = 6
_PAID_FOR = re.compile(
    r"""
    (?: \ ?(?:/|(?:per|an?|each|every)\b)\ ?             # /, per, an
        (?P<first>(?:node|server|instance|machine|host|box|vm|system)\ ?(?:-|/|per\b|an?\b)?\ ?)?
        (?:(?:gpus?|chip|accelerator|device|card|tpu)    # gpu-, gpu/, gpu per
           \ ?(?:-|/|per\b|an?\b)?\ ?)?
        (?P<time>h|hrs?|hours?|kwh|mwh)
      | \ ?(?P<hourly>hourly) )
    (?:\ ?(?:/|per\b)\ ?(?:gpu|chip|accelerator|device|card|tpu))?
    (?P<machine>\ ?(?:/|(?:per|a|an|each)\b)\ ?(?:node|server|instance|machine|host|box|vm|system)\b)?
    (?=\ |$)
    """,
    re.VERBOSE,
)
_CURRENCY = re.compile(r"(us\$|us-\$|\$|usd)(.*)")
_CENTS = frozenset({"cent", "cents", "¢"})
_CURRENCY_AFTER = {"$", "usd", "dollar", "dollars", *_CENTS}
_CURRENCY_PER = re.compile(r"(usd|dollars?)(/.*)")
_TAIL = re.compile(r"([a-z]*?)(\$|usd)?((?:[/-].*)?)")


class Dollars(NamedTuple):
    """An amount of money: its value, what one pays it for, the position after it, whether a currency was named."""

    value: float
    unit: Unit
    stop: int
    marked: bool


def dollars(sentence: Sentence, index: int) -> Dollars | None:
    """The money at a position: `$1.80/h`, `1.8 usd per gpu hour`, `$3M`, `3 million dollars`, `1.8`."""
    word = sentence.at(index)
    marked = False
    if word[:1] in {"$", "u"} and (match := _CURRENCY.fullmatch(word)):
        marked = True
        word = match[2] or sentence.at(index := index + 1)
    found = numeral(word)
    if found is None or (tail := _TAIL.fullmatch(found.rest)) is None:
        return None
    scale, currency, per = tail.groups()
    if scale and scale not in POWERS:
        return None
    stop = index + 1
    if not found.rest and sentence.at(stop) in POWERS:
        scale, stop = sentence.at(stop), stop + 1
    if not per and _is_currency(sentence, stop):
        currency, stop = sentence.at(stop), stop + 1
    elif not per and not currency and (match := _CURRENCY_PER.fullmatch(sentence.at(stop))):
        currency, per, stop = match[1], match[2], stop + 1
    hundredths = -2 if currency in _CENTS else 0
    if not scale and sentence.at(stop) == "grand":
        scale, currency, stop = "k", "$", stop + 1
    unit = _unit(sentence, stop, per)
    if unit is None:
        return None
    return Dollars(number(found.digits, POWERS.get(scale, 0) + hundredths), *unit, marked or bool(currency))


def _is_currency(sentence: Sentence, index: int) -> bool:
    """Whether a word is the currency of the number before it: in `2T usd 1.80/h` it belongs to the one behind it."""
    word = sentence.at(index)
    return word in _CURRENCY_AFTER and (word.startswith(("dollar", "cent")) or not sentence.at(index + 1)[:1].isdigit())


def _unit(sentence: Sentence, stop: int, glued: str) -> tuple[Unit, int] | None:
    """What the money is paid for and the position after it; None when a slash is followed by what is no unit."""
    if not glued and sentence.at(stop)[:1] != "/" and sentence.at(stop) not in _BEFORE_UNIT:
        return "", stop
    match = _PAID_FOR.match(f"{glued} {sentence.phrase(stop, stop + _LONGEST_UNIT)}".rstrip())
    if match is None:
        return None if glued else ("", stop)
    unit = _UNITS[match["time"] or match["hourly"]]
    for_machine = unit == "hour" and (match["first"] or match["machine"])
    return "machine-hour" if for_machine else unit, stop + match.group().count(" ")
