"""What fits in a time is the inverse of how long a run takes."""

import datetime

import pytest

from estimator import Request
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import read
from estimator.planning.time import has_time_to_fill

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["GPT-2 1.5B, 24 hours on 8 H100", "7B 64xa100 9 days", "tokens=300B 64xh100 30d", "32 h100 for two weeks"]
)
def test_accelerators_for_a_time_are_used_for_that_time(catalogue: Catalogue, text: str):
    found = ask(text, catalogue, DAY)
    clock = found.answer["wall_clock"]
    assert clock is not None
    assert found.request.deadline is not None
    assert clock.value == pytest.approx(found.request.deadline, rel=1e-3)
    assert clock.value <= found.request.deadline
    assert "solved_for_time" in [doubt.code for doubt in found.doubts]
    assert "deadline_missed" not in [doubt.code for doubt in found.doubts]


def test_twice_the_time_trains_on_twice_the_tokens_at_a_given_mfu(catalogue: Catalogue):
    once, twice = (ask(f"7B 64xh100 mfu=0.4 {days} days", catalogue, DAY).run.tokens.value for days in (10, 20))
    assert twice == pytest.approx(2 * once, rel=1e-3)


def test_a_time_beyond_all_runs_is_refused(catalogue: Catalogue):
    with pytest.raises(RequestError, match="No run takes"):
        ask("tokens=1000 64xa100 100 years", catalogue, DAY)


@pytest.mark.parametrize("text", ["llama-2-70b 2048xa100 30 days", "7B 1T 64xh100 30d", "7B h100 30d"])
def test_a_time_beside_size_and_tokens_or_without_a_count_is_a_deadline(catalogue: Catalogue, text: str):
    assert not has_time_to_fill(read(text, catalogue.names, today=DAY).request, catalogue)


def test_the_time_of_a_fine_tune_is_a_deadline(catalogue: Catalogue):
    asked = Request(parameters=7e9, accelerator="h100-sxm", accelerators=8, deadline=2, method="finetune")
    assert not has_time_to_fill(asked, catalogue)
