"""A plan is what trying everything gives: no estimate within its limits, on whatever term, is cheaper or faster."""

import itertools
import math
import random
from typing import get_args

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from estimator import Request, estimate
from estimator.calculation.arrays import Array
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import read
from estimator.planning.deals import deals_of, published
from estimator.planning.fleets import Fleets, Limits
from estimator.planning.front import fronts_of
from estimator.planning.plan import LEAST_STEP, Option, Plan, plan
from estimator.planning.search import Candidate, all_within, candidate
from estimator.planning.terms import terms_of
from estimator.request import Billing
from tests.estimator.planning.oracle import DAY, TIMES_USUAL, Tried, all_estimates, changed, is_within, tried

CHIPS = ("h100-sxm", "mi300x", "tpu-v5p")
RENTED = ("a100-80gb-sxm", "h100-sxm", "mi300x", "mi325x", "tpu-v6e", "rtx4090", "gh200", "l40s", "b300-sxm", "trn1")
CLUSTERS = ("a100-80gb-sxm", "h100-sxm", "h200-sxm", "b200-sxm", "b300-sxm", "mi300x", "tpu-v5p", "tpu-v6e", "trn1")
CLUSTERS += ("mi325x", "mi350x", "mi355x", "max1550", "mi455x", "gh200", "a30")
SEVEN = Request(parameters=7e9, tokens=1e12)
NEARLY = 1 + 1e-9


def figures(option: Option | None) -> Tried:
    assert option
    found = option.estimate
    cost, days = found.answer["total_cost"], found.answer["wall_clock"]
    assert cost
    assert days
    return Tried(found.accelerator.id, found.run.count, cost.value, days.value)


def beats(one: Tried, other: Tried) -> bool:
    return one.cost <= other.cost * NEARLY and one.days <= other.days * NEARLY


@settings(max_examples=5, phases=(Phase.generate,), derandomize=True)
@given(
    accelerators=st.sets(st.sampled_from(RENTED), min_size=1, max_size=2),
    factors=st.dictionaries(
        st.sampled_from(["verda", "tensorwave", "gcp", "aws", "lambda", "vultr", "spheron"]), st.floats(0.3, 3)
    ),
    parameters=st.floats(2e8, 1e9),
    tokens=st.floats(5e9, 2e10),
    deadline=st.none() | st.floats(0.05, 10),
    budget=st.none() | st.floats(30, 300),
)
def test_a_plan_is_what_asking_one_by_one_gives(
    catalogue: Catalogue,
    accelerators: set[str],
    factors: dict[str, float],
    parameters: float,
    tokens: float,
    deadline: float | None,
    budget: float | None,
):
    other = changed(catalogue, tuple(accelerators), factors)
    request = Request(parameters=parameters, tokens=tokens, deadline=deadline, budget=budget)
    found = plan(request, other, DAY)
    within = request.model_copy(update={"deadline": deadline or published(other).days.value})
    for options, let in ((found.front, False), (found.let, True)):
        asked = [one for one in all_estimates(request, other, let=let) if is_within(one, within)]
        if not asked:
            assert all(figures(option).count > TIMES_USUAL for option in options)
            continue
        cheapest, fastest = min(one.cost for one in asked), min(one.days for one in asked)
        assert figures(options[0]).cost == pytest.approx(cheapest, rel=1e-9)
        assert figures(options[-1]).days == pytest.approx(fastest, rel=1e-9)
        for option in map(figures, options):
            assert not any(one.cost < option.cost / NEARLY and one.days < option.days / NEARLY for one in asked)


@pytest.mark.parametrize("text", ["70B 2T deadline=60d", "7B 1T deadline=20d budget=$150k", "13B 2T budget=$400k"])
def test_no_estimate_of_many_at_random_beats_the_cheapest(text: str, catalogue: Catalogue):
    request = read(text, catalogue.names, today=DAY).request
    cheapest = figures(plan(request, catalogue, DAY).cheapest)
    dice = random.Random(text)
    for _ in range(60):
        accelerator = catalogue.accelerator(dice.choice(CLUSTERS))
        count = accelerator.node_size * round(2 ** dice.uniform(0, 10))
        asked = {
            "accelerator": accelerator.id,
            "accelerators": count,
            "billing": dice.choice([None, *get_args(Billing)]),
        }
        one = tried(request.model_copy(update=asked), catalogue)
        if one and is_within(one, request):
            assert cheapest.cost <= one.cost * NEARLY


@pytest.mark.parametrize("count", [8, 24, 56, 64, 120, 128, 200, 1000])
def test_the_cheapest_in_time_is_found_to_the_node(count: int, catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "price": 2.0})
    one = tried(asked.model_copy(update={"accelerators": count}), catalogue)
    assert one
    found = plan(asked.model_copy(update={"deadline": one.days * 1.0001}), catalogue, DAY)
    assert figures(found.cheapest) == one
    alone = asked.model_copy(update={"deadline": one.days * 1.0001, "accelerators": count})
    assert figures(plan(alone, catalogue, DAY).cheapest) == one


