"""A plan is what trying everything gives: no estimate within its limits is cheaper or faster."""

import datetime
import itertools
from typing import NamedTuple, get_args

import pytest

from estimator import Request, estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, least_hours, pace
from estimator.language import read
from estimator.planning.fleets import counts
from estimator.planning.plan import Option, Plan, plan
from estimator.planning.terms import terms_of
from estimator.request import Billing

DAY = datetime.date(2026, 11, 24)
CHIPS = ("h100-sxm", "mi300x", "tpu-v5p")
SEVEN = Request(parameters=7e9, tokens=1e12)


class Tried(NamedTuple):
    cost: float
    days: float


def within(request: Request, catalogue: Catalogue) -> Tried | None:
    """What a plain estimate says, None where it cannot be asked for or is outside its limits."""
    try:
        found = estimate(request.model_copy(update={"deadline": None, "budget": None}), catalogue, DAY)
    except RequestError:
        return None
    cost, days = found.answer["total_cost"], found.answer["wall_clock"]
    if cost is None or days is None or any(doubt.code == "does_not_fit" for doubt in found.doubts):
        return None
    in_time = request.deadline is None or days.value <= request.deadline
    in_budget = request.budget is None or cost.value <= request.budget
    return Tried(cost.value, days.value) if in_time and in_budget else None


def brute_force(request: Request, catalogue: Catalogue) -> list[Tried]:
    """Nested loops over numbers of one accelerator and over all that its price can be asked by."""
    chip = request.accelerator or ""
    providers = (None, *dict.fromkeys(offer.provider for offer in catalogue.offers_of(chip)))
    sizes = [count for count in counts(catalogue.accelerator(chip).node_size) if 60 < count < 5000][::2]
    found = []
    for count, provider, billing in itertools.product(sizes, providers, (None, *get_args(Billing))):
        update = {"accelerators": count, "provider": provider, "billing": billing}
        if one := within(request.model_copy(update=update), catalogue):
            found.append(one)
    return found


def figures(option: Option | None) -> Tried:
    assert option
    cost, days = option.estimate.answer["total_cost"], option.estimate.answer["wall_clock"]
    assert cost
    assert days
    return Tried(cost.value, days.value)


@pytest.mark.parametrize("chip", CHIPS)
@pytest.mark.parametrize(("deadline", "budget"), [(60, None), (None, 3e5), (20, 4e5)])
def test_nothing_that_can_be_asked_within_the_limits_is_cheaper_or_faster(
    chip: str, deadline: float | None, budget: float | None, catalogue: Catalogue
):
    asked = SEVEN.model_copy(update={"accelerator": chip, "deadline": deadline, "budget": budget})
    found = plan(asked, catalogue, DAY)
    cheapest, fastest = figures(found.cheapest), figures(found.fastest)
    front = [figures(option) for option in found.front]
    tried = brute_force(asked, catalogue)
    assert len(tried) > 3
    for one in tried:
        assert cheapest.cost <= one.cost * (1 + 1e-9)
        assert fastest.days <= one.days * (1 + 1e-9)
        assert any(best.cost <= one.cost * (1 + 1e-9) and best.days <= one.days * (1 + 1e-9) for best in front)


@pytest.mark.parametrize("count", [8, 24, 56, 64, 120, 128, 200, 1000])
def test_the_cheapest_in_time_is_found_to_the_node(count: int, catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "price": 2.0})
    one = within(asked.model_copy(update={"accelerators": count}), catalogue)
    assert one
    found = plan(asked.model_copy(update={"deadline": one.days * 1.0001}), catalogue, DAY)
    assert found.cheapest
    assert figures(found.cheapest).cost <= one.cost * (1 + 1e-9)
    assert found.cheapest.estimate.run.count == count


def test_the_fastest_within_a_budget_is_found_to_the_node(catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "price": 2.0})
    one = within(asked.model_copy(update={"accelerators": 4352}), catalogue)
    assert one
    found = plan(asked.model_copy(update={"budget": one.cost * 1.00001}), catalogue, DAY)
    assert figures(found.fastest).days <= one.days
    assert figures(found.fastest).cost <= one.cost * 1.00001


def test_of_two_options_on_the_front_the_dearer_is_faster_and_all_keep_the_limits(catalogue: Catalogue):
    found = plan(SEVEN.model_copy(update={"deadline": 30.0, "budget": 1e6}), catalogue, DAY)
    front = [figures(option) for option in found.front]
    assert len(front) > 3
    assert all(one.cost < other.cost and one.days > other.days for one, other in itertools.pairwise(front))
    assert all(one.cost <= 1e6 and one.days <= 30 for one in front)
    assert len({option.estimate.accelerator.id for option in found.front}) > 1
    planned = {option.estimate.accelerator.id for option in found.front}
    assert not planned & {one.accelerator for one in found.ruled_out}


def whys(found: Plan) -> str:
    assert not found.front
    assert found.cheapest is found.fastest is None
    return "; ".join(one.why for one in found.ruled_out)


@pytest.mark.parametrize(
    ("update", "why"),
    [
        ({"budget": 100.0}, "too dear"),
        ({"deadline": 1.0, "accelerators": 8}, "too late"),
        ({"accelerators": 8, "parameters": 400e9}, "does not fit"),
        ({"provider": "azure", "accelerator": "tpu-v5p"}, "not offered"),
        ({"accelerator": "a100-80gb-sxm", "precision": "fp8"}, "No fp8 peak"),
    ],
)
def test_what_cannot_do_it_is_ruled_out_with_the_reason(update: dict[str, object], why: str, catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", **update})
    assert why in whys(plan(asked, catalogue, DAY))


def test_both_limits_can_be_met_by_each_but_not_together(catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "price": 2.0})
    dear = plan(asked.model_copy(update={"deadline": 0.5}), catalogue, DAY)
    budget = figures(dear.cheapest).cost * 0.9
    assert figures(plan(asked.model_copy(update={"budget": budget}), catalogue, DAY).cheapest).cost <= budget
    assert "within the budget" in whys(
        plan(asked.model_copy(update={"deadline": 0.5, "budget": budget}), catalogue, DAY)
    )


@pytest.mark.parametrize("count", [1, 8, 96, 2048])
def test_the_pace_of_a_fleet_is_that_of_its_estimate(count: int, catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "accelerators": count})
    found: Estimate = estimate(asked, catalogue, DAY)
    fast = pace(asked, catalogue, DAY)
    if any(doubt.code == "does_not_fit" for doubt in found.doubts):
        assert fast is None
        return
    hours = found.answer["accelerator_hours"]
    assert fast
    assert hours
    assert fast.hours == hours.value > least_hours(asked, catalogue, DAY)


@pytest.mark.parametrize("chip", CHIPS)
def test_all_terms_can_be_typed_and_have_their_price(chip: str, catalogue: Catalogue):
    for term in terms_of(Request(), chip, catalogue, DAY):
        words = " ".join(f'{name}="{value}"' for name, value in term.words.items() if value)
        found = estimate(read(f"7B 1T 512x{chip} {words}", catalogue.names, today=DAY).request, catalogue, DAY)
        price = found.answer["price"]
        assert price
        assert price.value == term.price


def test_words_that_are_said_narrow_the_plan(catalogue: Catalogue):
    found = plan(SEVEN.model_copy(update={"provider": "aws", "billing": "on-demand", "deadline": 90.0}), catalogue, DAY)
    assert found.front
    assert {(one.term.provider, one.term.billing) for one in found.front} == {("aws", "on-demand")}
