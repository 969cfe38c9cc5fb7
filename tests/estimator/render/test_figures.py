"""A figure as people read it: its sign, and its range from low to high."""

import pytest

from estimator.calculation.quantity import Given, Quantity
from estimator.render.figures import figure, figure_range, money_exact, with_range


def test_a_range_goes_from_low_to_high() -> None:
    cost = Quantity("compute_cost", 2.5e6, Given(), 2e6, 4e6)
    assert figure_range(cost) == "$2.00M – $4.00M"
    assert with_range(cost) == "$2.50M ($2.00M – $4.00M)"


def test_a_certain_figure_has_no_range() -> None:
    assert figure_range(Quantity("compute_cost", 2.5e6, Given())) == ""


@pytest.mark.parametrize(
    ("value", "written"), [(-1234567.0, "−$1,234,567"), (-2.5, "−$2.50"), (99.994, "$99.99"), (100.0, "$100")]
)
def test_dollars_in_full_keep_their_sign_and_small_ones_their_cents(value: float, written: str) -> None:
    assert money_exact(value) == written


def test_what_is_left_of_a_budget_may_be_negative() -> None:
    assert figure(Quantity("budget_left", -2.5e6, Given())).startswith("−$")
