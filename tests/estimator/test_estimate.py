"""The calculation: the worked example exactly, and what follows from a request."""

import datetime
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from estimator import Estimate
from estimator.ask import ask
from estimator.calculation.quantity import Assumed, Derived, Fact, Given
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError

Ask = Callable[[str], Estimate]
WORKED = "70B 2T a100 mfu=0.5"


def value(estimate: Estimate, name: str) -> float:
    quantity = estimate.answer[name]
    assert quantity is not None
    return quantity.value


def codes(estimate: Estimate) -> set[str]:
    return {doubt.code for doubt in estimate.doubts}


def test_the_worked_example_comes_out_exactly(asked: Ask) -> None:
    """6 × 70e9 × 2e12 = 8.4e23; / (312e12 × 0.5 × 3600) = 1,495,726 h; × $1.80 = $2,692,308."""
    answer = asked(WORKED)
    assert value(answer, "training_compute") == 8.4e23
    assert value(answer, "accelerator_hours") == pytest.approx(1_495_726.4957, abs=0.001)
    assert value(answer, "compute_cost") == pytest.approx(2_692_307.692, abs=0.001)


def test_a_given_mfu_is_certain_and_a_price_that_can_be_chosen_is_no_chance(asked: Ask) -> None:
    answer = asked(WORKED)
    hours, cost, price = (answer.answer[name] for name in ("accelerator_hours", "compute_cost", "price"))
    assert hours
    assert cost
    assert price
    assert hours.is_certain
    assert cost.is_certain
    assert price.low < price.value < price.high
    assert answer.drivers == ()


@pytest.mark.parametrize("text", ["70B 2T h100", "llama-3.1-405b 16384xh100", "671B-A37B 14.8T h100 provider=aws"])
def test_the_range_of_a_cost_is_that_of_its_hours_at_the_price_shown(asked: Ask, text: str) -> None:
    answer = asked(text).answer
    hours, price = answer["accelerator_hours"], answer["price"]
    assert hours
    assert price
    for name, share in (("compute_cost", 1.0), ("total_cost", 1.15)):
        cost = answer[name]
        assert cost
        ends = (cost.low, cost.value, cost.high)
        assert ends == pytest.approx([end * price.value * share for end in (hours.low, hours.value, hours.high)])


def test_every_number_says_who_says_so(asked: Ask) -> None:
    origins = {step.name: type(step.origin) for step in asked(WORKED).steps}
    assert origins["parameters"] is Given
    assert origins["mfu"] is Given
    assert origins["peak_throughput"] is Fact
    assert origins["price"] is Assumed
    assert origins["compute_cost"] is Derived


def test_goodput_comes_on_top_only_when_asked(asked: Ask) -> None:
    plain, lossy = asked(WORKED), asked(f"{WORKED} goodput=0.8")
    assert value(lossy, "accelerator_hours") == pytest.approx(value(plain, "accelerator_hours") / 0.8)


def test_a_sparse_model_counts_its_active_parameters(asked: Ask) -> None:
    assert value(asked("671B-A37B 14.8T h800 mfu=0.4"), "training_compute") == pytest.approx(6 * 37e9 * 14.8e12)


def test_accelerators_give_days(asked: Ask) -> None:
    answer = asked(f"{WORKED} gpus=1024")
    assert value(answer, "wall_clock") == pytest.approx(1_495_726.4957 / 1024 / 24)


def test_a_deadline_that_is_missed_is_told_with_what_it_takes(asked: Ask) -> None:
    late = asked(f"{WORKED} 100xa100 deadline=30d".replace(" a100", "", 1))
    assert "deadline_missed" in codes(late)


def test_a_budget_says_what_it_leaves(asked: Ask) -> None:
    answer = asked(f"{WORKED} budget=$4M overhead=0%")
    assert value(answer, "budget_left") == pytest.approx(4e6 - 2_692_307.692, abs=1)


def test_an_mfu_above_the_matmul_ceiling_is_doubted(asked: Ask) -> None:
    assert "mfu_above_matmul_ceiling" in codes(asked("70B 2T mi300x mfu=0.6"))
    assert "mfu_above_matmul_ceiling" not in codes(asked("70B 2T a100 mfu=0.6"))


def test_the_total_of_a_sparse_model_is_doubted(asked: Ask) -> None:
    answer = asked("671B 14.8T h800")
    assert "total_instead_of_active" in codes(answer)
    assert value(answer, "training_compute") == pytest.approx(6 * 671e9 * 14.8e12)


def test_a_missing_accelerator_is_assumed_and_said(asked: Ask) -> None:
    answer = asked("7B 1T")
    assert answer.accelerator.id == "h100-sxm"
    assert "accelerator_assumed" in codes(answer)


