"""A number of accelerators of one's own: what buying them takes, and what some time of them costs beside the rent."""

from msgspec import Struct

from estimator.calculation.quantity import Given, Quantity
from estimator.calculation.uncertainty import spread
from estimator.equations import ownership
from estimator.planning.own import Ownership
from estimator.request import Request


class KeptFleet(Struct, frozen=True):
    """Some time of the accelerators: the hours that they work in it, owned or rented, by the way to rent."""

    days: Quantity
    hours: Quantity
    owned_cost: Quantity
    rented: tuple[tuple[str, Quantity], ...]


class OwnedFleet(Struct, frozen=True):
    """As many accelerators as were said: what they cost to buy, and where a time was said, what that time costs."""

    accelerators: Quantity
    purchase: Quantity
    kept: KeptFleet | None


def owned_fleet(request: Request, found: Ownership) -> OwnedFleet | None:
    """The accelerators that a request counts, for the time that it says; None where it counts none."""
    if not request.accelerators:
        return None
    count = Quantity("accelerators", request.accelerators, Given("gpus"))
    steps = {step.name: step for step in found.steps}
    paid = spread([ownership.fleet_purchase.of(count, steps["purchase_price"], steps["interconnect_share"])])
    says_time = request.deadline and not (request.parameters or request.model)
    kept = _kept(count, request.deadline or 0.0, found) if says_time else None
    return OwnedFleet(count, paid.steps["fleet_purchase"], kept)


def _kept(count: Quantity, days: float, found: Ownership) -> KeptFleet:
    """Renting is charged for the hours that work, as break-evens are."""
    kept = Quantity("days_kept", days, Given("for"))
    use = next(step for step in found.steps if step.name == "cluster_use")
    hours = ownership.worked_hours.of(count, kept, use)
    owned = ownership.owned_time.of(hours, found.owned_price)
    rented = tuple((entry.against, ownership.rented_cost.of(hours, entry.price)) for entry in found.break_even)
    return KeptFleet(kept, hours, spread([owned]).steps["owned_cost"], rented)
