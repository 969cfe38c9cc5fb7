"""How many accelerators other deadlines take, and how many make a deadline even in a slow run."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from estimator.calculation.quantity import Quantity
from estimator.money.schedule import in_time
from estimator.run.run import Run

_WEEK = 7


class Moved(NamedTuple):
    """Another deadline [day], and the accelerators that make it."""

    days: float
    accelerators: int


def week_more_or_less(run: Run, hours_on: Callable[[int], float]) -> Iterator[Moved]:
    """The deadlines a week later and a week earlier, of a run whose accelerators its deadline sets."""
    deadline = run.request.deadline
    if not deadline or run.request.accelerators:
        return
    for days in (deadline + _WEEK, deadline - _WEEK):
        if days > 0 and (count := _count(run, days, hours_on)):
            yield Moved(days, count)


def nine_in_ten(run: Run, hours: Quantity, hours_on: Callable[[int], float]) -> int | None:
    """The accelerators on which the high end of the 80 % range meets the deadline, which nine of ten runs do.

    None without a deadline, when no number does, or when the hours have no range.
    """
    deadline = run.request.deadline
    if not deadline or hours.is_certain:
        return None
    return _count(run, deadline * hours.value / hours.high, hours_on)


def _count(run: Run, days: float, hours_on: Callable[[int], float]) -> int | None:
    found = in_time(replace(run, request=run.request.model_copy(update={"deadline": days})), hours_on)
    return found.count if found else None
