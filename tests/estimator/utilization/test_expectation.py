"""The MFU to expect: its direction with each driver, its factors and its range."""

import datetime
import math
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from estimator import Estimate, Request
from estimator.catalogue.catalogue import Catalogue
from estimator.compute.training import training_compute
from estimator.run.run import run_of
from estimator.utilization.expectation import expected_mfu
from estimator.utilization.features import Features, Practice
from estimator.utilization.fitted import Fitted, fitted_of
from estimator.utilization.of_run import features_of

Ask = Callable[[str], Estimate]

TODAY = datetime.date(2026, 11, 1)


@pytest.fixture(scope="module")
def fitted(catalogue: Catalogue) -> Fitted:
    return fitted_of(catalogue)


@pytest.fixture(scope="module")
def dense(catalogue: Catalogue) -> Features:
    return features(catalogue, Request(parameters=7e10, tokens=2e12, accelerator="h100-sxm", accelerators=1024))


def features(catalogue: Catalogue, request: Request) -> Features:
    run = run_of(request, catalogue, TODAY)
    return features_of(run, training_compute(run))


@pytest.mark.parametrize("practice", ["typical", "tuned", "step"])
@pytest.mark.parametrize(
    "text", [(7e10, 7e10, 1024), (6.71e11, 3.7e10, 2048), (1.24e8, 1.24e8, 8), (4e11, 4e11, 16384)]
)
def test_five_factors_between_zero_and_one_multiply_to_the_mfu(
    catalogue: Catalogue, fitted: Fitted, practice: Practice, text: tuple[float, float, int]
) -> None:
    total, active, count = text
    asked = Request(parameters=total, active_parameters=active, tokens=1e12, accelerator="h100-sxm", accelerators=count)
    expected = expected_mfu(replace(features(catalogue, asked), practice=practice), fitted)
    assert len(expected.factors) == 5
    assert all(0 < value <= 1 for value in expected.factors.values())
    assert math.prod(expected.factors.values()) == pytest.approx(expected.value)
    assert 0 < expected.low < expected.value < expected.high <= 1


def test_every_chip_and_precision_of_the_catalogue_stays_within_its_peak(catalogue: Catalogue, fitted: Fitted) -> None:
    for accelerator in catalogue.accelerators:
        for precision in set(accelerator.peak) & {"bf16", "fp16", "fp8", "fp4"}:
            asked = Request(
                parameters=8e9,
                tokens=1e11,
                accelerator=accelerator.id,
                precision=precision,
                accelerators=8,
                stack="tuned",
            )
            found = expected_mfu(features(catalogue, asked), fitted)
            assert 0 < found.value < 1, (accelerator.id, precision)
            assert all(0 < value <= 1 for value in found.factors.values()), (accelerator.id, precision)


def test_a_typical_run_keeps_less_than_a_tuned_one_and_is_less_sure(dense: Features, fitted: Fitted) -> None:
    tuned, typical = (expected_mfu(replace(dense, practice=practice), fitted) for practice in ("tuned", "typical"))
    assert typical.value < tuned.value
    assert typical.high / typical.low > tuned.high / tuned.low


def test_a_sparse_model_reaches_less_than_a_dense_one_of_its_active_size(dense: Features, fitted: Fitted) -> None:
    sparse = replace(dense, parameters=10 * dense.active_parameters, routed_copies=8)
    assert expected_mfu(sparse, fitted).factors["mfu_balance"] < expected_mfu(dense, fitted).factors["mfu_balance"]


def test_kernels_get_better_each_year_on_an_old_chip_too(catalogue: Catalogue, fitted: Fitted) -> None:
    run = features(catalogue, Request(parameters=7e10, tokens=2e12, accelerator="a100", accelerators=1024))
    early, late = (expected_mfu(replace(run, year=year), fitted).factors["mfu_kernels"] for year in (2024.5, 2026.5))
    assert late > 1.03 * early


