"""Figures that others worked out and published, from their own inputs."""

import datetime

import pytest

from estimator import Request
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.equations.energy import emissions, energy
from estimator.errors import RequestError
from estimator.language import read, write
from estimator.planning.own import own

DAY = datetime.date(2026, 11, 24)


def test_deepseek_v3_cost_what_its_paper_says(catalogue: Catalogue):
    """arXiv 2412.19437, table 1: 2.788M H800-hours, at $2 each, are $5.576M."""
    tokens = 14.8e12
    probe = ask("deepseek-v3 2048xh800 price=2 mfu=0.4", catalogue, DAY)
    hours, cost = probe.answer["accelerator_hours"], probe.answer["compute_cost"]
    assert hours is not None
    assert cost is not None
    mfu = 0.4 * hours.value / 2.788e6
    found = ask(f"deepseek-v3 tokens={tokens} 2048xh800 price=2 mfu={mfu!r}", catalogue, DAY)
    assert found.answer["compute_cost"] is not None
    assert found.answer["compute_cost"].value == pytest.approx(5.576e6, rel=1e-6)


def test_llama_2_70b_emitted_what_its_card_says():
    """Llama 2 model card: 1,720,320 A100-hours of 400 W, 291.42 t; that is 0.4235 kg a kWh, without server or PUE."""
    used = energy(1_720_320, 400, 1, 1, 1)
    assert used == pytest.approx(688_128)
    assert emissions(used, 0.4235) / 1000 == pytest.approx(291.42, rel=1e-3)


def test_bloom_took_what_its_footprint_says():
    """arXiv 2211.02001: 1,082,990 A100-hours of 400 W are 433 MWh, and 24.7 t on a grid of 57 g a kWh."""
    used = energy(1_082_990, 400, 1, 1, 1)
    assert used / 1000 == pytest.approx(433, rel=2e-3)
    assert emissions(used, 0.057) / 1000 == pytest.approx(24.7, rel=2e-3)


@pytest.mark.parametrize(
    ("accelerator", "purchase", "owned"),
    [
        ("a100", 17_349, 0.85),
        ("h100", 31_905, 1.55),
        ("h200", 39_083, 1.87),
        ("b200", 47_409, 2.29),
        ("mi300x", 25_734, 1.27),
    ],
)
def test_an_owned_hour_is_that_of_epoch_ais_method(
    catalogue: Catalogue, accelerator: str, purchase: float, owned: float
):
    """Their parameters: δ 0.14, network 19 %, server power, draw 0.75, PUE 1.25, electricity of 2025; never idle."""
    request = Request(accelerator=catalogue.accelerator(accelerator).id)
    found = own(request, catalogue, DAY, purchase=purchase, use=1.0)
    assert found.owned_price.value == pytest.approx(owned, abs=0.006)


@pytest.mark.parametrize(
    ("hours", "accelerator", "amortised"),
    [(30.84e6, "h100-sxm", 51.0e6), (3.55e6, "v100-32gb-sxm", 2.20e6)],
    ids=["Llama 3.1 405B", "GPT-3 175B"],
)
def test_amortised_hardware_and_energy_of_whole_runs_are_near_epoch_ais(
    catalogue: Catalogue, hours: float, accelerator: str, amortised: float
):
    """model_costs.csv of training-cost-trends; ours takes today's listings, theirs what was paid at the time."""
    found = own(Request(accelerator=accelerator), catalogue, DAY, use=1.0)
    assert hours * found.owned_price.value == pytest.approx(amortised, rel=0.25)


def test_a_grid_can_be_said_by_its_intensity(catalogue: Catalogue):
    """In kilograms, as Llama 2's card implies, or in grams."""
    found = ask("llama-2-70b a100 grid=0.4235 pue=1", catalogue, DAY)
    used, emitted = found.answer["energy"], found.answer["emissions"]
    assert used
    assert emitted
    assert emitted.value == pytest.approx(0.4235 * used.value)
    assert ask("llama-2-70b a100 grid=423.5", catalogue, DAY).request.grid == "0.4235"
    assert read(write(found.request), catalogue.names, today=DAY).request.grid == "0.4235"


@pytest.mark.parametrize("words", ["grid=0", "grid=90000", "grid=-1"])
def test_what_is_no_grid_is_refused(catalogue: Catalogue, words: str):
    with pytest.raises(RequestError):
        ask(f"llama-2-70b a100 {words}", catalogue, DAY)
