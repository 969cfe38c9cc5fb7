"""What should stop a decision is said, and what should not is not."""

from collections.abc import Callable

import pytest

from estimator import Estimate

Ask = Callable[[str], Estimate]


def codes(answer: Estimate) -> set[str]:
    return {doubt.code for doubt in answer.doubts}


def told(answer: Estimate, code: str) -> str:
    [message] = [doubt.message for doubt in answer.doubts if doubt.code == code]
    return message


@pytest.mark.parametrize("text", ["llama-3.1-405b 8xh100", "70B 2T 1xt4", "7B 100B 1xrtx4090"])
def test_accelerators_that_cannot_hold_the_run_are_doubted_with_how_many_could(asked: Ask, text: str) -> None:
    assert "needs at least" in told(asked(text), "does_not_fit")


@pytest.mark.parametrize("text", ["llama-3.1-405b 16384xh100", "70B 2T 512xa100", "70B 2T a100"])
def test_accelerators_that_hold_the_run_are_not_doubted(asked: Ask, text: str) -> None:
    assert "does_not_fit" not in codes(asked(text))


@pytest.mark.parametrize("price", ["23.60", "0.02"])
def test_a_price_far_from_every_offer_is_doubted_with_the_usual_one(asked: Ask, price: str) -> None:
    usual = asked("70B 2T h100").answer["price"]
    assert usual is not None
    message = told(asked(f"70B 2T h100 price={price}"), "price_unlikely")
    assert f"${price}" in message
    assert f"${usual.value:,.2f}" in message


@pytest.mark.parametrize("price", ["1.50", "2.95", "9"])
def test_a_price_that_somebody_asks_is_not_doubted(asked: Ask, price: str) -> None:
    assert "price_unlikely" not in codes(asked(f"70B 2T h100 price={price}"))