def test_a_token_that_goes_to_more_experts_waits_longer(dense: Features, fitted: Fitted) -> None:
    sparse = replace(dense, parameters=10 * dense.active_parameters)
    coarse, fine = (
        expected_mfu(replace(sparse, routed_copies=copies), fitted).factors["mfu_balance"] for copies in (1, 8)
    )
    assert fine < coarse - 0.05


def test_a_mixture_of_many_small_experts_keeps_less_than_one_of_few_large_ones(asked: Ask) -> None:
    # Mixtral sends a token to two experts of 14,336 features, Qwen3 to eight of 768
    few, many = (asked(f"{model} 1T 64xh100 seq=4096") for model in ("mixtral-8x7b", "qwen3-30b-a3b"))
    balance = {step.name: step.value for step in few.steps}["mfu_balance"]
    assert {step.name: step.value for step in many.steps}["mfu_balance"] < balance - 0.1


def test_experts_spread_over_many_accelerators_so_that_no_matrix_is_shared(asked: Ask) -> None:
    steps = {step.name: step.value for step in asked("1T-A32B 15T 1024xgb200 stack=tuned").steps}
    assert steps["tensor_exchange"] == 0


def test_fewer_tokens_for_each_accelerator_cost_communication(dense: Features, fitted: Fitted) -> None:
    few, many = (replace(dense, batch_tokens=4e6, accelerators=count) for count in (512, 16384))
    assert (
        expected_mfu(many, fitted).factors["mfu_communication"] < expected_mfu(few, fitted).factors["mfu_communication"]
    )


def test_one_node_waits_for_no_other(dense: Features, fitted: Fitted) -> None:
    node, two = (replace(dense, parameters=1e9, accelerators=count, batch_tokens=1e6 * count) for count in (8, 16))
    one = expected_mfu(node, fitted).factors["mfu_communication"]
    assert one > 0.95
    assert expected_mfu(two, fitted).factors["mfu_communication"] < one - 0.05


def test_full_recomputation_costs_most_of_a_forward_pass(dense: Features, fitted: Fitted) -> None:
    # between the whole of one, 3/4, and the 0.82 that InternEvo kept with micro-batches four times as large
    without, full = (expected_mfu(replace(dense, repeated_forward=share), fitted) for share in (0.0, 1.0))
    assert 0.75 <= full.factors["mfu_recomputation"] <= 0.82
    assert full.factors["mfu_recomputation"] < without.factors["mfu_recomputation"] == 1


def test_uptime_falls_with_accelerators_and_length(dense: Features, fitted: Fitted) -> None:
    day = expected_mfu(replace(dense, accelerators=8, tokens=1e9), fitted).factors["mfu_uptime"]
    months = expected_mfu(replace(dense, accelerators=16384, tokens=1.5e13), fitted).factors["mfu_uptime"]
    assert day > 0.999
    assert 0.75 < months < 0.95


def test_a_steady_step_loses_nothing_to_failures(dense: Features, fitted: Fitted) -> None:
    step = expected_mfu(replace(dense, practice="step", accelerators=16384), fitted)
    assert step.factors["mfu_uptime"] == 1


def test_a_lower_precision_is_faster_but_by_less_than_its_peak(dense: Features, fitted: Fitted) -> None:
    eight = replace(dense, chip=replace(dense.chip, precision="fp8", peak=2 * dense.chip.peak))
    speed = 2 * expected_mfu(eight, fitted).value / expected_mfu(dense, fitted).value
    assert 1 < speed < 2


def test_a_lower_precision_is_not_slower_where_attention_takes_nearly_all(catalogue: Catalogue, fitted: Fitted) -> None:
    for accelerator in catalogue.accelerators:
        sixteen = accelerator.peak.get("bf16")
        for precision in {"fp8", "fp4"} & set(accelerator.peak):
            if sixteen is None or accelerator.peak[precision].value <= sixteen.value:
                continue
            slow, fast = (
                accelerator.peak[name].value * expected_mfu(long_context(catalogue, accelerator.id, name), fitted).value
                for name in ("bf16", precision)
            )
            assert fast >= slow, (accelerator.id, precision)