def test_the_fastest_within_a_budget_is_found_to_the_node(catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "price": 2.0})
    one = tried(asked.model_copy(update={"accelerators": 608}), catalogue)
    assert one
    found = plan(asked.model_copy(update={"budget": one.cost * 1.00001}), catalogue, DAY)
    assert figures(found.fastest) == one


def test_each_option_of_the_front_is_dearer_and_a_step_faster_than_the_one_before(catalogue: Catalogue):
    found = plan(SEVEN.model_copy(update={"deadline": 30.0, "budget": 1e6}), catalogue, DAY)
    front = [figures(option) for option in found.front]
    assert len(front) > 3
    assert all(one.cost < other.cost and one.days > other.days for one, other in itertools.pairwise(front))
    assert all(one.days >= other.days * LEAST_STEP for one, other in itertools.pairwise(front[:-1]))
    assert all(one.cost <= 1e6 and one.days <= 30 for one in front)
    assert len({one.accelerator for one in front}) > 1
    assert not {one.accelerator for one in front} & {one.accelerator for one in found.ruled_out}


def whys(found: Plan) -> str:
    assert not found.front
    assert found.cheapest is found.fastest is None
    return "; ".join(one.why for one in found.ruled_out)


@pytest.mark.parametrize(
    ("update", "why"),
    [
        ({"budget": 100.0}, "too dear"),
        ({"deadline": 1.0, "accelerators": 8}, "too late: 8 take"),
        ({"accelerators": 8, "parameters": 400e9, "deadline": 1e5}, "does not fit"),
        ({"provider": "azure", "accelerator": "tpu-v5p"}, "not offered"),
        ({"accelerator": "a100-80gb-sxm", "precision": "fp8"}, "No fp8 peak"),
        ({"accelerator": "wse3"}, "not offered: no price"),
        ({"accelerator": "l40", "deadline": 30.0}, "no network between nodes is known"),
        ({"tensor_parallel": 3, "accelerators": 8}, "not whole copies"),
    ],
)
def test_what_cannot_do_it_is_ruled_out_with_the_reason(update: dict[str, object], why: str, catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", **update})
    assert why in whys(plan(asked, catalogue, DAY))


def test_both_limits_can_be_met_by_each_but_not_together(catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "price": 2.0})
    dear = plan(asked.model_copy(update={"deadline": 1.5}), catalogue, DAY)
    budget = figures(dear.cheapest).cost * 0.9
    assert figures(plan(asked.model_copy(update={"budget": budget}), catalogue, DAY).cheapest).cost <= budget
    found = plan(asked.model_copy(update={"deadline": 1.5, "budget": budget}), catalogue, DAY)
    assert "at least to be done in 1.5 days" in whys(found)


def test_without_a_deadline_a_plan_takes_no_longer_than_a_published_run(catalogue: Catalogue):
    found = plan(Request(parameters=70e9, tokens=2e12), catalogue, DAY)
    assert figures(found.cheapest).days <= found.limits.days == published(catalogue).days.value
    assert 60 < found.limits.days < 200


def test_without_terms_nobody_rents_a_fleet_on_spot_or_from_a_market_of_machines(catalogue: Catalogue):
    markets = {provider.id for provider in catalogue.providers if provider.kind == "marketplace"}
    for accelerator in catalogue.accelerators:
        for deal in deals_of(Request(), accelerator, catalogue, DAY):
            if deal.term.billing == "spot" or deal.term.provider in markets:
                assert deal.most_accelerators <= accelerator.node_size
            assert deal.most_days == (28 if deal.term.billing == "spot" else math.inf)
            assert deal.term.is_offered or deal.term.provider is None
            assert deal.term.age_days <= 365


def test_what_is_said_overrides_what_is_let(catalogue: Catalogue):
    asked = Request(parameters=70e9, tokens=2e12, deadline=60.0)
    spot = plan(asked.model_copy(update={"billing": "spot"}), catalogue, DAY)
    assert figures(spot.cheapest).count > 64
    assert {option.term.billing for option in spot.front} == {"spot"}
    assert {(option.term.billing, option.term.is_offered) for option in spot.let} == {("spot", True)}
    listed = plan(asked.model_copy(update={"provider": "aws"}), catalogue, DAY)
    assert {option.term.billing for option in listed.let} == {"on-demand"}
    assert figures(listed.let[-1]).count > 512
    ratio = plan(asked.model_copy(update={"billing": "spot", "accelerator": "mi355x"}), catalogue, DAY)
    assert ratio.front
    assert not any(option.term.is_offered for option in ratio.front)
    large = plan(asked.model_copy(update={"accelerators": 32_768, "accelerator": "h100-sxm"}), catalogue, DAY)
    assert figures(large.cheapest).count == 32_768


