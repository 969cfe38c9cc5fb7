"""What it costs: rent, overheads, and whether a budget holds."""

import datetime

from msgspec import Struct

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.offers import PriceChoice, first_known
from estimator.equations import cost
from estimator.money.prices import usual_price
from estimator.request import Request
from estimator.run.own_accelerator import OWN
from estimator.run.run import Run

STALE_AFTER_DAYS = 90
# what a price may be of our default before it is doubted
_LEAST, _MOST = 0.1, 6


class Spending(Struct, frozen=True):
    """Price and cost of a run; None throughout when no price is known. `basis` says whose price it is."""

    price: Quantity | None = None
    compute_cost: Quantity | None = None
    total_cost: Quantity | None = None
    budget_left: Quantity | None = None
    basis: str = ""
    choice: PriceChoice | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def used(self) -> PriceChoice | Quantity | None:
        """The price as it was chosen, or as it was given."""
        return self.choice or self.price

    @property
    def quantities(self) -> list[Quantity]:
        """The results that exist."""
        return [q for q in (self.compute_cost, self.total_cost, self.budget_left) if q]


def spending(run: Run, hours: Quantity, catalogue: Catalogue) -> Spending:
    """The cost of some accelerator-hours under the terms of a run's request."""
    request = run.request
    if request.price:
        price, choice = Quantity("price", request.price, request.origin("price")), None
        basis = dict(request.by_team).get("price", "the price you gave")
        doubts = _unlikely(request.price, run, catalogue)
    elif choice := _choice(run, hours, catalogue):
        price, basis, doubts = choice.price, choice.basis, (*_of_another_region(choice), *_stale(choice))
    else:
        unknown = Doubt("price_unknown", _no_price(run.accelerator.id, catalogue, run.as_of))
        return Spending(basis="no known price", doubts=(unknown,))
    compute_cost = cost.compute_cost.of(hours, price)
    total_cost = cost.total_cost.of(compute_cost, overhead(request, catalogue))
    left = None
    if request.budget:
        left = cost.budget_left.of(Quantity("budget", request.budget, Given("budget")), total_cost)
    return Spending(price, compute_cost, total_cost, left, basis, choice, doubts)


def _choice(run: Run, hours: Quantity, catalogue: Catalogue) -> PriceChoice | None:
    """The price on the terms of a run's request, or the usual one of a deal of its size where it states none."""
    request = run.request
    if run.accelerator.id == OWN:
        return None
    if not (request.provider or request.billing or request.region):
        return usual_price(run, hours, catalogue)
    return catalogue.price(
        run.accelerator.id,
        provider=request.provider,
        billing=request.billing,
        region=request.region,
        as_of=run.as_of,
    )


def _of_another_region(choice: PriceChoice) -> tuple[Doubt, ...]:
    if choice.instead_of is None:
        return ()
    message = f"No price of {choice.instead_of} is known, so this is the provider's in another region: {choice.basis}."
    return (Doubt("price_of_another_region", message),)


def _stale(choice: PriceChoice) -> tuple[Doubt, ...]:
    if choice.age_days <= STALE_AFTER_DAYS:
        return ()
    message = f"The price is {choice.age_days} days old: {choice.basis}."
    return (Doubt("price_stale", message),)


def _no_price(accelerator: str, catalogue: Catalogue, as_of: datetime.date) -> str:
    """That no price is known, or none as old as the day that was asked for."""
    if accelerator == OWN:
        return "I know no price of your accelerator. Add it, for example `price=0.30`."
    first = first_known(catalogue, accelerator)
    when = f" as of {as_of}: the oldest is of {first}" if first else ""
    return f"I know no price of {catalogue.accelerator(accelerator).name}{when}. Add yours, for example `price=2.50`."


def _unlikely(given: float, run: Run, catalogue: Catalogue) -> tuple[Doubt, ...]:
    """A price that is far from all that were seen: a slip of the point, or the price of a whole node."""
    usual = None if run.accelerator.id == OWN else catalogue.price(run.accelerator.id, as_of=run.as_of)
    if usual is None or usual.price.value * _LEAST <= given <= usual.price.value * _MOST:
        return ()
    message = (
        f"${given:,.2f} an hour is far from our default for {run.accelerator.name}, "
        f"${usual.price.value:,.2f}. A price is for one accelerator and one hour, not for a node."
    )
    return (Doubt("price_unlikely", message),)


def overhead(request: Request, catalogue: Catalogue) -> Quantity:
    """Storage, network and head nodes as a share of the rent: as given, or usual."""
    if request.overhead is not None:
        return Quantity("overhead", request.overhead, Given("overhead"))
    return catalogue.assumption("overhead").quantity("overhead")
