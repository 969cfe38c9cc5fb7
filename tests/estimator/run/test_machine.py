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
