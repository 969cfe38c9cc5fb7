"""A training in phases: each is the estimate that it would be alone, and together they are their sum."""

import datetime
from typing import Any

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import first_word
from estimator.questions.table import answer

DAY = datetime.date(2026, 11, 24)
TEXT = "70B 14T seq=8k then 800B seq=128k then sft 10B h100"


def data(text: str, catalogue: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = answer(text, catalogue, DAY).data()
    return found


def test_each_phase_costs_what_it_costs_alone(catalogue: Catalogue):
    alone = ("70B 14T seq=8k h100", "70B tokens=800B seq=128k h100", "70B tokens=10B finetune seq=8k h100")
    found = data(TEXT, catalogue)
    for phase, text in zip(found["phases"], alone, strict=True):
        hours = ask(text, catalogue, DAY).answer["accelerator_hours"]
        assert hours is not None
        assert phase["accelerator_hours"]["value"] == pytest.approx(hours.value)


def test_the_total_is_the_sum_and_its_range_that_of_all(catalogue: Catalogue):
    found = data(TEXT, catalogue)
    for name in ("tokens", "accelerator_hours", "compute_cost", "total_cost", "training_compute"):
        for end in ("low", "value", "high"):
            parts = [phase[name][end] for phase in found["phases"]]
            assert found["answer"][name][end] == pytest.approx(sum(parts))
    assert found["answer"]["tokens"]["value"] == 14.81e12
    assert found["answer"]["mfu"] is None


def test_a_phase_can_be_typed_by_itself(catalogue: Catalogue):
    for phase in data(TEXT, catalogue)["phases"]:
        cost = ask(phase["text"], catalogue, DAY).answer["compute_cost"]
        assert cost is not None
        assert cost.value == pytest.approx(phase["compute_cost"]["value"])


def test_days_are_there_where_every_phase_has_its_accelerators(catalogue: Catalogue):
    assert data(TEXT, catalogue)["answer"]["wall_clock"] is None
    found = data("llama-3-8b 15T 1024xh100 then dpo 1B", catalogue)
    assert found["answer"]["wall_clock"]["value"] == pytest.approx(
        sum(phase["wall_clock"]["value"] for phase in found["phases"])
    )


@pytest.mark.parametrize("text", ["then 70B 2T h100", "phases 70B 2T h100", " then ".join(["70B 1T h100"] * 9)])
def test_what_is_no_sequence_of_runs_is_refused(text: str, catalogue: Catalogue):
    with pytest.raises(RequestError, match="Phases are two to"):
        answer(text if text.startswith("phases") else f"phases {text}", catalogue, DAY)


def test_then_between_runs_asks_for_phases_in_every_front_end():
    assert first_word(TEXT) == ("phases", TEXT)
    assert first_word("70B 2T a100") is None
    assert first_word("explain 70B 2T h100 then sft 1B") == ("explain", "70B 2T h100 then sft 1B")


def test_a_teacher_is_of_its_phase_alone(catalogue: Catalogue):
    found = data("8B 1T h100 mfu=0.4 then distill 1T teacher=70B", catalogue)["phases"]
    first, second = (phase["training_compute"]["value"] for phase in found)
    assert second == pytest.approx(first + 2 * 70e9 * 1e12)
