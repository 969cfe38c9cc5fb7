"""The whole bill: its items are worked out by hand, and add up."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.planning.bill import Said, bill

Ask = Callable[[str], Estimate]


def test_the_items_add_up_to_the_total(asked: Ask, catalogue: Catalogue):
    found = bill(asked("70B 2T 1024xh100 price=2 mfu=0.4"), catalogue)
    assert sum(item.cost.value for item in found.items) == pytest.approx(found.total_cost.value)
    assert found.total_cost.low < found.total_cost.value < found.total_cost.high
    assert all(item.cost.value > 0 and item.why for item in found.items)


def test_each_item_is_what_its_sources_say(asked: Ask, catalogue: Catalogue):
    found = bill(asked("70B 2T 1024xh100 price=2 mfu=0.4 overhead=10%"), catalogue)
    items = {item.name: item.cost.value for item in found.items}
    rent = 8.4e23 / (989e12 * 0.4 * 3600) * 2
    days = rent / 2 / 1024 / 24
    assert items["Accelerators"] == pytest.approx(rent, rel=1e-3)
    assert items["Around the accelerators"] == pytest.approx(0.10 * rent, rel=1e-3)
    assert items["Spare nodes"] == pytest.approx(0.02 * rent, rel=1e-3)
    # 4 TB of tokens and ten checkpoints of 14 × 70 GB at $0.023 a GB and month
    assert items["Data and checkpoints"] == pytest.approx((4e3 + 10 * 980) * 0.023 * days / 30.4375, rel=1e-3)
    assert items["Egress"] == pytest.approx(140 * 0.09)
    # Cottier et al.: development takes 1.2 to 4 times the run's compute, geometric mean 2.19; staff 29 to 49 %
    assert items["Experiments"] == pytest.approx(1.19 * rent, rel=1e-3)
    assert items["Staff"] == pytest.approx(2.19 * rent * 0.39 / 0.61, rel=1e-3)


def test_a_bill_without_a_price_asks_for_one(asked: Ask, catalogue: Catalogue):
    with pytest.raises(RequestError, match="needs a price"):
        bill(asked("7B 1T maia200 precision=fp8"), catalogue)


def test_what_is_said_of_an_item_is_taken_and_the_rest_adds_up(asked: Ask, catalogue: Catalogue):
    said = {
        "staff": Said(cost=2e6),
        "experiments": Said(share=0.3),
        "spares": Said(share=0.05),
        "storage": Said(is_out=True),
    }
    found = bill(asked("70B 2T 1024xh100 price=2 mfu=0.4"), catalogue, said)
    items = {item.name: item.cost.value for item in found.items}
    rent = items["Accelerators"]
    assert items["Staff"] == 2e6
    assert items["Experiments"] == pytest.approx(0.3 * rent)
    assert items["Spare nodes"] == pytest.approx(0.05 * rent)
    assert "Data and checkpoints" not in items
    assert found.left_out == ("data and checkpoints",)
    assert sum(items.values()) == pytest.approx(found.total_cost.value)


def test_staff_is_a_share_of_what_is_left_when_experiments_are_out(asked: Ask, catalogue: Catalogue):
    found = bill(asked("70B 2T 1024xh100 price=2 mfu=0.4"), catalogue, {"experiments": Said(is_out=True)})
    items = {item.name: item.cost.value for item in found.items}
    assert items["Staff"] == pytest.approx(items["Accelerators"] * 0.39 / 0.61)


def test_failures_are_an_item_of_the_rent_where_the_mfu_is_ours(asked: Ask, catalogue: Catalogue):
    run = asked("405B 15T 16384xh100 price=2")
    items = {item.name: item.cost.value for item in bill(run, catalogue).items}
    (uptime,) = (step.value for step in run.steps if step.name == "mfu_uptime")
    rent = run.answer["compute_cost"]
    assert rent is not None
    assert items["Accelerators"] + items["Failures and restarts"] == pytest.approx(rent.value)
    assert items["Failures and restarts"] == pytest.approx((1 - uptime) * rent.value)
    assert 0.03 < 1 - uptime < 0.3
