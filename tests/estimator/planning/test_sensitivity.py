"""What moves a cost: bars are the estimate rerun at the ends of one input, fleets are estimates of their own."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.planning.sensitivity import sensitivity

Ask = Callable[[str], Estimate]


def test_a_bar_is_the_cost_with_one_input_at_its_ends(asked: Ask, catalogue: Catalogue):
    found = sensitivity(asked("70B 2T a100 mfu=0.5"), catalogue)
    price = next(bar for bar in found.bars if bar.source.name == "price")
    hours = 8.4e23 / (312e12 * 0.5 * 3600)
    assert price.low_cost == pytest.approx(hours * price.source.low)
    assert price.high_cost == pytest.approx(hours * price.source.high)


def test_the_widest_bar_comes_first_and_what_was_given_has_none(asked: Ask, catalogue: Catalogue):
    found = sensitivity(asked("70B 2T a100"), catalogue)
    widths = [bar.width for bar in found.bars]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) >= 2
    assert "mfu_spread" in {bar.source.name for bar in found.bars}
    assert "price" not in {bar.source.name for bar in sensitivity(asked("70B 2T a100 price=2"), catalogue).bars}


def test_each_fleet_costs_what_it_costs_when_typed(asked: Ask, catalogue: Catalogue):
    found = sensitivity(asked("70B 2T 1024xh100"), catalogue)
    assert [fleet.accelerators for fleet in found.fleets] == [128, 256, 512, 1024, 2048, 4096, 8192]
    for fleet in found.fleets:
        typed = asked(f"70B 2T {fleet.accelerators}xh100").answer
        assert typed["compute_cost"].value == pytest.approx(fleet.cost)
        assert typed["wall_clock"].value == pytest.approx(fleet.days)


def test_a_fleet_that_does_not_hold_the_run_is_left_out(asked: Ask, catalogue: Catalogue):
    smallest = min(fleet.accelerators for fleet in sensitivity(asked("70B 2T 64xh100"), catalogue).fleets)
    assert smallest >= 16


def test_without_a_price_there_is_nothing_to_move(asked: Ask, catalogue: Catalogue):
    unpriced = asked("7B 1T maia200 precision=fp8")
    assert unpriced.answer["compute_cost"] is None
    with pytest.raises(RequestError, match="no cost to move"):
        sensitivity(unpriced, catalogue)