def long_context(catalogue: Catalogue, accelerator: str, precision: str) -> Features:
    said = Request(
        parameters=7e10,
        tokens=2e12,
        accelerator=accelerator,
        accelerators=64,
        sequence_length=2**20,
        precision=precision,
    )
    return features(catalogue, said)


def test_experts_that_leave_the_domain_of_fast_links_cost_communication(asked: Ask) -> None:
    # 671B in 16 bit with gradients is more than 8 B200 hold, and less than the 72 of a rack of GB200
    apart, together = (
        {step.name: step.value for step in asked(f"671B-A37B 1T 256x{chip} precision=fp8 stack=tuned").steps}
        for chip in ("b200", "gb200")
    )
    assert apart["mfu_communication"] < together["mfu_communication"] - 0.05
    assert together["expert_exchange"] == 0 < apart["expert_exchange"]


def test_a_small_fine_tune_is_padded_and_unsure(dense: Features, fitted: Fitted) -> None:
    small, large = (replace(dense, method="finetune", tokens=tokens) for tokens in (5e7, 5e9))
    assert expected_mfu(small, fitted).factors["mfu_balance"] < expected_mfu(large, fitted).factors["mfu_balance"]
    assert width(small, fitted) > width(large, fitted)


@pytest.mark.parametrize("change", [{"identifier": "never-heard-of"}, {}])
def test_what_nothing_was_measured_on_has_a_wider_range(
    dense: Features, fitted: Fitted, change: dict[str, str]
) -> None:
    strange = replace(dense, chip=replace(dense.chip, **change)) if change else replace(dense, stack="axolotl")
    assert width(strange, fitted) > width(dense, fitted)


def test_a_measured_code_base_is_slower_than_the_maker_s_own(dense: Features, fitted: Fitted) -> None:
    assert expected_mfu(replace(dense, stack="deepspeed"), fitted).value < expected_mfu(dense, fitted).value
    assert expected_mfu(replace(dense, stack="megatron"), fitted).value == expected_mfu(dense, fitted).value


def test_the_hours_do_not_depend_on_how_the_answer_counts_work(dense: Features, fitted: Fitted) -> None:
    six, exact = (expected_mfu(replace(dense, counted_flop=flop), fitted).value / flop for flop in (4.2e11, 4.5e11))
    assert six == pytest.approx(exact)


def width(run: Features, fitted: Fitted) -> float:
    found = expected_mfu(run, fitted)
    return found.high / found.low


def test_a_method_that_adds_work_adds_hours(asked: Ask) -> None:
    # DPO passes the reference model too: 8 FLOP for each parameter and token where a fine-tune takes 6
    for model in ("llama-3-8b 1B", "qwen3-30b-a3b 1B", "8B 1B"):
        hours = {
            method: asked(f"{model} {method} 8xh100").answer["accelerator_hours"].value
            for method in ("dpo", "finetune")
        }
        assert hours["dpo"] / hours["finetune"] == pytest.approx(4 / 3, rel=0.03)


def test_a_stack_that_nothing_was_measured_of_says_so_and_widens_the_range(asked: Ask) -> None:
    usual, measured, unmeasured = (asked(f"70B 2T h100{stack}") for stack in ("", " stack=megatron", " stack=axolotl"))
    codes = [{doubt.code for doubt in found.doubts} for found in (usual, measured, unmeasured)]
    assert [("stack_not_measured" in found) for found in codes] == [False, False, True]
    width = [found.answer["mfu"].high / found.answer["mfu"].low for found in (usual, unmeasured)]
    assert width[1] > width[0]


def test_a_measured_stack_moves_the_mfu_and_a_later_year_raises_it(asked: Ask) -> None:
    assert asked("70B 2T h100 stack=deepspeed").answer["mfu"].value < asked("70B 2T h100").answer["mfu"].value
    assert asked("70B 2T h100 year=2023").answer["mfu"].value < asked("70B 2T h100 year=2025").answer["mfu"].value
