"""Owning an accelerator costs what Epoch AI's method says, and pays from the use on where both cost the same."""

import datetime

import pytest

from estimator import Request
from estimator.catalogue.catalogue import Catalogue
from estimator.equations import ownership
from estimator.errors import RequestError
from estimator.planning.own import own, run_owned

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("price", "watts", "server", "draw", "hardware", "network", "energy"),
    [
        # Cottier et al. 2024 with the electricity of 2025 and a PUE of 1.25: A100, H100, H200, B200
        (17_349, 400, 2.03, 0.75, 0.638, 0.150, 0.063),
        (31_905, 700, 1.82, 0.75, 1.173, 0.275, 0.099),
        (39_083, 700, 1.82, 0.75, 1.437, 0.337, 0.099),
        (47_409, 1000, 1.8, 0.75, 1.743, 0.409, 0.139),
    ],
)
def test_an_owned_hour_costs_what_epoch_ai_works_out(
    price: float, watts: float, server: float, draw: float, hardware: float, network: float, energy: float
):
    lost = ownership.hardware_price(price, 0.14)
    assert lost == pytest.approx(hardware, abs=0.001)
    assert ownership.network_price(lost, 0.19) == pytest.approx(network, abs=0.001)
    assert ownership.power_price(watts, server, draw, 1.25, 0.0826) == pytest.approx(energy, abs=0.001)


def test_at_the_break_even_owning_costs_what_renting_costs(catalogue: Catalogue):
    found = own(Request(accelerator="h100-sxm"), catalogue, DAY)
    steps = {step.name: step.value for step in found.steps}
    assert len(found.break_even) >= 2
    for entry in found.break_even:
        owned = (steps["hardware_price"] + steps["network_price"]) / entry.use.value + steps["power_price"]
        assert owned == pytest.approx(entry.price.value)


def test_a_busier_cluster_owns_more_cheaply_and_dearer_power_makes_it_dearer(catalogue: Catalogue):
    cheap, dear = (
        own(Request(accelerator="h100-sxm", electricity_price=rate), catalogue, DAY).owned_price for rate in (0.05, 0.3)
    )
    assert dear.value > cheap.value
    assert cheap.low < cheap.value < cheap.high


def test_a_bare_chip_is_bought_with_its_share_of_a_server(catalogue: Catalogue):
    names = {step.name for step in own(Request(accelerator="a100-80gb-pcie"), catalogue, DAY).steps}
    assert "server_price_factor" in names


def test_listings_after_the_day_are_not_known_on_it(catalogue: Catalogue):
    early = own(Request(accelerator="h100-sxm", as_of=datetime.date(2023, 6, 1)), catalogue, DAY)
    assert next(step.value for step in early.steps if step.name == "purchase_price") == 33750


def test_what_nobody_sold_is_refused_with_what_is_known(catalogue: Catalogue):
    with pytest.raises(RequestError, match="No purchase price of"):
        own(Request(accelerator="mi100"), catalogue, DAY)


def test_what_was_paid_and_how_busy_it_is_are_taken_as_said(catalogue: Catalogue):
    request = Request(accelerator="h100-sxm")
    idle, busy = (own(request, catalogue, DAY, purchase=28_000, use=use) for use in (0.5, 1.0))
    steps = {step.name: step.value for step in busy.steps}
    assert steps["hardware_price"] == pytest.approx(ownership.hardware_price(28_000, 0.14))
    assert busy.owned_price.value == pytest.approx(
        sum(steps[f"{part}_price"] for part in ("hardware", "network", "power"))
    )
    assert idle.owned_price.value - steps["power_price"] == pytest.approx(
        2 * (busy.owned_price.value - steps["power_price"])
    )


def test_a_run_on_ones_own_accelerators_costs_its_hours(catalogue: Catalogue):
    request = Request(parameters=7e10, tokens=2e12, accelerator="h100-sxm", accelerators=1024, mfu=0.4, price=3)
    found = own(request, catalogue, DAY)
    run = run_owned(request, found, catalogue, DAY)
    assert run is not None
    assert run.rented_cost is not None
    assert run.owned_cost.value / run.rented_cost.value == pytest.approx(found.owned_price.value / 3)
    assert run_owned(Request(accelerator="h100-sxm"), found, catalogue, DAY) is None
