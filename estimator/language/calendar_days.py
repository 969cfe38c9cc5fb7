"""Days as people name them: `new year`, `christmas`, `the end of March`, `Q1`, `15 December`, `friday`."""

import datetime
from collections.abc import Iterator

from estimator.language.time import DAY_OF_MONTH, month
from estimator.language.words import Sentence

_LAST_MONTH = 12
_FEASTS = {
    **dict.fromkeys(("christmas", "xmas"), (12, 25)),
    **dict.fromkeys(("new year", "new years", "new year's", "new year's day"), (1, 1)),
    **dict.fromkeys(("new year's eve", "year end", "year's end", "eoy", "end of year"), (12, 31)),
    **dict.fromkeys(("end of the year", "end of this year", "end of the calendar year"), (12, 31)),
}
_LONGEST_FEAST = 5
_QUARTERS = {"q1": 3, "q2": 6, "q3": 9, "q4": 12}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_PER_WEEK = 7
_ENDS = frozenset({"end", "ends"})
_WHICH = frozenset({"of", "the", "this", "next"})


def named_day(sentence: Sentence, index: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    """The day that is named at a position, the next one of that name, and the position after it.

    A month stands for its first day as one with a year does, a quarter for its last.
    """
    start = index + (sentence.at(index) in {"the", "this"})
    return _feast(sentence, start, today) or _of_month(sentence, start, today) or _weekday(sentence, start, today)


def _feast(sentence: Sentence, index: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    for stop in range(min(index + _LONGEST_FEAST, len(sentence.words)), index, -1):
        if found := _FEASTS.get(sentence.phrase(index, stop)):
            return _next(*found, today), stop
    return None


def _of_month(sentence: Sentence, index: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    """`December`, `end of March`, `15 December`, `Dec 15th`, `end of Q1`, `end of next month`."""
    is_end, start = sentence.at(index) in _ENDS, index
    while sentence.at(start) in _ENDS | _WHICH:
        start += 1
    word = sentence.at(start)
    if word in {"month", "quarter"} and is_end:
        return _end_of(word, today, later=sentence.at(start - 1) == "next"), start + 1
    if word in _QUARTERS:
        return _last_of(_QUARTERS[word], today), start + 1
    found = month(word)
    if found and (day := DAY_OF_MONTH.fullmatch(sentence.at(start + 1))):
        return _on(found, int(day[1]), today, start + 2)
    if found:
        return (_last_of(found, today) if is_end else _next(found, 1, today)), start + 1
    return _day_first(sentence, start, today)


def _day_first(sentence: Sentence, index: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    day, stop = DAY_OF_MONTH.fullmatch(sentence.at(index)), index + 1 + (sentence.at(index + 1) == "of")
    found = month(sentence.at(stop)) if day else None
    return _on(found, int(day[1]), today, stop + 1) if day and found else None


def _weekday(sentence: Sentence, index: int, today: datetime.date) -> tuple[datetime.date, int] | None:
    start = index + (sentence.at(index) == "next")
    if sentence.at(start) == "tomorrow":
        return today + datetime.timedelta(1), start + 1
    if sentence.at(start) not in _WEEKDAYS:
        return None
    days = (_WEEKDAYS.index(sentence.at(start)) - today.weekday() - 1) % _DAYS_PER_WEEK + 1
    return today + datetime.timedelta(days), start + 1


def _on(number: int, day: int, today: datetime.date, stop: int) -> tuple[datetime.date, int] | None:
    try:
        return _next(number, day, today), stop
    except ValueError:
        return None


def _next(number: int, day: int, today: datetime.date) -> datetime.date:
    """The next such day of a month."""
    return next(found for found in _years(number, day, today) if found > today)


def _years(number: int, day: int, today: datetime.date) -> Iterator[datetime.date]:
    return (datetime.date(today.year + later, number, day) for later in range(2))


def _last_of(number: int, today: datetime.date) -> datetime.date:
    """The last day of the next such month, this one where it is not over."""
    return next(found for later in range(2) if (found := _last_day(today.year + later, number)) > today)


def _end_of(period: str, today: datetime.date, *, later: bool) -> datetime.date:
    """The last day of this or the next month or quarter."""
    size = 3 if period == "quarter" else 1
    number = ((today.month - 1) // size + 1 + later) * size
    year, number = today.year + (number > _LAST_MONTH), (number - 1) % _LAST_MONTH + 1
    return _last_day(year, number)


def _last_day(year: int, number: int) -> datetime.date:
    first = datetime.date(year + number // _LAST_MONTH, number % _LAST_MONTH + 1, 1)
    return first - datetime.timedelta(1)
