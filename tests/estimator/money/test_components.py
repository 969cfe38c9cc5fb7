"""What is paid beside the rent is a list, and the total is its sum."""

from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.calculation.quantity import Derived, Quantity, derivation
from estimator.catalogue.catalogue import Catalogue
from estimator.money import components
from estimator.run.run import Run

Ask = Callable[[str], Estimate]
TEXT = "70B 2T a100 mfu=0.5 price=2"
RENT = 2_991_453


def value(estimate: Estimate, name: str) -> float:
    quantity = estimate.answer[name]
    assert quantity
    return quantity.value


@pytest.mark.parametrize(("said", "share"), [("overhead=20%", 0.2), ("overhead=0%", 0), ("", 0.15)])
def test_the_total_is_the_rent_and_what_comes_on_top(asked: Ask, said: str, share: float) -> None:
    found = asked(f"{TEXT} {said}")
    assert value(found, "compute_cost") == pytest.approx(RENT, abs=1)
    assert value(found, "total_cost") == pytest.approx(RENT * (1 + share), abs=1)
    steps = {step.name: step for step in found.steps}
    assert steps["overhead_cost"].value == pytest.approx(RENT * share, abs=1)


def test_a_component_that_is_added_to_the_list_is_in_the_total_and_its_working(
    asked: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def electricity(run: Run, hours: Quantity, rent: Quantity, catalogue: Catalogue) -> Quantity:
        del run, hours, catalogue
        return Quantity("electricity_cost", rent.value / 2, rent.origin)

    monkeypatch.setattr(components, "COMPONENTS", (*components.COMPONENTS, electricity, lambda *_: None))
    total = asked(f"{TEXT} overhead=20%").answer["total_cost"]
    assert total
    assert total.value == pytest.approx(RENT * 1.7, abs=1)
    assert isinstance(total.origin, Derived)
    assert total.origin.formula == "K + K_over + K_e"
    assert {"overhead", "electricity_cost"} <= {step.name for step in derivation(total)}
