"""What is said of a bill's items in words."""

from collections.abc import Callable

import pytest

from estimator.errors import RequestError
from estimator.questions.question import Answered

Ask = Callable[[str], Answered]
RUN = "bill 70B 2T 1024xh100 price=2 mfu=0.4"


def items(answered: Ask, text: str) -> dict[str, float]:
    return {item["name"]: item["cost"]["value"] for item in answered(text).data()["items"]}


@pytest.mark.parametrize("words", ["staff=0", "staff=off", "no staff", "without staff", "staff=none", "staff=0%"])
def test_an_item_is_turned_off_by_its_word_and_named_as_not_included(answered: Ask, words: str):
    assert "Staff" not in items(answered, f"{RUN} {words}")
    assert answered(f"{RUN} {words}").data()["not_included"].startswith("staff, ")


@pytest.mark.parametrize(
    ("words", "name", "cost"),
    [
        ("staff=$2M", "Staff", 2e6),
        ("staff=500k", "Staff", 5e5),
        ("egress=$1,000", "Egress", 1e3),
        ("storage=$20k", "Data and checkpoints", 2e4),
    ],
)
def test_an_item_costs_what_is_said(answered: Ask, words: str, name: str, cost: float):
    assert items(answered, f"{RUN} {words}")[name] == cost


@pytest.mark.parametrize("words", ["experiments=30%", "experiments=0.3", "experiments = 30%"])
def test_a_share_is_one_of_the_run(answered: Ask, words: str):
    found = items(answered, f"{RUN} {words}")
    assert found["Experiments"] == pytest.approx(0.3 * found["Accelerators"])


@pytest.mark.parametrize(
    ("words", "says"),
    [("storage=5%", "no amount"), ("staff=100%", "too large"), ("staff=lots", "staff"), ("interns=3", "interns")],
)
def test_what_cannot_be_is_refused(answered: Ask, words: str, says: str):
    with pytest.raises(RequestError, match=says):
        answered(f"{RUN} {words}")


RENT = "bill 70B 2T 1024xh100 price=2"


def test_failures_are_left_out_or_cost_what_is_said(answered: Ask):
    whole = items(answered, RENT)
    for words in ("failures=off", "no failures"):
        assert items(answered, f"{RENT} {words} no staff")["Accelerators"] == whole["Accelerators"]
        assert "Failures and restarts" not in items(answered, f"{RENT} {words}")
        assert answered(f"{RENT} {words}").data()["not_included"].startswith("failures and restarts, ")
    assert items(answered, f"{RENT} failures=$200k")["Failures and restarts"] == 2e5


def test_failures_within_a_given_mfu_cannot_be_left_out(answered: Ask):
    with pytest.raises(RequestError, match="within the MFU that you gave"):
        answered(f"{RUN} failures=off")
