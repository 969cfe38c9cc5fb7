"""What a week more or less than a deadline changes: how many accelerators it takes."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

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
        moved = replace(run, request=run.request.model_copy(update={"deadline": days}))
        if days > 0 and (found := in_time(moved, hours_on)):
            yield Moved(days, found.count)
