"""The same request elsewhere keeps what belongs to the request and drops what belongs to the accelerator."""

import datetime

import pytest

from estimator import Estimate
from estimator.catalogue.catalogue import Catalogue
from estimator.planning.compare import Comparison, compare
from estimator.questions.sides import Sides

TODAY = datetime.date(2026, 11, 24)


def compared(catalogue: Catalogue, text: str, *others: str) -> Comparison:
    return compare(Sides(catalogue.names, TODAY).read(" vs ".join([text, *others])), catalogue, TODAY)


def estimates(found: Comparison) -> list[Estimate]:
    return [row.estimate for row in found.rows]


def peak(comparison: Comparison, place: int) -> float:
    [found] = [step.value for step in estimates(comparison)[place].steps if step.name == "peak_throughput"]
    return found


def test_a_peak_typed_for_one_accelerator_is_not_another_ones(catalogue: Catalogue) -> None:
    found = compared(catalogue, "70B 2T a100 mfu=0.4 peak=300", "h100", "mi300x")
    assert [peak(found, place) / 1e12 for place in range(3)] == pytest.approx([300, 989.4, 1307.4], abs=1)


def test_a_price_typed_for_one_accelerator_is_not_another_ones_and_that_is_said(catalogue: Catalogue) -> None:
    found = compared(catalogue, "70B 2T a100 price=1.23", "h100")
    prices = [estimate.answer["price"].value for estimate in estimates(found)]
    assert prices[0] == 1.23
    assert prices[1] != 1.23
    assert "price_not_carried_over" in {doubt.code for doubt in found.doubts}


def test_an_mfu_that_was_given_is_kept_and_that_is_said(catalogue: Catalogue) -> None:
    found = compared(catalogue, "70B 2T a100 mfu=0.37", "h100")
    assert [estimate.answer["mfu"].value for estimate in estimates(found)] == [0.37, 0.37]
    assert "mfu_carried_over" in {doubt.code for doubt in found.doubts}


def test_an_accelerator_that_cannot_answer_is_left_out_with_the_reason(catalogue: Catalogue) -> None:
    found = compared(catalogue, "70B 2T h100 fp8", "a100", "h200")
    assert [estimate.accelerator.id for estimate in estimates(found)] == ["h100-sxm", "h200-sxm"]
    [reason] = [doubt.message for doubt in found.doubts if doubt.code == "left_out"]
    assert "A100" in reason
