"""Kilowatt-hours and greenhouse gases, by hand from hours."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError

Ask = Callable[[str], Estimate]
# 1,495,726.5 A100-hours of 400 W
WORKED = "70B 2T a100 mfu=0.5"


def value(answer: Estimate, name: str) -> float:
    [found] = [step.value for step in answer.steps if step.name == name]
    return found


def drawn(answer: Estimate) -> float:
    return 1_495_726.4957 * 0.4 * value(answer, "server_factor") * value(answer, "power_draw") * value(answer, "pue")


def test_energy_is_that_of_the_server_in_its_data_centre(asked: Ask) -> None:
    answer = asked(f"{WORKED} pue=1.3")
    assert value(answer, "pue") == 1.3
    assert value(answer, "energy") == pytest.approx(drawn(answer))


def test_a_place_that_was_named_is_the_place(asked: Ask) -> None:
    answer = asked(f"{WORKED} grid=france")
    assert answer.place == "France"
    assert value(answer, "emissions") == pytest.approx(value(answer, "energy") * value(answer, "grid_intensity"))
    assert value(answer, "grid_intensity") < 0.1 < value(asked(WORKED), "grid_intensity")


def test_a_price_of_electricity_is_beside_the_rent_and_not_in_it(asked: Ask) -> None:
    with_bill, without = asked(f"{WORKED} price=2 power=0.10/kWh"), asked(f"{WORKED} price=2")
    assert value(with_bill, "electricity_cost") == pytest.approx(value(with_bill, "energy") * 0.10)
    assert without.answer["electricity_cost"] is None
    assert value(with_bill, "total_cost") == value(without, "total_cost")


def test_an_accelerator_without_a_published_power_has_no_energy(asked: Ask, catalogue: Catalogue) -> None:
    unpublished = next(chip.id for chip in catalogue.accelerators if chip.board_power is None)
    answer = asked(f"7B 1T {unpublished}").answer
    assert [answer[name] for name in ("energy", "emissions", "electricity_cost")] == [None] * 3


@pytest.mark.parametrize(
    ("chip", "assumption"),
    [
        ("a100", "server_factor_a100"),
        ("tpu-v4", "server_factor_tpu"),
        ("tpu-v3", "server_factor_tpu_v3"),
        ("mi300x", "server_factor"),
    ],
)
def test_the_most_special_assumption_about_the_server_is_taken(
    asked: Ask, catalogue: Catalogue, chip: str, assumption: str
) -> None:
    assert value(asked(f"7B 1T {chip}"), "server_factor") == catalogue.assumption(assumption).figure.value


def test_a_region_chooses_the_grid(asked: Ask) -> None:
    virginia, oregon, nowhere = (asked(f"70B 2T h100 aws {place}") for place in ("us-east-1", "us-west-2", ""))
    assert (virginia.place, oregon.place) == ("N. Virginia", "Oregon")
    assert value(virginia, "grid_intensity") == 0.2448
    assert value(oregon, "grid_intensity") == 0.1655
    assert value(nowhere, "grid_intensity") == 0.47294


def test_a_region_of_several_providers_is_that_of_the_provider_or_asked_back(asked: Ask) -> None:
    assert value(asked("70B 2T h100 gcp us-central1"), "grid_intensity") == 0.41272
    assert value(asked("70B 2T h100 nebius us-central1"), "grid_intensity") == 0.6598
    with pytest.raises(RequestError, match="us-central1 is a region of gcp and nebius") as question:
        asked("70B 2T h100 us-central1")
    assert "`gcp us-central1` or `nebius us-central1`" in question.value.hint


def test_a_region_whose_grid_is_not_known_is_said_to_be_so(asked: Ask) -> None:
    answer = asked("70B 2T h100 price=2 region=mars-1")
    assert answer.place == "the world's average grid (that of mars-1 is not known)"


@pytest.mark.parametrize(("provider", "pue"), [("aws", 1.14), ("azure", 1.17), ("gcp", 1.09), ("lambda", 1.25)])
def test_a_providers_own_pue_counts(asked: Ask, provider: str, pue: float) -> None:
    assert value(asked(f"70B 2T h100 {provider}"), "pue") == pue
    assert value(asked(f"70B 2T h100 {provider} pue=1.5"), "pue") == 1.5


def test_emissions_follow_grid_and_pue(asked: Ask) -> None:
    world, aws = asked("70B 2T h100 price=2"), asked("70B 2T h100 price=2 provider=aws region=us-west-2")
    emitted = [value(answer, "emissions") / value(answer, "accelerator_hours") for answer in (world, aws)]
    assert emitted[1] / emitted[0] == pytest.approx(0.1655 / 0.47294 * 1.14 / 1.25)