def test_a_deadline_in_a_hurry_takes_more_than_usual_fleets(catalogue: Catalogue):
    asked = SEVEN.model_copy(update={"accelerator": "h100-sxm", "deadline": 0.5})
    found = figures(plan(asked, catalogue, DAY).cheapest)
    usual = estimate(SEVEN, catalogue, DAY).run.count
    assert TIMES_USUAL * usual < found.count
    assert found.days <= 0.5


def test_times_usual_is_of_the_run_with_the_most_accelerators_for_its_work(catalogue: Catalogue):
    known = published(catalogue)
    assert known.times_usual.value == pytest.approx(TIMES_USUAL, rel=1e-3)
    assert (known.accelerators.value, known.days.run) == (16_384, "BLOOM-176B")


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


def test_a_model_and_its_tokens_must_be_said(catalogue: Catalogue):
    with pytest.raises(RequestError):
        plan(Request(accelerator="h100-sxm"), catalogue, DAY)


def test_where_usual_fleets_will_not_do_the_fewest_and_some_times_as_many_are_tried(catalogue: Catalogue):
    """A fine-tune that no usual fleet of small cards holds is not spread over 16,384 of them."""
    asked = Request(model="llama-3.1-8b", tokens=1e8, method="finetune", accelerator="v100-16gb-sxm", price=1.0)
    found = plan(asked, catalogue, DAY)
    fewest = figures(found.cheapest).count
    assert fewest > 8
    assert figures(found.fastest).count <= max(TIMES_USUAL * fewest, 8)


def test_fleets_that_nobody_is_seen_to_let_are_taken_and_marked(catalogue: Catalogue):
    """MI325X is listed by one small cloud: 512 of it are seen to be let, and an estimate prices more."""
    asked = Request(parameters=70e9, tokens=2e12, accelerator="mi325x", deadline=60.0)
    few, many = (plan(asked.model_copy(update={"accelerators": count}), catalogue, DAY) for count in (512, 1024))
    assert few.let
    assert few.let[0].is_let
    assert not many.let
    assert many.cheapest
    assert not many.cheapest.is_let
    one = tried(asked.model_copy(update={"accelerators": 1024}), catalogue)
    assert one
    assert figures(many.cheapest).cost < one.cost


@pytest.mark.parametrize("term", ["billing=spot", "billing=reserved-3y", "provider=aws", "h100", "mi300x billing=spot"])
def test_what_narrows_a_plan_makes_nothing_cheaper(term: str, catalogue: Catalogue):
    wide, narrow = (
        figures(plan(read(f"13B 2T deadline=60d {words}", catalogue.names, today=DAY).request, catalogue, DAY).cheapest)
        for words in ("", term)
    )
    assert wide.cost <= narrow.cost * NEARLY


@pytest.mark.parametrize(
    "text", ["70B 2T deadline=45d budget=$4M", "7B 1T", "30B-A3B 1T deadline=20d", "7B 1T deadline=3d budget=$300k"]
)
def test_leaving_out_what_is_beaten_changes_neither_front(text: str, catalogue: Catalogue):
    """Every fleet of every accelerator laid out, against those that could be on a front."""
    request = read(text, catalogue.names, today=DAY).request
    asked, times = request.model_copy(update={"deadline": None, "budget": None}), published(catalogue).times_usual.value
    limits = Limits(request.deadline or published(catalogue).days.value, request.budget)
    names = [entry.id for entry in catalogue.accelerators]
    whole = [candidate(asked, name, math.inf, catalogue, DAY) for name in names]
    fleets = [all_within(one, limits, times) for one in whole if isinstance(one, Candidate)]
    held = [one for one in fleets if isinstance(one, Fleets)]
    tried = [candidate(asked, name, limits.days, catalogue, DAY) for name in names]
    found = fronts_of([one for one in tried if isinstance(one, Candidate)], limits, times)
    for front, costs in (
        (found.front, [one.costs for one in held]),
        (found.let, [let_costs(one, limits) for one in held]),
    ):
        days = np.concatenate([one.days for one in held])
        paid = np.concatenate(costs)
        order = np.lexsort((days, paid))
        order = order[paid[order] < math.inf]
        fastest = np.minimum.accumulate(days[order])
        assert [one for one, _ in front] == [days[order][0], *fastest[1:][fastest[1:] < fastest[:-1]]]


def let_costs(fleets: Fleets, limits: Limits) -> Array:
    return np.where(limits.hold_let(fleets), fleets.let_costs, math.inf)
