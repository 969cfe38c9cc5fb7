"""Prices as a choice: which one an estimate takes, and what it costs at the others."""

import datetime
from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue

Ask = Callable[[str], Estimate]


def used(found: Estimate) -> str:
    [label] = [priced.asked.label for priced in found.prices if priced.is_used]
    return label


def test_the_worked_example_takes_the_default_among_prices_to_choose_from(asked: Ask) -> None:
    found = asked("70B 2T a100 mfu=0.5")
    assert used(found) == "our default"
    labels = {priced.asked.label: priced.asked.price.value for priced in found.prices}
    assert labels["our default"] == 1.8
    assert labels["AWS on demand"] == pytest.approx(3.4309)
    assert list(labels.values()) == sorted(labels.values())


def test_each_price_has_the_cost_of_the_same_hours_with_their_range(asked: Ask) -> None:
    found = asked("llama-3.1-405b 16384xh100")
    hours = found.answer["accelerator_hours"]
    assert hours
    assert len(found.prices) >= 3
    for priced in found.prices:
        ends = (priced.cost.low, priced.cost.value, priced.cost.high)
        assert ends == pytest.approx([end * priced.asked.price.value for end in (hours.low, hours.value, hours.high)])


def test_a_large_and_long_run_is_reserved_and_a_small_or_short_one_is_not(asked: Ask) -> None:
    assert "reserved for a year" in asked("llama-3.1-405b 16384xh100").price_basis
    assert asked("llama-3.1-405b 512xh100").price_basis.startswith("our default, on demand")
    assert asked("8B 1T 16384xh100").price_basis.startswith("our default, on demand")


def test_a_reservation_that_nobody_asks_or_pays_is_not_taken_by_itself(asked: Ask) -> None:
    assert asked("llama-3.1-405b 16384xa100").price_basis.startswith("our default, on demand")


@pytest.mark.parametrize("terms", ["provider=aws", "billing=spot", "billing=on-demand", "price=2.2"])
def test_what_is_said_of_the_price_is_taken_whatever_the_size(asked: Ask, terms: str) -> None:
    assert "reserved" not in asked(f"llama-3.1-405b 16384xh100 {terms}").price_basis


def test_a_price_that_is_offered_gives_its_cost_when_it_is_asked_for(asked: Ask) -> None:
    found = asked("70B 2T h100")
    for priced in found.prices:
        if priced.asked.provider and "index" not in priced.asked.label:
            again = asked(f"70B 2T h100 provider={priced.asked.provider} billing={priced.asked.billing}")
            assert again.answer["compute_cost"] == priced.cost or again.answer["compute_cost"] is not None
            cost = again.answer["compute_cost"]
            assert cost
            assert cost.value == pytest.approx(priced.cost.value)


def test_no_price_is_from_after_the_day_of_the_question(catalogue: Catalogue) -> None:
    then = ask("70B 2T h100", catalogue, datetime.date(2025, 6, 1))
    assert all((priced.asked.as_of or "") <= "2025-06-01" for priced in then.prices)
    assert then.prices


def labels(found: Estimate) -> list[str]:
    return [priced.asked.label for priced in found.prices]


@pytest.mark.parametrize(("days", "basis"), [(27.5, "our default, on demand"), (28.5, "SemiAnalysis index")])
def test_four_weeks_of_a_large_fleet_are_where_a_reservation_begins(asked: Ask, days: float, basis: str) -> None:
    text = "70B {:.0f} 2048xh100 mfu=0.4"
    taken = asked(text.format(2e12)).answer["wall_clock"]
    assert taken
    assert asked(text.format(2e12 * days / taken.value)).price_basis.startswith(basis)


def test_a_reservation_is_shown_as_seen_or_guessed_from_the_default(asked: Ask) -> None:
    [guessed] = [priced.asked for priced in asked("70B 2T mi300x").prices if "reserved" in priced.asked.label]
    assert guessed.price.value == pytest.approx(0.66 * 1.99)
    assert "reserved for a year at the usual ratio" in labels(asked("70B 2T a100"))
    assert "SemiAnalysis index reserved for a year" in labels(asked("70B 2T h100"))


@pytest.mark.parametrize(
    ("text", "label", "region"),
    [
        ("70B 2T mi300x", "TensorWave on demand", "US"),
        ("7B 100B l40s", "RunPod on demand", "US"),
        ("7B 100B l40s", "Oracle Cloud on demand", None),
        ("70B 2T h100 billing=spot", "usual spot", None),
    ],
)
def test_a_price_says_whose_it_is_and_where_it_is_asked(asked: Ask, text: str, label: str, region: str | None) -> None:
    [priced] = [priced for priced in asked(text).prices if priced.asked.label == label]
    assert priced.asked.region == region


def test_a_price_that_was_said_is_called_yours(asked: Ask) -> None:
    assert used(asked("70B 2T h100 price=2.2")) == "your price"


def test_a_price_older_than_a_year_is_not_among_those_to_choose_from(catalogue: Catalogue) -> None:
    later = ask("70B 2T h100", catalogue, datetime.date(2028, 6, 1))
    assert labels(later) == ["reserved for a year at the usual ratio", "our default"]


def test_every_accelerator_with_a_price_prices_a_large_and_long_run(asked: Ask, catalogue: Catalogue) -> None:
    priced = [one.id for one in catalogue.accelerators if catalogue.price(one.id, as_of=datetime.date(2026, 11, 24))]
    assert "trn2" in priced
    for accelerator in ("trn2", "tpu-v5p", "gaudi3", "mi300x"):
        assert asked(f"llama-3.1-405b 16384x{accelerator}").answer["compute_cost"]


def test_a_guessed_price_names_the_provider_that_was_asked_for(asked: Ask) -> None:
    assert "Verda spot at the usual ratio" in labels(asked("7B 1T 64xv100 verda spot"))
    assert "spot at the usual ratio" in labels(asked("7B 1T 64xmi300x spot"))
