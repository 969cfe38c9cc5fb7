"""The machine of a request: its peak, and peaks that are not what they seem."""

from collections.abc import Callable

import pytest

from estimator import Estimate


def codes(estimate: Estimate) -> set[str]:
    return {doubt.code for doubt in estimate.doubts}


@pytest.mark.parametrize(
    ("text", "peak"), [("peak=312", 312e12), ("peak=312TFLOP/s", 312e12), ("peak=0.312PF", 312e12)]
)
def test_a_peak_is_read_in_its_unit(asked: Callable[[str], Estimate], text: str, peak: float) -> None:
    steps = asked(f"70B 2T a100 mfu=0.5 {text}").steps
    assert next(step.value for step in steps if step.name == "peak_throughput") == pytest.approx(peak)


def test_a_sparse_peak_is_doubted_with_the_dense_one(asked: Callable[[str], Estimate]) -> None:
    answer = asked("70B 2T h100 peak=1979")
    assert "sparse_peak" in codes(answer)
    assert "989.4" in next(doubt.message for doubt in answer.doubts if doubt.code == "sparse_peak")


def test_the_dense_peak_raises_no_doubt(asked: Callable[[str], Estimate]) -> None:
    assert not codes(asked("70B 2T h100 peak=990")) & {"sparse_peak", "peak_unlike_catalogue"}


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("deepseek-v3 2048xh800", "fp8"),
        ("deepseek-v3 2048xh800 precision=bf16", "bf16"),
        ("deepseek-v3 2048xa100", "bf16"),
        ("deepseek-v3 1B lora 64xh800", "bf16"),
        ("llama-3-8b 64xh100", "bf16"),
    ],
)
def test_a_named_model_is_trained_in_its_own_precision_where_nobody_says_another(
    asked: Callable[[str], Estimate], text: str, precision: str
) -> None:
    answer = asked(text)
    assert answer.run.precision == precision
    assert ("precision_assumed" in codes(answer)) == (precision == "fp8")


def test_the_note_names_the_model_and_the_word_that_changes_it(asked: Callable[[str], Estimate]) -> None:
    notes = [doubt.message for doubt in asked("deepseek-v3 2048xh800").doubts if doubt.code == "precision_assumed"]
    assert notes == ["In FP8, as DeepSeek-V3 was trained (`precision=bf16` for 16 bits)."]
