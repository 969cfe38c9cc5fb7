"""What may stand behind a key such as `mfu=`: each reader gives the value and the position after it, or None."""

import datetime
from collections.abc import Callable, Mapping

from estimator.errors import ImpossibleError
from estimator.language.amounts import amount, integer, number, numeral
from estimator.language.calendar_days import named_day
from estimator.language.draft import Draft, Value
from estimator.language.money import dollars
from estimator.language.time import date, duration
from estimator.language.words import ASSIGNS

Reader = Callable[[Draft, int], tuple[Value, int] | None]

SHORTEST_PERCENT = 10
_TOKEN_WORDS = {"token", "tokens"}
_SEQUENCE_WORDS = {"seqs", "sequences", "samples", "examples"}
_BYTES = {"": 9, "g": 9, "gb": 9, "gib": 9, "bytes": 0}
_BINARY = {"": 1, "k": 1024, "ki": 1024, "m": 1024**2}
_RATES = {"t": 12, "p": 15, "tf": 12, "pf": 15}
_FLOP_NOT_TERAFLOP = 1e9


def quantity(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A number of any size: `70B`, `2 trillion`, `7e10`."""
    found = amount(draft.sentence, index)
    return found and (found.value, found.stop)


def tokens(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A number of tokens: `4M`, `4M tokens`."""
    found = quantity(draft, index)
    return found and (found[0], _past_tokens(draft, found[1]))


def batch(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Tokens in a batch, or sequences where it says so: `4M`, `4M tokens`, `1024 sequences`, `1024 x 4096`."""
    found = tokens(draft, index)
    count = amount(draft.sentence, index)
    if count and draft.sentence.at(count.stop) in {"x", "*"} and (each := integer(draft.sentence.at(count.stop + 1))):
        draft.say("sequence_length", each, count.stop + 1, count.stop + 2)
        return count.value * each, count.stop + 2
    if found is None or draft.sentence.at(found[1]) not in _SEQUENCE_WORDS:
        return found
    return found[0], found[1] + (draft.sentence.at(found[1] + 1) not in ASSIGNS)


def memory(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Bytes of an accelerator's memory, as its maker labels it: `48GB`, `48 GiB`, `48`."""
    found = numeral(draft.sentence.at(index))
    if found is None:
        return None
    unit, stop = found.rest, index + 1
    if not unit and draft.sentence.at(stop) and draft.sentence.at(stop) in _BYTES:
        unit, stop = draft.sentence.at(stop), stop + 1
    return (number(found.digits, _BYTES[unit]), stop) if unit in _BYTES else None


def count(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A whole number: `1024`, `1,024`, `16k`."""
    value = integer(draft.sentence.at(index))
    return None if value is None else (value, index + 1)


def length(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Tokens in a sequence: `4096`, `4k` (4,096), `128k` (131,072)."""
    found = numeral(draft.sentence.at(index))
    if found is None or found.rest not in _BINARY:
        return None
    value = number(found.digits) * _BINARY[found.rest]
    return (int(value), _past_tokens(draft, index + 1)) if value.is_integer() else None


def _past_tokens(draft: Draft, index: int) -> int:
    following = draft.sentence.at(index) in _TOKEN_WORDS and draft.sentence.at(index + 1) not in ASSIGNS
    return index + 1 if following else index


def share(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A share: `0.5`, `.5`, `50%`, `50 %`, and `50` for 50 %, since from ten upwards nothing else can be meant."""
    found = numeral(draft.sentence.at(index))
    if found is None or found.rest not in {"", "%"}:
        return None
    stop = index + 1
    percent = found.rest == "%"
    if not percent and draft.sentence.at(stop) in {"%", "percent"}:
        percent, stop = True, stop + 1
    value = number(found.digits)
    return (number(found.digits, -2) if percent or value >= SHORTEST_PERCENT else value), stop


def share_or_auto(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A share, or `auto` for what the evidence says."""
    if draft.sentence.at(index) in {"auto", "default"}:
        return None, index + 1
    return share(draft, index)


def ratio(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A plain number: `1.1`."""
    found = numeral(draft.sentence.at(index))
    return (number(found.digits), index + 1) if found and not found.rest else None


def throughput(draft: Draft, index: int) -> tuple[Value, int] | None:
    """FLOP a second: `312`, `312 TFLOP/s`, `1.979 PFLOPS`, `312e12`; a small number without a unit is TFLOP/s."""
    found = numeral(draft.sentence.at(index))
    if not found:
        return None
    unit, stop = (found.rest, index + 1) if found.rest else (draft.sentence.at(index + 1), index + 2)
    power = _RATES.get(unit.removesuffix("s").removesuffix("/").removesuffix("flop"))
    if power is not None:
        return number(found.digits, power), stop
    value = number(found.digits)
    return None if found.rest else (value if value >= _FLOP_NOT_TERAFLOP else value * 1e12, index + 1)


def price(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Dollars an hour: `1.8`, `$1.80/h`, `1.8 usd per gpu hour`."""
    found = dollars(draft.sentence, index)
    return (found.value, found.stop) if found and found.unit in {"", "hour"} else None


def budget(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Dollars: `$3M`, `3M`, `3 million dollars`."""
    found = dollars(draft.sentence, index)
    return (found.value, found.stop) if found and not found.unit else None


def electricity(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Dollars a kilowatt-hour: `0.12/kWh`, `$80/MWh`, `0.12`."""
    found = dollars(draft.sentence, index)
    if found is None or found.unit in {"hour", "machine-hour"}:
        return None
    return found.value / (1000 if found.unit == "mwh" else 1), found.stop


def deadline(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Days from today: `30d`, `6 weeks`, `2027-03-01`, `30`. Raises ImpossibleError for a day that is past."""
    if found := duration(draft.sentence, index):
        return found
    if day := date(draft.sentence, index):
        days = (day[0] - draft.today).days
        if days <= 0:
            span = draft.sentence.span(index, day[1])
            message = f"{day[0]} is not after {draft.today}."
            raise ImpossibleError(message, "Give a later day.", span=span, field="deadline")
        return days, day[1]
    if named := named_day(draft.sentence, index, draft.today):
        return (named[0] - draft.today).days, named[1]
    return ratio(draft, index)


def duration_only(draft: Draft, index: int) -> tuple[Value, int] | None:
    """Days with their unit: `30d`, `6 weeks`."""
    return duration(draft.sentence, index)


def day(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A calendar day: `2026-01-01`."""
    found: tuple[datetime.date, int] | None = date(draft.sentence, index)
    return found


def choice(choices: Mapping[str, str]) -> Reader:
    """A reader of one of a few words, of up to three parts (`reserved 1 year`)."""

    def read(draft: Draft, index: int) -> tuple[Value, int] | None:
        words = draft.sentence.words
        for stop in range(min(len(words), index + 3), index, -1):
            found = choices.get(draft.sentence.phrase(index, stop).replace(" ", "-").replace("_", "-"))
            if found is not None and (stop == index + 1 or draft.sentence.at(stop) not in ASSIGNS):
                return found, stop
        return None

    return read
