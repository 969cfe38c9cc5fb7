"""Methods that do more than train: sampling answers, and asking a teacher."""

import datetime

import pytest

from estimator import Estimate
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.questions.table import answer

DAY = datetime.date(2026, 11, 24)


def asked(catalogue: Catalogue, text: str) -> Estimate:
    return ask(text, catalogue, DAY)


def hours(found: Estimate) -> float:
    quantity = found.answer["accelerator_hours"]
    assert quantity is not None
    return quantity.value


def test_grpo_takes_the_hours_of_training_and_of_sampling(catalogue: Catalogue):
    found = asked(catalogue, "7B 1B 64xh100 grpo mfu=0.4 sampling=10%")
    peak = 989.4e12
    assert hours(found) == pytest.approx((10 * 7e18 / (0.4 * peak) + 2 * 7e18 / (0.1 * peak)) / 3600)


def test_sampling_that_nobody_measured_makes_the_range_wide(catalogue: Catalogue):
    said, unsaid = (asked(catalogue, f"7B 1B 64xh100 grpo mfu=0.4 {words}") for words in ("sampling=5%", ""))
    assert hours(said) == pytest.approx(hours(unsaid))
    certain, wide = said.answer["accelerator_hours"], unsaid.answer["accelerator_hours"]
    assert certain is not None
    assert wide is not None
    assert certain.is_certain
    assert wide.high > 2 * wide.value
    assert [doubt.code for doubt in unsaid.doubts if doubt.code == "sampled"] == ["sampled"]
    assert "sampled" not in [doubt.code for doubt in said.doubts]


@pytest.mark.parametrize("model", ["8B", "llama-3.1-8b"])
def test_a_teacher_adds_its_forward_pass(catalogue: Catalogue, model: str):
    alone, taught = (asked(catalogue, f"{model} 1T 64xh100 mfu=0.4 {words}") for words in ("", "teacher=70B"))
    assert (hours(taught) - hours(alone)) * 0.4 * 989.4e12 * 3600 == pytest.approx(2 * 70e9 * 1e12)


def test_the_mfu_of_a_distillation_is_one_of_all_its_work(catalogue: Catalogue):
    alone, taught = (asked(catalogue, f"8B 1T 64xh100 {words}").answer["mfu"] for words in ("", "teacher=70B"))
    assert alone is not None
    assert taught is not None
    assert 0.8 < taught.value / alone.value < 1.3


def test_a_teacher_that_the_accelerators_do_not_hold_does_not_fit(catalogue: Catalogue):
    """810 GB of weights on eight H100 are 101 GB on each; on sixteen they leave room for the model that learns."""
    small, large = (asked(catalogue, f"8B 1T {count}xh100 distill teacher=405B").doubts for count in (8, 16))
    assert "does_not_fit" in {doubt.code for doubt in small}
    assert "does_not_fit" not in {doubt.code for doubt in large}


@pytest.mark.parametrize(
    ("text", "says"), [("8B 1T distill h100", "teacher's size"), ("7B 1B lora teacher=70B h100", "goes with")]
)
def test_a_teacher_and_its_method_belong_together(catalogue: Catalogue, text: str, says: str):
    with pytest.raises(RequestError, match=says):
        asked(catalogue, text)


@pytest.mark.parametrize("method", ["grpo", "grpo goodput=0.9", "teacher=70B"])
def test_what_a_plan_names_gives_the_same_figures_asked_alone(catalogue: Catalogue, method: str):
    planned = answer(f"plan 7B 20B {method} h100 on-demand deadline=10d", catalogue, DAY).data()["cheapest"]
    alone = asked(catalogue, planned["text"])
    assert hours(alone) == pytest.approx(planned["accelerator_hours"]["value"], rel=1e-6)


@pytest.mark.parametrize("goodput", ["", "goodput=0.9"])
def test_a_deadline_holds_the_sampling_too(catalogue: Catalogue, goodput: str):
    found = asked(catalogue, f"7B 50B grpo h100 deadline=10d {goodput}")
    again = asked(catalogue, f"7B 50B grpo {found.run.count}xh100 {goodput}").answer["wall_clock"]
    fewer = asked(catalogue, f"7B 50B grpo {found.run.count - 8}xh100 {goodput}").answer["wall_clock"]
    assert again is not None
    assert fewer is not None
    assert again.value <= 10 < fewer.value
