"""Backtests of small tables made here."""

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.evaluation.backtest import Outcome, backtest, score
from estimator.evaluation.rows import real_run
from estimator.render.backtest import as_json, as_text

LLAMA = {
    "id": "llama2-70b",
    "params_total": "69e9",
    "params_active": "69e9",
    "tokens": "2e12",
    "hardware": "A100-80GB-SXM",
    "precision": "bf16",
    "device_hours": "1720320",
    "date": "2023-07",
}
STEP = {
    "model": "7B",
    "params": "6.7e9",
    "params_active": "6.7e9",
    "seq_len": "2048",
    "hardware": "A100-80GB-SXM",
    "n_devices": "8",
    "precision": "bf16",
    "tokens_per_s_per_device": "3800",
}


def test_a_published_run_is_predicted_with_a_range(catalogue: Catalogue) -> None:
    (outcome,) = backtest([LLAMA], catalogue).outcomes
    assert outcome.practice == "typical"
    assert outcome.low < outcome.hours < outcome.high
    assert outcome.by_formula == pytest.approx(6 * 69e9 * 2e12 / (312e12 * 3600))


def test_mlperf_rows_are_tuned_and_throughput_rows_are_steps(catalogue: Catalogue) -> None:
    found = backtest([{**LLAMA, "id": "mlperf-v5.0-x"}, STEP], catalogue)
    assert [outcome.practice for outcome in found.outcomes] == ["tuned", "step"]
    assert set(found.scores) == {"tuned", "step"}


def test_a_row_that_names_a_model_has_its_shape_unless_its_size_is_another(catalogue: Catalogue) -> None:
    row = {**STEP, "model": "Qwen3_30B_a3B", "params": "30.5e9", "params_active": "3.3e9"}
    named, renamed, larger = (
        real_run({**row, **other}, catalogue).features for other in ({}, {"model": "ours"}, {"params": "60e9"})
    )
    assert (named.layers, named.width, named.routed_copies) == (48, 2048, 8)
    assert (renamed.layers, renamed.width) == (larger.layers, larger.width) != (48, 2048)


def test_a_row_of_one_of_two_precisions_lies_between_them(catalogue: Catalogue) -> None:
    peaks = [
        real_run({**STEP, "hardware": "B200", "precision": said}, catalogue).features.chip.peak
        for said in ("fp8", "fp8 or nvfp4", "nvfp4")
    ]
    assert peaks[0] < peaks[1] < peaks[2]
    assert peaks[1] ** 2 == pytest.approx(peaks[0] * peaks[2])


def test_a_step_of_a_million_tokens_has_the_reported_speed(catalogue: Catalogue) -> None:
    (outcome,) = backtest([STEP], catalogue).outcomes
    assert outcome.reported == pytest.approx(1e6 / 3800 / 3600)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"hardware": "abacus"}, "I don't know the accelerator"),
        ({"device_hours": ""}, "no parameters, or neither"),
        ({"tokens": "many"}, "no number"),
        ({"clean": "C"}, "class C"),
        ({"architecture": "encoder-decoder"}, "an encoder"),
    ],
)
def test_rows_that_cannot_be_used_are_listed_with_the_reason(
    catalogue: Catalogue, change: dict[str, str], reason: str
) -> None:
    found = backtest([LLAMA, {**LLAMA, "id": "other", **change}], catalogue)
    assert len(found.outcomes) == 1
    assert found.skipped[0][0] == "other"
    assert reason in found.skipped[0][1]


def test_a_remark_behind_the_accelerator_is_no_part_of_its_name(catalogue: Catalogue) -> None:
    remarked = backtest([{**LLAMA, "hardware": "A100-80GB-SXM (two clusters)"}], catalogue)
    assert remarked.outcomes == backtest([LLAMA], catalogue).outcomes


@pytest.mark.parametrize(
    ("written", "precision"),
    [("int8 (AQT)", "int8"), ("mixed", "bf16"), ("bf16/fp8", "fp8"), ("nvfp4", "fp4"), ("", "bf16"), ("fp16", "fp16")],
)
def test_precisions_are_read_as_tables_write_them(catalogue: Catalogue, written: str, precision: str) -> None:
    assert real_run({**LLAMA, "hardware": "B200", "precision": written}, catalogue).features.chip.precision == precision


def test_the_practice_can_be_chosen_for_all_rows(catalogue: Catalogue) -> None:
    typical, tuned = (backtest([LLAMA], catalogue, stack).outcomes[0] for stack in ("typical", "tuned"))
    assert tuned.practice == "tuned"
    assert tuned.hours < typical.hours


def test_the_score_counts_what_lies_within_and_beside_the_formula() -> None:
    near = Outcome("near", "typical", hours=110, low=80, high=150, reported=100, by_formula=40)
    far = Outcome("far", "typical", hours=50, low=40, high=80, reported=100, by_formula=50)
    found = score([near, far])
    assert (found.within_close, found.inside_range) == (0.5, 0.5)
    assert found.median_error == pytest.approx(0.3)
    assert found.constants[0.5] == pytest.approx((0.2 + 0) / 2)
    assert found.best_constant[1] <= found.constants[0.4]


def test_a_table_without_a_usable_row_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(RequestError, match="no row that I can use"):
        backtest([{"colour": "red"}], catalogue)


def test_the_report_names_each_run_and_the_score(catalogue: Catalogue) -> None:
    found = backtest([LLAMA], catalogue)
    assert "llama2-70b" in as_text(found)
    assert "median error" in as_text(found)
    assert as_json(found)["summary"]["typical"]["runs"] == 1
