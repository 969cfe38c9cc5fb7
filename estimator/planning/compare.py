"""Requests side by side, and one request on the accelerators that people weigh against each other."""

import datetime
from collections.abc import Iterator, Sequence

from msgspec import Struct

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent
from estimator.calculation.quantity import Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.equations import throughput
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.language import write
from estimator.request import Request
from estimator.run.machine import DEFAULT_ACCELERATOR

MAXIMUM_ROWS = 6
# What people weigh against each other, from the most rented to the newest.
USUAL = ("h100-sxm", "h200-sxm", "b200-sxm", "a100-80gb-sxm", "mi300x", "tpu-v5p", "gb200")
# What is one accelerator's own, and says nothing of another.
OF_ACCELERATOR = frozenset({"price", "provider", "region", "peak_throughput", "memory"})


class Side(Struct, frozen=True):
    """One request of a comparison, the doubts that reading it raised, and what it asks to be done with the answer."""

    request: Request
    doubts: tuple[Doubt, ...] = ()
    deliver: frozenset[str] = frozenset()


class Row(Struct, frozen=True):
    """An estimate, and what tells it from the others."""

    label: str
    estimate: Estimate


class Comparison(Struct, frozen=True):
    """Up to six estimates, the one asked for first, under labels that differ; and what was left out and why."""

    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]

    def best(self, name: str) -> Row | None:
        """The row whose answer has the least of something; None where none has any."""
        known = [(quantity.value, row) for row in self.rows if (quantity := row.estimate.answer[name])]
        return min(known, key=lambda pair: pair[0])[1] if known else None

    @property
    def fastest(self) -> Row | None:
        """The row that is done first: by its days where all have any, else by its accelerator-hours."""
        timed = all(row.estimate.answer["wall_clock"] for row in self.rows)
        return self.best("wall_clock" if timed else "accelerator_hours")


def compare(sides: Sequence[Side], catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Comparison:
    """Answer each side; a single one also on the usual accelerators.

    Raises RequestError when the first cannot be answered; another one that cannot is left out and named.
    """
    different = list({_fields(side): side for side in reversed(sides)}.values())[::-1]
    asked = different if len(different) > 1 else [different[0], *_elsewhere(different[0])]
    doubts = [*_carried_over(asked), *_unused(asked)]
    found: list[Estimate] = []
    for side in asked[:MAXIMUM_ROWS]:
        try:
            found.append(estimate(side.request, catalogue, today, side.doubts, layout=layout))
        except RequestError as error:
            if not found:
                raise
            doubts.append(Doubt("left_out", f"`{side.request.text}`: {error}"))
    labels = _labels([one.request.asked for one in found], catalogue)
    return Comparison(tuple(Row(label, one) for label, one in zip(labels, found, strict=True)), tuple(doubts))


def days(found: Estimate) -> Quantity | None:
    """The days that a run takes, on the usual number of accelerators where its request leaves that open."""
    hours = found.answer["accelerator_hours"]
    return found.answer["wall_clock"] or (hours and throughput.wall_clock.of(hours, found.run.accelerators))


def _elsewhere(side: Side) -> Iterator[Side]:
    """The same request on the usual accelerators but its own, without what belonged to that."""
    request = side.request
    names = [name for name in USUAL if name != (request.accelerator or DEFAULT_ACCELERATOR)]
    for name in names[: MAXIMUM_ROWS - 1]:
        there = request.model_copy(update={"accelerator": name, **dict.fromkeys(OF_ACCELERATOR)})
        yield Side(there.model_copy(update={"text": write(there)}))


def _labels(requests: Sequence[Request], catalogue: Catalogue) -> list[str]:
    """What differs from request to request, each time in the words that would be typed, an accelerator by its name."""
    fields = [request.model_dump(exclude={"text"}) for request in requests]
    varied = {name for name in fields[0] if any(one[name] != fields[0][name] for one in fields)}
    return [_label(request, varied or {"accelerator"}, catalogue) for request in requests]


def _label(request: Request, varied: set[str], catalogue: Catalogue) -> str:
    device = catalogue.accelerator(request.accelerator or DEFAULT_ACCELERATOR).name if "accelerator" in varied else ""
    count = f"{request.accelerators:,} ×" if "accelerators" in varied and request.accelerators else ""
    plain = {name: getattr(request, name) for name in varied - {"accelerator", "accelerators"}}
    parts = [part for part in (count, device, write(Request(**plain))) if part]
    return " ".join(parts) or f"usual {', '.join(sorted(name.replace('_', ' ') for name in varied))}"


def _fields(side: Side) -> str:
    return str(side.request.model_dump(exclude={"text"}))


def _unused(asked: Sequence[Side]) -> Iterator[Doubt]:
    if any(side.deliver for side in asked):
        yield Doubt("not_used", "`share` and `pin` post an estimate; a comparison is not posted.")
    for side in asked[MAXIMUM_ROWS:]:
        yield Doubt("left_out", f"`{side.request.text}` is more than the {MAXIMUM_ROWS} that are compared at once.")


def _carried_over(asked: Sequence[Side]) -> Iterator[Doubt]:
    """What all have from the first though accelerators differ, and what others do not have from it."""
    first = asked[0].request
    others = [side.request for side in asked if side.request.accelerator != first.accelerator]
    if first.mfu and any(other.mfu == first.mfu for other in others):
        yield Doubt("mfu_carried_over", f"MFU {per_cent(first.mfu)}, as you gave it, on each of them.")
    if first.price and any(other.price is None for other in others):
        yield Doubt("price_not_carried_over", "Your price is for your accelerator; the others have default prices.")
