"""Dollars, by hand from hours and prices."""

import datetime
from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.ask import ask
from estimator.calculation.quantity import Assumed, Given
from estimator.catalogue.catalogue import Catalogue

Ask = Callable[[str], Estimate]
# 1,495,726.5 A100-hours
WORKED = "70B 2T a100 mfu=0.5"


def value(answer: Estimate, name: str) -> float:
    quantity = answer.answer[name]
    assert quantity is not None
    return quantity.value


def codes(answer: Estimate) -> set[str]:
    return {doubt.code for doubt in answer.doubts}


def test_a_price_that_was_given_is_the_price(asked: Ask) -> None:
    answer = asked(f"{WORKED} price=2")
    assert value(answer, "compute_cost") == pytest.approx(2_991_453, abs=1)
    assert isinstance(answer.answer["price"].origin, Given)
    assert answer.price_basis == "the price you gave"


def test_an_overhead_that_was_given_comes_on_top_and_none_is_none(asked: Ask) -> None:
    assert value(asked(f"{WORKED} price=2 overhead=20%"), "total_cost") == pytest.approx(3_589_744, abs=1)
    assert value(asked(f"{WORKED} price=2 overhead=0%"), "total_cost") == pytest.approx(2_991_453, abs=1)


def test_an_overhead_that_was_not_given_is_assumed_and_said(asked: Ask) -> None:
    [overhead] = [step for step in asked(f"{WORKED} price=2").steps if step.name == "overhead"]
    assert overhead.value > 0
    assert isinstance(overhead.origin, Assumed)


def test_a_budget_is_what_all_costs_are_held_against(asked: Ask) -> None:
    answer = asked(f"{WORKED} price=2 overhead=20% budget=$3M")
    assert value(answer, "budget_left") == pytest.approx(-589_744, abs=1)
    assert asked(f"{WORKED} price=2").answer["budget_left"] is None


def test_an_accelerator_that_nobody_rents_out_costs_nothing_that_we_know(asked: Ask) -> None:
    answer = asked("7B 1T maia100")
    assert [answer.answer[name] for name in ("price", "compute_cost", "total_cost", "budget_left")] == [None] * 4
    assert answer.price_basis == "no known price"
    assert "price_unknown" in codes(answer)


@pytest.mark.parametrize(("share", "doubted"), [(0.09, True), (0.11, False), (5.9, False), (6.1, True)])
def test_a_price_is_doubted_below_a_tenth_and_above_six_times_the_default(
    asked: Ask, share: float, doubted: bool
) -> None:
    usual = value(asked("70B 2T h100"), "price")
    assert ("price_unlikely" in codes(asked(f"70B 2T h100 price={usual * share:.4f}"))) == doubted


def test_a_price_is_doubted_when_nobody_has_looked_for_a_quarter(catalogue: Catalogue) -> None:
    today = datetime.date(2026, 11, 24)
    age = catalogue.price("h100-sxm", as_of=today).age_days
    for days, stale in ((90, False), (91, True)):
        later = ask("70B 2T h100", catalogue, today + datetime.timedelta(days=days - age))
        assert ("price_stale" in codes(later)) == stale


def test_a_day_of_the_past_has_the_prices_of_that_day(asked: Ask) -> None:
    now, then = asked("70B 2T h100"), asked("70B 2T h100 as_of=2025-04-01")
    assert now.price_basis == "our default, on demand, 2026-11"
    assert then.price_basis.startswith("median of")
    assert "lists from 2025" in then.price_basis
    assert len({answer.answer["price"].value for answer in (now, then) if answer.answer["price"]}) == 2


def test_before_the_first_known_price_there_is_none_and_the_answer_says_so(asked: Ask) -> None:
    answer = asked("70B 2T b300 as_of=2024-06-01")
    assert answer.answer["compute_cost"] is None
    message = next(doubt.message for doubt in answer.doubts if doubt.code == "price_unknown")
    assert "as of 2024-06-01: the oldest is of 2026" in message


def test_a_price_of_another_region_than_the_one_named_is_said_to_be(asked: Ask) -> None:
    elsewhere, there = asked("70B 2T h100 gcp europe-west4"), asked("70B 2T h100 gcp")
    [said] = [doubt.message for doubt in elsewhere.doubts if doubt.code == "price_of_another_region"]
    assert said.startswith("No price of europe-west4 is known")
    assert "price_of_another_region" not in codes(there)