def test_a_precision_that_the_chip_lacks_is_refused_with_those_it_has(asked: Ask) -> None:
    with pytest.raises(RequestError, match="No fp8 peak of") as refusal:
        asked("7B 1T a100 fp8")
    assert "bf16" in refusal.value.hint


def test_missing_tokens_are_asked_for(asked: Ask) -> None:
    with pytest.raises(RequestError, match="number of training tokens"):
        asked("7B a100")


def test_an_unknown_price_gives_hours_without_dollars(asked: Ask) -> None:
    answer = asked("7B 1T maia100")
    assert answer.answer["compute_cost"] is None
    assert value(answer, "accelerator_hours") > 0
    assert "price_unknown" in codes(answer)


def test_electricity_follows_power_and_place(asked: Ask) -> None:
    """1,495,726 h × 400 W × 2.03 × 0.75 × 1.1 / 1000, on the French grid."""
    answer = asked(f"{WORKED} pue=1.1 grid=france")
    assert value(answer, "energy") == pytest.approx(1_495_726.4957 * 400 * 2.03 * 0.75 * 1.1 / 1000)
    intensity = next(step for step in answer.steps if step.name == "grid_intensity")
    assert isinstance(intensity.origin, Fact)
    assert value(answer, "emissions") == pytest.approx(value(answer, "energy") * intensity.value)


def test_nearest_runs_are_of_the_same_size_and_chip(asked: Ask) -> None:
    nearest = asked(WORKED).neighbours[0]
    assert nearest.run.model == "Llama-2-70B"
    assert nearest.mfu == pytest.approx(0.428, abs=0.001)


@pytest.mark.parametrize("name", ["training_compute", "accelerator_hours", "compute_cost", "energy", "emissions"])
def test_an_estimate_lies_inside_its_own_range(asked: Ask, name: str) -> None:
    quantity = asked("8B 15T 1024xh100").answer[name]
    assert quantity is not None
    assert quantity.low <= quantity.value <= quantity.high


def test_recomputation_is_the_hardwares_work_and_not_the_models(asked: Ask) -> None:
    """Llama 2 70B, full recompute: one more forward of the layers, 2 of every 6 FLOP, the output head left out."""
    plain, again = asked("llama-2-70b a100 mfu=0.4"), asked("llama-2-70b a100 mfu=0.4 recompute=full")
    assert value(again, "training_compute") == value(plain, "training_compute")
    assert plain.answer["hardware_compute"] is None
    assert value(again, "hardware_compute") / value(again, "training_compute") == pytest.approx(1.332, abs=0.002)


def test_attention_slows_a_hybrid_less_than_the_same_model_with_attention_in_every_layer(
    asked: Ask, catalogue: Catalogue
) -> None:
    hybrid = asked("qwen3.5-27b 1T h100 seq=128k")
    model = hybrid.run.model
    assert model
    assert model.shape
    every = replace(model.shape, attention_layers=model.shape.layers, linear_layers=0, linear_kind="")
    attentive = catalogue.with_model(replace(model, id="hf:all/attention", shape=every))
    slowed = ask("hf:all/attention 1T h100 seq=128k", attentive, datetime.date(2026, 11, 24))
    assert value(slowed, "mfu") < value(hybrid, "mfu")


@pytest.mark.parametrize(
    ("model", "trainable"), [("llama-2-7b", 39_976_960), ("mistral-7b", 41_943_040), ("llama-3.1-8b", 41_943_040)]
)
def test_adapters_are_counted_by_the_matrices_of_a_known_model(asked: Ask, model: str, trainable: int) -> None:
    # what PEFT prints as trainable parameters for rank 16 beside all seven matrices of a layer
    [adapters] = [step for step in asked(f"{model} 1B h100 lora").steps if step.name == "adapter_parameters"]
    assert adapters.value == trainable


@pytest.mark.parametrize(
    ("chip", "below", "above"), [("h200", 0.73, 0.74), ("gaudi3", 0.76, 0.77), ("gb200", 0.72, 0.73)]
)
def test_an_mfu_in_fp8_is_held_against_the_ceiling_in_fp8(asked: Ask, chip: str, below: float, above: float) -> None:
    assert "mfu_above_matmul_ceiling" not in codes(asked(f"70B 2T {chip} fp8 mfu={below}"))
    assert "mfu_above_matmul_ceiling" in codes(asked(f"70B 2T {chip} fp8 mfu={above}"))


def test_a_chip_without_a_16_bit_peak_has_its_precision_asked_for(asked: Ask) -> None:
    with pytest.raises(RequestError, match="No 16-bit peak of Microsoft Maia 200") as refusal:
        asked("70B 2T maia200")
    assert "`precision=fp8`" in refusal.value.hint
    assert asked("70B 2T maia200 precision=fp8").run.precision == "fp8"
