"""How long it takes: days for a number of accelerators, accelerators for a number of days."""

from collections.abc import Callable

from msgspec import Struct

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Quantity
from estimator.equations import throughput
from estimator.run.run import Run
from estimator.run.usual import whole_nodes

MAXIMUM_ACCELERATORS = 10_000_000
_HOURS_PER_DAY = 24


class Schedule(Struct, frozen=True):
    """Wall clock, and the accelerators that a deadline takes; None where neither was asked for."""

    wall_clock: Quantity | None = None
    accelerators_needed: Quantity | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def quantities(self) -> list[Quantity]:
        """The results that exist."""
        return [q for q in (self.accelerators_needed, self.wall_clock) if q]


def in_time(run: Run, hours_on: Callable[[int], float]) -> Run | None:
    """The run on the fewest accelerators, in whole nodes from one on, that finish it within its deadline.

    `hours_on` gives its hours on a number of them. None without a deadline, or when more accelerators than
    MAXIMUM_ACCELERATORS would not do.
    """
    deadline, node = run.request.deadline, run.accelerator.node_size
    if not deadline:
        return None
    reason = f"the fewest that finish in {deadline:,.4g} days by this estimate, in whole nodes of {node}"

    def needed(count: int) -> int:
        return whole_nodes(hours_on(count) / (deadline * _HOURS_PER_DAY), node)

    count = _fixed_point(needed)
    return run.on(count, reason) if count <= MAXIMUM_ACCELERATORS else None


def _fixed_point(needed: Callable[[int], int]) -> int:
    """A number that is enough for itself: more accelerators lose more, so that the bare division is too few."""
    count = 1
    while count < (more := needed(count)) and count <= MAXIMUM_ACCELERATORS:
        count = more
    while (fewer := needed(count)) < count and needed(fewer) <= fewer:
        count = fewer
    return count


def schedule(run: Run, hours: Quantity, needed: Run | None) -> Schedule:
    """The time of some accelerator-hours on a run's accelerators, and how many are `needed` to be in time."""
    request = run.request
    if not (request.accelerators or needed):
        return Schedule()
    time = throughput.wall_clock.of(hours, run.accelerators)
    enough = Quantity("accelerators_needed", needed.count, needed.accelerators.origin) if needed else None
    return Schedule(time, enough, _doubts(run, time, enough))


def _doubts(run: Run, time: Quantity, enough: Quantity | None) -> tuple[Doubt, ...]:
    deadline = run.request.deadline
    if not deadline or time.value <= deadline:
        return ()
    takes = f"The deadline takes {enough.value:,.0f}." if enough else "No number of accelerators makes the deadline."
    message = f"{run.count:,} accelerators take {time.value:,.1f} days, more than the {deadline:,.4g} allowed. {takes}"
    return (Doubt("deadline_missed", message),)
