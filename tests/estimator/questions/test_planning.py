"""The planning questions in words: what is typed gives the JSON of the contract and a report that reads alone."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.questions.table import answer

Ask = Callable[[str], dict[str, Any]]
DAY = datetime.date(2026, 11, 24)


@pytest.fixture
def asked(catalogue: Catalogue) -> Ask:
    return lambda text: json.loads(json.dumps(answer(text, catalogue, DAY).data()))


@pytest.mark.parametrize(
    "text", ["optimal 1e24 flops", "optimal 1e24 FLOP", "optimal 1e24flops", "optimal 1000000000000000000000000 flops"]
)
def test_some_compute_has_an_optimum_by_each_law(asked: Ask, text: str):
    found = asked(text)
    assert found["question"] == "optimal"
    default, published = found["laws"]
    assert default["law"].startswith("Besiroglu")
    assert 6 * default["parameters"] * default["tokens"] == pytest.approx(1e24)
    assert default["tokens_per_parameter"] == pytest.approx(default["tokens"] / default["parameters"])
    assert published["tokens_per_parameter"] > 3 * default["tokens_per_parameter"]
    assert "Mixtures" in found["warnings"][0]["message"]


def test_a_served_model_is_smaller(asked: Ask):
    plain, served = asked("optimal 1e24 flops"), asked("optimal 1e24 flops serve=10T")
    assert served["laws"][0]["parameters"] < plain["laws"][0]["parameters"]
    assert served["laws"][0]["loss"] == plain["laws"][0]["loss"]


def test_a_budget_has_the_optimum_that_it_buys(asked: Ask):
    bought = asked("h100 budget=$1M price=2 mfu=0.4")
    best = asked("optimal budget=$1M h100 price=2 mfu=0.4")["laws"][0]
    assert best["parameters"] == pytest.approx(bought["answer"]["parameters"]["value"])
    assert best["tokens"] == pytest.approx(bought["answer"]["tokens"]["value"])


@pytest.mark.parametrize(
    "text", ["optimal", "optimal h100", "optimal 70B", "optimal 1e24 flops h100", "optimal 1 flops"]
)
def test_what_has_no_optimum_is_refused_with_what_has(catalogue: Catalogue, text: str):
    with pytest.raises(RequestError) as refused:
        answer(text, catalogue, DAY)
    assert "optimal 1e24 flops" in str(refused.value) or refused.value.hint


def test_a_budget_buys_tokens_that_nobody_said(asked: Ask):
    found = asked("h100 budget=$3M 70B mfu=0.4")
    assert found["request"]["tokens"] is None
    assert found["answer"]["tokens"]["value"] > 1e12
    assert found["answer"]["total_cost"]["value"] == pytest.approx(3e6, rel=1e-3)
    step = next(step for step in found["steps"] if step["name"] == "tokens")
    assert (step["origin"], step["reason"]) == ("assumed", "solved for: what the budget buys")


def test_a_budget_buys_the_size_for_some_tokens(asked: Ask):
    found = asked("h100 budget=$3M tokens=2T mfu=0.4")
    assert found["answer"]["parameters"]["value"] > 1e10
    assert found["answer"]["total_cost"]["value"] == pytest.approx(3e6, rel=1e-3)


def test_a_bill_adds_up_and_says_what_is_not_in_it(asked: Ask):
    found = asked("bill 70B 2T 1024xh100")
    assert found["question"] == "bill"
    assert sum(item["cost"]["value"] for item in found["items"]) == pytest.approx(
        found["answer"]["total_cost"]["value"]
    )
    assert all(item["why"] for item in found["items"])
    assert "data" in found["not_included"]


def test_owning_has_a_price_and_a_break_even_against_each_way_to_rent(asked: Ask):
    found = asked("own 70B 2T 1024xh100")
    assert found["owned_price"]["unit"] == "USD/hour"
    assert [entry["against"] for entry in found["break_even"]][:2] == [
        "on demand",
        "reserved for a year",
    ]
    shares = [entry["utilization"]["value"] for entry in found["break_even"]]
    prices = [entry["price"]["value"] for entry in found["break_even"]]
    assert sorted(shares, reverse=True) == [share for _, share in sorted(zip(prices, shares, strict=True))]


def test_sensitivity_is_widest_first(asked: Ask):
    bars = asked("sensitivity 70B 2T a100")["bars"]
    widths = [abs(bar["high"]["cost"] - bar["low"]["cost"]) for bar in bars]
    assert widths == sorted(widths, reverse=True)
    assert {"input", "cost"} == set(bars[0]["low"]) == set(bars[0]["high"])


def test_a_plan_has_the_contracts_form_and_texts_that_give_the_same_figures(asked: Ask):
    found = asked("plan 70B 2T h100 deadline=45d budget=$4M")
    assert found["question"] == "plan"
    assert found["considered"] > 100
    assert found["cheapest"] == found["front"][0]
    assert found["fastest"] == found["front"][-1]
    for option in found["front"]:
        typed = asked(option["text"])
        figures = {"cost": "total_cost"} | {name: name for name in ("price", "accelerator_hours", "wall_clock")}
        assert {name: option[name] for name in figures} == {name: typed["answer"][figures[name]] for name in figures}
        request = typed["request"]
        said = ("accelerator", "accelerators", "provider", "billing", "region")
        assert {name: option[name] for name in said} == {name: request[name] for name in said}
        assert "TP" in option["layout"].upper() or "DP" in option["layout"].upper()


@pytest.mark.parametrize("text", ["plan", "plan h100", "plan 70B h100", "plan 7B 1T peak=71 memory=48GB price=1"])
def test_a_plan_of_nothing_known_is_refused(catalogue: Catalogue, text: str):
    with pytest.raises(RequestError) as refused:
        answer(text, catalogue, DAY)
    assert refused.value.hint


def test_a_plan_that_nothing_can_meet_says_why(asked: Ask):
    found = asked("plan 70B 2T a100 budget=$1000")
    assert found["cheapest"] is found["fastest"] is None
    assert found["front"] == []
    assert "too dear" in found["ruled_out"][0]["why"]


@pytest.mark.parametrize(
    "word",
    [
        "plan 70B 2T h100 deadline=45d",
        "optimal 1e24 flops",
        "bill 70B 2T 1024xh100",
        "own h100",
        "sensitivity 70B 2T a100",
    ],
)
def test_a_report_has_a_headline_and_few_rows(catalogue: Catalogue, word: str):
    report = answer(word, catalogue, DAY).report()
    assert report.title
    assert 2 <= len(report.rows) <= 10
    assert all(len(row) == len(report.headings) for row in report.rows)


@pytest.mark.parametrize(
    "words",
    [
        "h100 vs b200 deadline=30d",
        "on h100 or b200 in 30 days",
        "deadline=30d h100, b200",
        "h100 and b200 deadline=30d",
    ],
)
def test_a_plan_is_narrowed_to_the_accelerators_that_are_named(asked: Ask, words: str, catalogue: Catalogue):
    found = asked(f"plan 70B 2T {words}")
    alone = [asked(f"plan 70B 2T {name} deadline=30d")["cheapest"] for name in ("h100", "b200")]
    assert {one["accelerator"] for one in (*found["front"], *found["let"])} <= {"h100-sxm", "b200-sxm"}
    assert found["cheapest"] == min(alone, key=lambda option: option["cost"]["value"])
    each = next(
        line for line in answer(f"plan 70B 2T {words}", catalogue, DAY).report().glance if line.startswith("Each")
    )
    assert "H100" in each
    assert "B200" in each


@pytest.mark.parametrize("words", ["64xh100 vs 32xb200", "7B vs 13B h100", "h100 vs deadline=30d"])
def test_a_plan_of_sides_that_differ_in_more_is_refused(asked: Ask, words: str):
    with pytest.raises(RequestError):
        asked(f"plan 70B 2T {words}")


def test_a_deadline_of_hours_is_told_in_hours(catalogue: Catalogue):
    assert answer("plan 70B 2T deadline=1h", catalogue, DAY).report().title.endswith("in 1.00 hours")
    assert " in 45 days: " in answer("plan 70B 2T deadline=45d", catalogue, DAY).report().title
