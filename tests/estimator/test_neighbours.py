"""The published runs beside an answer are of its kind."""

import copy
import datetime

import pytest
from msgspec.structs import replace

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def with_adapters(catalogue: Catalogue) -> Catalogue:
    """The catalogue, with a second Llama 2 70B beside the published one that trained adapters and else was alike."""
    [found] = [(run, chip) for run, chip in catalogue.runs_with_accelerators if run.id == "llama2-70b"]
    twin = (replace(found[0], id="twin", phase="lora"), found[1])
    more = copy.copy(catalogue)
    more.__dict__["runs_with_accelerators"] = (twin, *catalogue.runs_with_accelerators)
    return more


@pytest.mark.parametrize(
    ("method", "nearest"), [("lora", "twin"), ("", "llama2-70b"), ("finetune tokens=2T", "llama2-70b")]
)
def test_adapters_are_set_beside_adapters_and_whole_trainings_beside_whole_trainings(
    with_adapters: Catalogue, method: str, nearest: str
) -> None:
    answer = ask(f"llama-2-70b a100 {method}", with_adapters, TODAY)
    assert answer.neighbours[0].run.id == nearest


@pytest.mark.parametrize("text", ["7B lora 52k samples 3090", "llama-3-8b 100M 8xh100 finetune", "7B lora 20B h100"])
def test_no_pre_training_stands_beside_a_small_fine_tune_or_adapters(catalogue: Catalogue, text: str) -> None:
    assert not {near.run.phase for near in ask(text, catalogue, TODAY).neighbours} & {"pretrain", "continued"}


@pytest.mark.parametrize("method", ["grpo", "distill teacher=70B"])
def test_no_published_run_stands_beside_a_method_that_none_used(catalogue: Catalogue, method: str) -> None:
    assert ask("llama-3-8b 100M 8xh100", catalogue, TODAY).neighbours
    assert not ask(f"llama-3-8b 100M 8xh100 {method}", catalogue, TODAY).neighbours
