"""Own or rent: what an hour of one's own accelerator costs, and from which use on it is cheaper than renting."""

import datetime
import statistics
from collections.abc import Iterator

from msgspec import Struct

from estimator.calculation.quantity import Assumed, Fact, Given, Quantity
from estimator.calculation.uncertainty import spread
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Purchase
from estimator.catalogue.offers import BILLING_WORDS, PriceChoice, first_day
from estimator.equations import ownership
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.money.power import pue, usual
from estimator.request import Request
from estimator.run.machine import DEFAULT_ACCELERATOR, sixteen_bit_peak
from estimator.run.subject import known_model

_RECENT = datetime.timedelta(days=365)
# years within which accelerators take about as much power for as many FLOP a second
_OF_ITS_TIME = 1
_USE = Quantity(
    "cluster_use",
    0.8,
    Assumed("a fifth of the hours is idle, between runs and in repair: our guess, not a measurement"),
    0.6,
    0.95,
)


class BreakEven(Struct, frozen=True):
    """A way to rent, its price and whose it is, and the share of its hours from which owning is cheaper."""

    against: str
    price: Quantity
    basis: str
    use: Quantity

    @property
    def can_pay(self) -> bool:
        """Whether owning can be cheaper at all."""
        return 0 < self.use.value <= 1


class Ownership(Struct, frozen=True):
    """The price of an owned accelerator-hour with its working, and the break-even against each way to rent."""

    accelerator: Accelerator
    as_of: datetime.date
    owned_price: Quantity
    steps: tuple[Quantity, ...]
    break_even: tuple[BreakEven, ...]


class OwnedRun(Struct, frozen=True):
    """A run on one's own accelerators, and what the same hours are rented for."""

    owned_cost: Quantity
    rented_cost: Quantity | None


def run_owned(request: Request, found: Ownership, catalogue: Catalogue, today: datetime.date) -> OwnedRun | None:
    """The run of a request on the accelerators that it would own; None where it says no run."""
    model = known_model(request, catalogue)
    if not ((request.parameters or model) and (request.tokens or (model and model.tokens))):
        return None
    run = estimate(request, catalogue, today)
    hours = run.answer["accelerator_hours"]
    if hours is None:
        return None
    ranged = spread([ownership.owned_cost.of(hours, found.owned_price)])
    return OwnedRun(ranged.steps["owned_cost"], run.answer["compute_cost"])


def own(
    request: Request,
    catalogue: Catalogue,
    today: datetime.date,
    *,
    purchase: float | None = None,
    use: float | None = None,
) -> Ownership:
    """What owning a request's accelerator costs, by Epoch AI's method.

    `purchase` is what one costs with its share of a server [USD], `use` the share of its hours that work, where they
    are known better. Raises RequestError when nobody is known to have sold it, or its power is unknown.
    """
    as_of = request.as_of or today
    accelerator = catalogue.accelerator(request.accelerator or DEFAULT_ACCELERATOR)
    bought = Quantity("purchase_price", purchase, Given("purchase")) if purchase else None
    used = Quantity("cluster_use", use, Given("use")) if use else _USE
    hardware = ownership.hardware_price.of(bought or _purchase(accelerator, catalogue, as_of), _decay(catalogue))
    network = ownership.network_price.of(
        hardware, catalogue.assumption("interconnect_share").quantity("interconnect_share")
    )
    power = _power(request, accelerator, catalogue)
    ranged = spread([ownership.owned_price.of(hardware, network, power, used)])
    even = tuple(
        BreakEven(label, rent.price, rent.basis, _even(hardware, network, power, rent.price))
        for label, rent in _rents(accelerator, catalogue, as_of)
        if rent.price.value > power.value
    )
    steps = tuple(ranged.steps.values())
    return Ownership(accelerator, as_of, ranged.steps["owned_price"], steps, even)


def _even(hardware: Quantity, network: Quantity, power: Quantity, price: Quantity) -> Quantity:
    return spread([ownership.break_even.of(hardware, network, power, price)]).steps["break_even"]


def _decay(catalogue: Catalogue) -> Quantity:
    return catalogue.assumption("hardware_decay").quantity("hardware_decay")


def _purchase(accelerator: Accelerator, catalogue: Catalogue, as_of: datetime.date) -> Quantity:
    """The median of a year's listings, of whole servers where there are any."""
    known = [sale for sale in catalogue.purchases_of(accelerator.id) if first_day(sale.as_of) <= as_of]
    if not known:
        raise RequestError(
            f"No purchase price of {accelerator.name} is known.",
            "Say it with its share of a server: `purchase=$30k`. `own` knows the H100, B200, A100 and others.",
            field="accelerator",
        )
    servers = [sale for sale in known if sale.is_server_share]
    if servers:
        return _median("purchase_price", servers)
    factor = catalogue.assumption("server_price_factor").quantity("server_price_factor")
    return ownership.purchase_price.of(_median("chip_price", known), factor)


def _median(name: str, sales: list[Purchase]) -> Quantity:
    newest = max(first_day(sale.as_of) for sale in sales)
    recent = [sale for sale in sales if first_day(sale.as_of) > newest - _RECENT]
    prices = [sale.price.value for sale in recent]
    note = f"median of {len(recent)} listings up to {newest}" if len(recent) > 1 else f"a listing of {newest}"
    verified = all(sale.price.verified for sale in recent)
    origin = Fact(recent[-1].price.source, verified, note)
    return Quantity(name, statistics.median(prices), origin, min(prices), max(prices))


def _power(request: Request, accelerator: Accelerator, catalogue: Catalogue) -> Quantity:
    if request.electricity_price:
        rate = Quantity("electricity_price", request.electricity_price, Given("power"))
    else:
        rate = catalogue.assumption("electricity_price").quantity("electricity_price")
    return ownership.power_price.of(
        _board_power(accelerator, catalogue),
        usual("server_factor", accelerator, catalogue),
        usual("power_draw", accelerator, catalogue),
        pue(request, catalogue),
        rate,
    )


def _board_power(accelerator: Accelerator, catalogue: Catalogue) -> Quantity:
    """What its maker states, else that of accelerators of its time with as many FLOP a second."""
    if accelerator.board_power:
        return accelerator.board_power.quantity("board_power")
    peak = sixteen_bit_peak(accelerator)
    alike = sorted(
        other.board_power.value / sixteen_bit_peak(other) * peak
        for other in catalogue.accelerators
        if other.board_power and {"bf16", "fp16"} & other.peak.keys()
        if abs(other.year - accelerator.year) <= _OF_ITS_TIME
    )
    reason = f"no power is stated: that of {len(alike)} accelerators of its time with as many FLOP/s, the middle 80 %"
    tenth = len(alike) // 10
    return Quantity("board_power", statistics.median(alike), Assumed(reason), alike[tenth], alike[-1 - tenth])


def _rents(accelerator: Accelerator, catalogue: Catalogue, as_of: datetime.date) -> Iterator[tuple[str, PriceChoice]]:
    """The ways to rent it, each with the price that an estimate would take."""
    for billing in ("on-demand", "reserved-1y", "reserved-3y", "spot"):
        choice = catalogue.price(accelerator.id, billing=billing, as_of=as_of)
        if choice:
            yield BILLING_WORDS[billing], choice
