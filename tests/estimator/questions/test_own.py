"""What is said of one's own accelerators in words."""

from collections.abc import Callable

import pytest

from estimator.errors import RequestError
from estimator.questions.question import Answered

Ask = Callable[[str], Answered]


def test_the_price_paid_and_the_use_are_read(answered: Ask):
    said, plain = (
        answered(text).data()["owned_price"]["value"] for text in ("own h100 purchase=$28k use=90%", "own h100")
    )
    assert said < plain
    again = answered("own use=0.9 h100 purchase=28,000").data()["owned_price"]["value"]
    assert again == said


def test_a_run_is_priced_owned_and_rented(answered: Ask):
    found = answered("own 70B 2T 1024xh100")
    run = found.data()["run"]
    assert 0 < run["owned_cost"]["low"] < run["owned_cost"]["value"] < run["owned_cost"]["high"]
    assert "This run on your own" in " ".join(found.report().glance)
    assert answered("own h100").data()["run"] is None


@pytest.mark.parametrize("words", ["use=0%", "use=120%", "purchase=$0", "purchase=$250k"])
def test_what_cannot_be_is_refused(answered: Ask, words: str):
    with pytest.raises(RequestError):
        answered(f"own h100 {words}")


def test_as_many_as_are_said_are_bought_with_their_network(answered: Ask):
    """An eighth of a server at $28k, and a network that is 19 % of the cluster."""
    fleet = answered("own 64xh100 purchase=$28k").data()["fleet"]
    assert fleet["purchase"]["value"] == pytest.approx(64 * 28_000 / 0.81)
    assert fleet["kept"] is None
    assert answered("own h100").data()["fleet"] is None


def test_some_time_of_them_costs_its_hours_owned_or_rented(answered: Ask):
    found = answered("rent or buy 64 H100 for 2 years use=90%")
    data = found.data()
    kept = data["fleet"]["kept"]
    assert kept["hours"]["value"] == pytest.approx(64 * 730 * 24 * 0.9)
    assert kept["owned_cost"]["value"] == pytest.approx(kept["hours"]["value"] * data["owned_price"]["value"])
    rented = {one["against"]: one["cost"]["value"] / kept["hours"]["value"] for one in kept["rented"]}
    assert rented == pytest.approx({one["against"]: one["price"]["value"] for one in data["break_even"]})
    assert "64 to buy" in found.report().glance[0]


def test_renting_against_owning_is_one_question_however_it_is_asked(answered: Ask):
    assert answered("compare 70B 2T h100 rent vs own").data()["question"] == "own"


def test_an_unstated_power_is_that_of_accelerators_of_its_time(answered: Ask):
    """Google states no power of its TPU v5p."""
    found = answered("own tpu-v5p").data()
    assert found["owned_price"]["value"] > 0
    assert [one["code"] for one in found["warnings"]] == ["power_assumed", "not_included"]
    assert [one["code"] for one in answered("own h100").data()["warnings"]] == ["not_included"]


def test_own_or_rent_is_the_same_question(answered: Ask):
    for words in ("or rent", "vs rent", "or renting"):
        assert answered(f"own {words} 64 h200 for 2 years").data() == answered("own 64 h200 for 2 years").data()
