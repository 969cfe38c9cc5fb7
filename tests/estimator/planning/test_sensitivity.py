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


@pytest.mark.parametrize(("name", "word"), [("accelerators", "gpus={}"), ("mfu", "mfu={}"), ("price", "price={}")])
def test_each_point_of_a_curve_costs_what_it_costs_when_typed(name: str, word: str, asked: Ask, catalogue: Catalogue):
    points = sensitivity(asked("70B 2T h100"), catalogue).curves[name]
    assert len(points) == 7
    for point in points:
        typed = asked(f"70B 2T h100 {word.format(point.value)}").answer
        assert typed["compute_cost"].value == pytest.approx(point.cost)
        assert (typed["wall_clock"] is None) is (point.days is None)
        assert point.days is None or typed["wall_clock"].value == pytest.approx(point.days)


def test_a_curve_of_fleets_goes_from_an_eighth_to_eight_times(asked: Ask, catalogue: Catalogue):
    found = sensitivity(asked("70B 2.2T 1024xh100"), catalogue).curves["accelerators"]
    assert [point.value for point in found] == [128, 256, 512, 1024, 2048, 4096, 8192]


def test_curves_of_mfu_and_price_go_along_their_ranges_through_the_estimate(asked: Ask, catalogue: Catalogue):
    one = asked("70B 2T a100")
    found = sensitivity(one, catalogue).curves
    for name in ("mfu", "price"):
        values = [point.value for point in found[name]]
        assert values[0] == pytest.approx(one.answer[name].low)
        assert values[-1] == pytest.approx(one.answer[name].high)
        assert one.answer[name].value in values
    costs = [point.cost for point in found["mfu"]]
    assert costs == sorted(costs, reverse=True)


def test_what_was_given_has_no_curve(asked: Ask, catalogue: Catalogue):
    assert set(sensitivity(asked("70B 2T a100 mfu=0.5 price=2"), catalogue).curves) == {"accelerators"}


def test_a_fleet_that_does_not_hold_the_run_is_left_out(asked: Ask, catalogue: Catalogue):
    fleets = sensitivity(asked("70B 2T 64xh100"), catalogue).curves["accelerators"]
    assert min(point.value for point in fleets) >= 16


def test_without_a_price_there_is_nothing_to_move(asked: Ask, catalogue: Catalogue):
    unpriced = asked("7B 1T maia200 precision=fp8")
    assert unpriced.answer["compute_cost"] is None
    with pytest.raises(RequestError, match="no cost to move"):
        sensitivity(unpriced, catalogue)


def test_a_curve_says_the_price_that_each_point_is_rented_at(asked: Ask, catalogue: Catalogue):
    by_fleet = {
        point.value: point.price for point in sensitivity(asked("70B 2.2T 1024xh100"), catalogue).curves["accelerators"]
    }
    assert by_fleet[1024] < by_fleet[512] == by_fleet[2048]
