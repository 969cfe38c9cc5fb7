"""One run at many points at once: numbers of accelerators, MFU and prices, each with each, as arrays."""

import datetime
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from estimator.calculation.arrays import Array
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.money.spending import overhead
from estimator.planning.deals import Deal, usual_deals
from estimator.planning.paces import Paces
from estimator.planning.rent import alternatives, cheapest, cost_of, days_of
from estimator.planning.terms import Term
from estimator.request import Request
from estimator.run.by_team import with_team_defaults
from estimator.run.run import Run
from estimator.unforeseen import refusing_overflow


class Sweep(Struct, frozen=True):
    """A run at many points: one entry for each in every column, by vocabulary name; `holds` says where it fits.

    The columns are accelerators, mfu, accelerator_hours, wall_clock [day], price and total_cost [USD], the last two
    only where a price is known.
    """

    run: Run
    columns: dict[str, Array]
    holds: Array


@refusing_overflow
def sweep(
    request: Request,
    catalogue: Catalogue,
    today: datetime.date,
    *,
    accelerators: Sequence[int] = (),
    mfu: Sequence[float] = (),
    prices: Sequence[float] = (),
) -> Sweep:
    """The figures of a request at every combination, by the equations of one estimate and in the order of its fields.

    What is not swept is as in the request, or as an estimate takes it. Raises RequestError for what is no amount.
    """
    as_of = request.as_of or today
    _refuse_no_amounts(accelerators=accelerators, mfu=mfu, price=prices)
    paces = Paces.of(with_team_defaults(request, catalogue, as_of), catalogue, as_of)
    counts = np.array(accelerators or [paces.run.count], dtype=np.int64)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        expected, holds = paces.held_mfu(counts)
        reached = np.array(mfu, dtype=float)[None, :, None] if len(mfu) else expected[:, None, None]
        sizes, hours = counts[:, None, None], paces.hours(reached)
        sizes, hours = np.broadcast_arrays(sizes, hours)
        days = days_of(hours, sizes)
        found = {"accelerators": sizes, "mfu": reached, "accelerator_hours": hours, "wall_clock": days}
        found |= _costs(paces.run, hours, sizes, days, prices, catalogue)
    shape = np.broadcast_shapes(*(column.shape for column in found.values()))
    columns = {name: np.broadcast_to(column, shape).ravel() for name, column in found.items()}
    return Sweep(paces.run, columns, np.broadcast_to(holds[:, None, None], shape).ravel())


def _costs(
    run: Run, hours: Array, sizes: Array, days: Array, prices: Sequence[float], catalogue: Catalogue
) -> dict[str, Array]:
    """Price and cost, where a price was said or is known."""
    if len(prices):
        paid = np.array(prices, dtype=float)[None, None, :]
    else:
        deals = _deals(run, catalogue)
        if not deals:
            return {}
        paid, _ = cheapest(alternatives(deals), sizes, days)
    return {"price": paid, "total_cost": cost_of(hours, paid, overhead(run.request, catalogue).value)}


def _deals(run: Run, catalogue: Catalogue) -> list[Deal]:
    """The price on the terms of a run's request, or the usual ones of deals of some size."""
    asked = run.request
    if asked.price:
        return [Deal(Term(asked.price))]
    if asked.provider or asked.billing or asked.region:
        terms = {"provider": asked.provider, "billing": asked.billing, "region": asked.region}
        choice = catalogue.price(run.accelerator.id, **terms, as_of=run.as_of)
        return [Deal(Term(choice.price.value))] if choice else []
    return list(usual_deals(run.accelerator.id, catalogue, run.as_of))


def _refuse_no_amounts(**swept: Sequence[float]) -> None:
    for name, values in swept.items():
        if len(values) and not (np.asarray(values) > 0).all():
            raise RequestError(f"{name} is above zero at every point of a sweep.", field=name)
    if len(swept["mfu"]) and max(swept["mfu"]) > 1:
        raise RequestError("An MFU is at most 1.", "Half is `mfu=0.5`.", field="mfu")
