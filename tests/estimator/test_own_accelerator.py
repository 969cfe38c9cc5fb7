"""An accelerator that only its owner knows, and what follows from a place, through the front door."""

import datetime

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.errors import RequestError

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_a_described_accelerator_is_estimated_at_its_own_peak_and_price(catalogue: Catalogue):
    found = ask("7B 1B peak=71 memory=48GB price=0.3 mfu=0.5", catalogue, TODAY)
    hours = 6 * 7e9 * 1e9 / (71e12 * 0.5 * 3600)
    assert found.answer["accelerator_hours"].value == pytest.approx(hours)
    assert found.answer["compute_cost"].value == pytest.approx(hours * 0.3)
    assert found.accelerator.memory.value == 48e9
    assert "accelerator_assumed" not in {doubt.code for doubt in found.doubts}


def test_a_described_accelerator_without_a_price_has_no_cost_and_says_so(catalogue: Catalogue):
    found = ask("7B 1B peak=71 memory=48GB", catalogue, TODAY)
    assert found.answer["compute_cost"] is None
    assert "price_unknown" in {doubt.code for doubt in found.doubts}


def test_a_memory_without_a_peak_asks_for_the_peak(catalogue: Catalogue):
    with pytest.raises(RequestError, match="peak=71"):
        ask("7B 1B memory=48GB", catalogue, TODAY)


def test_the_memory_that_was_said_replaces_that_of_a_known_accelerator(catalogue: Catalogue):
    assert ask("7B 1B a100 memory=40GB", catalogue, TODAY).accelerator.memory.value == 40e9


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("gcp us-central1", "gcp:us-central1"),
        ("nebius us-central1", "nebius:us-central1"),
        ("us-east-1", "aws:us-east-1"),
    ],
)
def test_the_grid_is_that_of_the_providers_own_region(catalogue: Catalogue, text: str, place: str):
    grid = catalogue.grid(place)
    found = ask(f"7B 1T h100 {text}", catalogue, TODAY)
    steps = {step.name: step.value for step in found.steps}
    assert (found.place, steps["grid_intensity"]) == (grid.name, grid.intensity.value)


def test_a_machine_is_priced_by_who_rents_it(catalogue: Catalogue):
    machine = ask("7B 1T 2x p5.48xlarge", catalogue, TODAY)
    named = ask("7B 1T 16xh100 provider=aws", catalogue, TODAY)
    assert machine.answer["compute_cost"].value == named.answer["compute_cost"].value


def test_a_batch_in_sequences_of_unsaid_length_counts_as_its_tokens(catalogue: Catalogue):
    sequences = ask("7B 1T 64xh100 batch=512", catalogue, TODAY)
    tokens = ask("7B 1T 64xh100 batch=2097152", catalogue, TODAY)
    other = ask("7B 1T 64xh100 batch=8388608", catalogue, TODAY)
    hours = [found.answer["accelerator_hours"].value for found in (sequences, tokens, other)]
    assert hours[0] == hours[1] != hours[2]


def test_qlora_takes_the_work_of_lora(catalogue: Catalogue):
    adapted, quantised = (ask(f"llama-2-7b 1B 8xh100 {method}", catalogue, TODAY) for method in ("lora", "qlora"))
    assert quantised.answer["training_compute"].value == adapted.answer["training_compute"].value
    assert quantised.request.method == "qlora"
