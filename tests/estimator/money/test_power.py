"""Kilowatt-hours and greenhouse gases, by hand from hours."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.catalogue.catalogue import Catalogue

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
