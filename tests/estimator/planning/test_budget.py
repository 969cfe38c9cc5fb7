"""What a budget buys is the inverse of what a run costs."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from estimator import Request, estimate
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.planning.budget import bought, leaves_open, solved

DAY = datetime.date(2026, 11, 24)


def cost(request: Request, catalogue: Catalogue) -> float:
    total = estimate(request, catalogue, DAY).answer["total_cost"]
    assert total is not None
    return total.value


def check_spent(asked: Request, catalogue: Catalogue) -> None:
    """The whole budget is spent, or a note says that it is not, and what is hardly larger costs more than it."""
    found, (note,) = bought(asked, catalogue, DAY)
    budget = asked.budget or 0.0
    if "is laid out otherwise" not in note.message:
        assert cost(found, catalogue) == pytest.approx(budget, rel=1e-3)
        return
    larger = found.model_copy(update={name: 1.0001 * getattr(found, name) for name in found.solved})
    assert cost(found, catalogue) < budget < cost(larger, catalogue)


@settings(max_examples=40, deadline=None)
@example(budget=10_059_409.0, known={"tokens": 1e11}, chip="h100-sxm", count=None)
@given(
    budget=st.floats(min_value=2e3, max_value=2e8),
    known=st.sampled_from(
        [{"parameters": 7e9}, {"parameters": 70e9}, {"tokens": 2e12}, {"tokens": 1e11}, {}, {"model": "llama-2-7b"}]
    ),
    chip=st.sampled_from(["a100-80gb-sxm", "h100-sxm", "b200-sxm"]),
    count=st.sampled_from([None, 8, 512]),
)
def test_the_run_that_a_budget_buys_costs_the_budget(
    budget: float, known: dict[str, float], chip: str, count: int | None, catalogue: Catalogue
):
    asked = Request(budget=budget, accelerator=chip, accelerators=count, mfu=0.4, **known)
    check_spent(asked, catalogue)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    budget=st.floats(min_value=1e5, max_value=1e8),
    known=st.sampled_from([{}, {"tokens": 1e11}, {"tokens": 1e12}, {"tokens": 5e12}, {"parameters": 30e9}]),
    chip=st.sampled_from(["a100-80gb-sxm", "h100-sxm", "b200-sxm", "mi300x", "tpu-v5p"]),
    count=st.sampled_from([None, None, 64, 512]),
)
def test_so_it_does_where_the_usual_shape_or_fleet_changes_with_the_size(
    budget: float, known: dict[str, float], chip: str, count: int | None, catalogue: Catalogue
):
    """Where a larger model is deeper or takes another node, the shape and the fleet of the smaller are kept."""
    check_spent(Request(budget=budget, accelerator=chip, accelerators=count, **known), catalogue)


@pytest.mark.parametrize(
    ("tokens", "budget", "chip", "count"),
    [
        (148.7e9, 16121.8, "h100-sxm", 1024),
        (4.342e12, 4433000.0, "a100-80gb-sxm", None),
        (None, 6038527.8, "b200-sxm", None),
    ],
)
def test_a_size_between_two_usual_depths_spends_the_budget(
    tokens: float | None, budget: float, chip: str, count: int | None, catalogue: Catalogue
):
    asked = Request(budget=budget, tokens=tokens, accelerator=chip, accelerators=count)
    found, _ = bought(asked, catalogue, DAY)
    total = estimate(found, catalogue, DAY).answer["total_cost"]
    assert found.as_usual_for is not None
    assert total is not None
    assert total.value == pytest.approx(budget, rel=1e-3)


def test_ten_times_the_budget_buys_ten_times_the_tokens_at_a_given_mfu_and_price(catalogue: Catalogue):
    small, large = (
        bought(Request(budget=budget, parameters=70e9, accelerator="h100-sxm", mfu=0.4, price=2.95), catalogue, DAY)[
            0
        ].tokens
        for budget in (1e6, 1e7)
    )
    assert small is not None
    assert large == pytest.approx(10 * small, rel=1e-3)


def test_a_budget_alone_buys_about_twenty_tokens_a_parameter(catalogue: Catalogue):
    found, _ = bought(Request(budget=1e6, accelerator="h100-sxm", price=2.0, mfu=0.4), catalogue, DAY)
    assert found.tokens is not None
    assert found.parameters is not None
    assert 17 < found.tokens / found.parameters < 23


def test_a_budget_beside_size_and_tokens_is_checked_and_not_solved(catalogue: Catalogue):
    assert not leaves_open(Request(budget=3e6, parameters=70e9, tokens=2e12), catalogue)
    assert not leaves_open(Request(budget=3e6, model="llama-2-70b"), catalogue)
    assert not leaves_open(Request(parameters=70e9), catalogue)
    assert leaves_open(Request(budget=3e6, parameters=70e9), catalogue)


def test_a_budget_without_any_price_asks_for_one(catalogue: Catalogue):
    unpriced = next(
        entry.id
        for entry in catalogue.accelerators
        if catalogue.price(entry.id, as_of=DAY) is None and entry.peak.get("bf16")
    )
    with pytest.raises(RequestError, match="needs a price"):
        bought(Request(budget=3e6, parameters=7e9, accelerator=unpriced), catalogue, DAY)


@pytest.mark.parametrize(("budget", "message"), [(0.5, "buys no training run"), (5e6, "more than any training run")])
def test_a_budget_beyond_all_runs_is_refused(budget: float, message: str):
    with pytest.raises(RequestError, match=message):
        solved(lambda value: value, budget, (1.0, 1e6))


def test_the_solution_of_a_cost_that_jumps_stays_below_the_budget():
    assert solved(lambda value: value if value < 10 else 2 * value, 15, (1.0, 1e6)) == pytest.approx(10)


def test_tokens_without_a_size_are_more_than_any_model_has(catalogue: Catalogue):
    """`2T` beside a budget is data, `70B` a size; a mixture says its active parameters."""
    data, size, mixture = (
        ask(f"h100 budget=$3M {words}", catalogue, DAY).request for words in ("2T", "70B", "params=1T active=32B")
    )
    assert data.tokens == 2e12
    assert data.solved == {"parameters"}
    assert size.parameters == 70e9
    assert size.solved == {"tokens"}
    assert mixture.parameters == 1e12
