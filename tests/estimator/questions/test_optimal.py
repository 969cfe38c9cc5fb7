"""A plan beside its optimum, in words."""

from collections.abc import Callable

import pytest

from estimator.questions.question import Answered

Ask = Callable[[str], Answered]


@pytest.mark.parametrize(
    ("text", "says"), [("optimal 8B 15T", "% of its compute"), ("optimal 70B 2T", "near the optimum")]
)
def test_a_size_with_its_tokens_is_told_how_good_it_is(answered: Ask, text: str, says: str):
    found = answered(text)
    assert says in found.report().title
    plan = found.data()["plan"]
    assert plan["tokens"] / plan["parameters"] == plan["tokens_per_parameter"]
    assert [loss["law"] for loss in plan["losses"]] == [law["law"] for law in found.data()["laws"]]
    assert all(loss["loss"] >= law["loss"] for loss, law in zip(plan["losses"], found.data()["laws"], strict=True))


@pytest.mark.parametrize("text", ["optimal 1e24 flops", "optimal budget=$1M h100"])
def test_without_a_plan_there_is_none(answered: Ask, text: str):
    assert answered(text).data()["plan"] is None
