"""How long it takes: days for a number of accelerators, accelerators for a number of days."""

from dataclasses import dataclass

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.equations import throughput
from estimator.request import Request


@dataclass(frozen=True, slots=True)
class Schedule:
    """Wall clock, and the accelerators that a deadline takes; None where neither was asked for."""

    wall_clock: Quantity | None = None
    accelerators_needed: Quantity | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def quantities(self) -> list[Quantity]:
        """The results that exist."""
        return [q for q in (self.accelerators_needed, self.wall_clock) if q]


def schedule(request: Request, hours: Quantity) -> Schedule:
    """The time of some accelerator-hours on the accelerators of a request, or on as many as its deadline takes."""
    needed = None
    if request.deadline:
        needed = throughput.accelerators_needed.of(hours, Quantity("deadline", request.deadline, Given("deadline")))
    if request.accelerators:
        count = Quantity("accelerators", request.accelerators, Given("accelerators"))
    elif needed:
        count = Quantity("accelerators", needed.value, Assumed("as many as the deadline takes"))
    else:
        return Schedule()
    time = throughput.wall_clock.of(hours, count)
    return Schedule(time, needed, _doubts(request, time, needed))


def _doubts(request: Request, time: Quantity, needed: Quantity | None) -> tuple[Doubt, ...]:
    if not (request.accelerators and request.deadline and needed) or time.value <= request.deadline:
        return ()
    message = (
        f"{request.accelerators:,} accelerators take {time.value:,.1f} days, more than the {request.deadline:,.4g} "
        f"allowed. The deadline takes {needed.value:,.0f}."
    )
    return (Doubt("deadline_missed", message),)
