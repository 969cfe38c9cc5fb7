"""Time allowed: durations such as `6 weeks`, dates such as `2027-03-01` or `March 2027`."""

import datetime
import re

from estimator.language.amounts import number, numeral
from estimator.language.tongues import TIMES as OF_OTHER_TONGUES
from estimator.language.words import Sentence

DAYS_PER_YEAR = 365
_UNITS: dict[str, float] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 1 / 1440),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 1 / 24),
    **dict.fromkeys(("d", "day", "days"), 1),
    **dict.fromkeys(("weekend", "weekends"), 2),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 7),
    **dict.fromkeys(("mo", "mos", "month", "months"), DAYS_PER_YEAR / 12),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), DAYS_PER_YEAR),
}
_UNITS |= {word: _UNITS[unit] for unit, words in OF_OTHER_TONGUES.items() for word in words}
TIMES = frozenset(_UNITS)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(jan)(?:uary)?|(feb)(?:ruary)?|(mar)(?:ch)?|(apr)(?:il)?|(may)|(june?)|(july?)|(aug)(?:ust)?"
    r"|(sept?)(?:ember)?|(oct)(?:ober)?|(nov)(?:ember)?|(dec)(?:ember)?"
)
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def duration(sentence: Sentence, index: int) -> tuple[float, int] | None:
    """The days at a position (`30d`, `6 weeks`, `720h`, `3-month`) and the position after them; a month is 365/12 d."""
    found = numeral("1" if sentence.at(index) in {"a", "an"} else sentence.at(index))
    if found is None:
        return None
    unit, stop = found.rest.removeprefix("-"), index + 1
    if not unit:
        unit, stop = sentence.at(stop), stop + 1
    if unit not in _UNITS:
        return None
    return number(found.digits) * _UNITS[unit], stop


def written(days: float) -> str:
    """The shortest exact form of a duration: `30d`, `2h`, `2months`."""
    for unit in ("d", "h", "months"):
        count = round(days / _UNITS[unit])
        if count * _UNITS[unit] == days:
            return f"{count}{unit}"
    return f"{days}d"


def date(sentence: Sentence, index: int) -> tuple[datetime.date, int] | None:
    """The date at a position and the position after it; a month stands for its first day. None for any other word."""
    if match := _DATE.fullmatch(sentence.at(index)):
        return _day(int(match[1]), int(match[2]), int(match[3]), index + 1)
    day, found = 1, month(sentence.at(index))
    if found is None and (match := DAY_OF_MONTH.fullmatch(sentence.at(index))):
        day, index = int(match[1]), index + 1
        found = month(sentence.at(index))
    elif match := DAY_OF_MONTH.fullmatch(sentence.at(index + 1)):
        day, index = int(match[1]), index + 1
    year = sentence.at(index + 1)
    if found is None or not re.fullmatch(r"\d{4}", year):
        return None
    return _day(int(year), found, day, index + 2)


def month(word: str) -> int | None:
    """The number of the month that a word names."""
    return _MONTHS.index(word[:3]) + 1 if _MONTH.fullmatch(word) else None


def _day(year: int, month: int, day: int, stop: int) -> tuple[datetime.date, int] | None:
    try:
        return datetime.date(year, month, day), stop
    except ValueError:
        return None
