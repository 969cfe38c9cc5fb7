"""What is said of one's own accelerators in words."""

from collections.abc import Callable

import pytest

from estimator.errors import RequestError
from estimator.questions.question import Answered

Ask = Callable[[str], Answered]


def test_the_price_paid_and_the_use_are_read(answered: Ask):
    said, plain = (
        answered(text).data()["owned_price"]["value"] for text in ("own h100 purchase=$28k use=90%", "own h100")
    )
    assert said < plain
    again = answered("own use=0.9 h100 purchase=28,000").data()["owned_price"]["value"]
    assert again == said


def test_a_run_is_priced_owned_and_rented(answered: Ask):
    found = answered("own 70B 2T 1024xh100")
    run = found.data()["run"]
    assert 0 < run["owned_cost"]["low"] < run["owned_cost"]["value"] < run["owned_cost"]["high"]
    assert "This run on your own" in " ".join(found.report().glance)
    assert answered("own h100").data()["run"] is None


@pytest.mark.parametrize("words", ["use=0%", "use=120%", "purchase=$0", "purchase=$250k"])
def test_what_cannot_be_is_refused(answered: Ask, words: str):
    with pytest.raises(RequestError):
        answered(f"own h100 {words}")
