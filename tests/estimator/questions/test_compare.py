"""Comparisons as they are typed: which requests they make, and which of them is best."""

import json
import re
from collections.abc import Callable

import pytest

from estimator.errors import RequestError
from estimator.questions.question import Answered
from estimator.render.report_page import report_text

Ask = Callable[[str], Answered]
A100, H100, MI300X = "70B 2T a100-80gb-sxm", "70B 2T h100-sxm", "70B 2T mi300x"


def rows(found: Answered) -> list[str]:
    return [row["text"] for row in found.data()["rows"]]


def codes(found: Answered) -> list[str]:
    return [warning["code"] for warning in found.data()["warnings"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70B 2T on a100 vs h100 vs mi300x", [A100, H100, MI300X]),
        ("70B 2T a100 vs h100 and mi300x", [A100, H100, MI300X]),
        ("70B 2T a100 vs h100,mi300x", [A100, H100, MI300X]),
        ("70B, 2T, a100, h100 or mi300x", [A100, H100, MI300X]),
        ("70B 2T a100 versus h100", [A100, H100]),
        ("70B 2T a100 with h100", [A100, H100]),
        ("the cost of 70B 2T on a100 compared to h100", [A100, H100]),
        ("a100 and h100 for 70B 2T", [A100, H100]),
        ("between a100 and h100 for 70B 2T", [A100, H100]),
        ("70B 2T on a100 vs. h100", [A100, H100]),
        ("70,000,000,000 2T a100 vs h100", [A100, H100]),
        ("70B 2T a100 vs a100 vs h100", [A100, H100]),
        ("70B 2T a100 mfu=0.3 vs 0.4", [f"{A100} mfu=0.3", f"{A100} mfu=0.4"]),
        ("70B 2T a100 mfu=0.3 and 0.4", [f"{A100} mfu=0.3", f"{A100} mfu=0.4"]),
        ("70B 2T a100 mfu=0.3 vs 0.4 h100", [f"{A100} mfu=0.3", f"{H100} mfu=0.4"]),
        ("70B 2T a100 batch=4M vs 8M", [f"{A100} batch=4M", f"{A100} batch=8M"]),
        ("70B 2T a100 budget=$3M vs $4M", [f"{A100} budget=3000000", f"{A100} budget=4000000"]),
        ("70B 2T a100 seq=4k vs 32k", [f"{A100} seq=4096", f"{A100} seq=32768"]),
        ("70B 2T 1024xa100 vs 2048", ["70B 2T 1024xa100-80gb-sxm", "70B 2T 2048xa100-80gb-sxm"]),
        ("70B 2T 1024xa100 vs 512xh100", ["70B 2T 1024xa100-80gb-sxm", "70B 2T 512xh100-sxm"]),
        ("70B 2T a100 spot vs on-demand", [f"{A100} billing=spot", f"{A100} billing=on-demand"]),
        ("70B 2T a100 vs 4T", [A100, "70B 4T a100-80gb-sxm"]),
        ("70B 2T a100 vs 13B", [A100, "13B 2T a100-80gb-sxm"]),
        ("7B vs 13B on 2T with a100", ["7B 2T a100-80gb-sxm", "13B 2T a100-80gb-sxm"]),
        ("7B vs 13B, 2T, a100", ["7B 2T a100-80gb-sxm", "13B 2T a100-80gb-sxm"]),
        ("llama-2-70b a100 vs 1T", ["llama-2-70b a100-80gb-sxm", "llama-2-70b 1T a100-80gb-sxm"]),
        ("llama-2-70b a100 vs 70B 2T", ["llama-2-70b a100-80gb-sxm", A100]),
        ("70B 2T a100 vs llama-2-70b", [A100, "llama-2-70b 2T a100-80gb-sxm"]),
        ("llama-2-70b and llama-3-70b on h100", ["llama-2-70b h100-sxm", "llama-3-70b h100-sxm"]),
        ("70B 2T a100 price=1 vs h100", [f"{A100} price=1", H100]),
        ("70B 2T a100 price=1 vs 2", [f"{A100} price=1", f"{A100} price=2"]),
        ("70B 2T a100 vs 13B 1T h100 mfu=0.5", [A100, "13B 1T h100-sxm mfu=0.5"]),
        ("70B 2T a100 x3 epochs vs 4T", ["70B tokens=2T epochs=3 a100-80gb-sxm", "70B 4T a100-80gb-sxm"]),
    ],
)
def test_each_side_is_a_request_of_its_own(answered: Ask, text: str, expected: list[str]) -> None:
    assert rows(answered(f"compare {text}")) == expected


@pytest.mark.parametrize("text", [A100, f"{H100} mfu=0.4", "llama-2-70b"])
def test_a_single_request_is_compared_with_the_usual_accelerators(answered: Ask, text: str) -> None:
    found = rows(answered(f"compare {text}"))
    assert len(found) == len(set(found)) == 6
    assert all("mi300x" in row or "mfu" not in text or "mfu=0.4" in row for row in found)


def test_a_peak_typed_for_one_accelerator_is_not_that_of_the_usual_others(answered: Ask) -> None:
    first, second = (row["answer"] for row in answered("compare 70B 2T a100 mfu=0.4 peak=300").data()["rows"][:2])
    # 6 × 70e9 × 2e12 FLOP at 0.4 of 300 and of 989.4 TFLOP/s
    assert first["accelerator_hours"]["value"] == pytest.approx(8.4e23 / (0.4 * 300e12 * 3600))
    assert second["accelerator_hours"]["value"] == pytest.approx(8.4e23 / (0.4 * 989.4e12 * 3600), rel=1e-3)


def test_a_row_typed_as_an_estimate_gives_the_same_answer(answered: Ask) -> None:
    for row in answered("compare llama-2-70b 512xa100 mfu=0.3 grid=france vs 0.4 vs h100 spot").data()["rows"]:
        assert answered(row["text"]).data()["answer"] == row["answer"]


def test_the_best_of_each_is_the_row_with_the_least(answered: Ask) -> None:
    found = answered("compare 70B 2T 1024xa100 grid=france vs 2048xa100 vs 512xh100 price=9 grid=poland").data()
    answers = {row["label"]: row["answer"] for row in found["rows"]}
    assert len(answers) == 3
    for best, name in (("cost", "compute_cost"), ("time", "wall_clock"), ("emissions", "emissions")):
        assert found["best"][best] == min(answers, key=lambda label: answers[label][name]["value"])
    assert len(set(found["best"].values())) > 1


def test_labels_differ_and_say_what_differs(answered: Ask) -> None:
    labels = [row["label"] for row in answered("compare 70B 2T a100 vs a100 mfu=0.5 vs h100").data()["rows"]]
    assert len(set(labels)) == 3
    assert "mfu=0.5" in labels[1]
    assert "A100" in labels[1]
    assert "H100" in labels[2]


def test_the_form_is_the_contracts(answered: Ask) -> None:
    found = json.loads(json.dumps(answered(f"compare {A100} vs h100").data(), allow_nan=False))
    assert set(found) == {"version", "as_of", "question", "warnings", "rows", "best"}
    assert found["question"] == "compare"
    assert found["as_of"] == "2026-11-24"
    assert all(set(row) == {"label", "text", "answer"} for row in found["rows"])
    assert set(found["rows"][0]["answer"]["compute_cost"]) == {"value", "unit", "low", "high"}
    assert set(found["best"]) == {"cost", "time", "emissions"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{A100} vs h100 mfu=0.5 share", "not_used"),
        (f"{A100} mfu=0.5 vs h100", "mfu_carried_over"),
        (f"{A100} price=1 vs h100", "price_not_carried_over"),
        (f"{A100} vs h100 vs h200 vs b200 vs mi300x vs gb200 vs mi325x", "left_out"),
        (f"{H100} fp8 vs a100", "left_out"),
    ],
)
def test_what_a_reader_must_know_is_a_warning(answered: Ask, text: str, code: str) -> None:
    found = answered(f"compare {text}")
    assert code in codes(found)
    assert next(warning["message"] for warning in found.data()["warnings"]) in " ".join(
        report_text(found.report()).split()
    )


def test_a_price_of_each_side_is_no_warning(answered: Ask) -> None:
    assert "price_not_carried_over" not in codes(answered(f"compare {A100} price=1 vs h100 price=2"))


@pytest.mark.parametrize("name", ["h10", "70B 2T h10"])
def test_a_word_that_cannot_be_read_is_named_with_its_place(answered: Ask, name: str) -> None:
    text = f"{A100} vs {name} vs h100"
    with pytest.raises(RequestError, match="h100") as caught:
        answered(f"compare {text}")
    assert caught.value.span
    assert text[slice(*caught.value.span)] == "h10"


@pytest.mark.parametrize("text", ["", "vs", "a100, h100", "vs h100", ",", "and", "70B 2T a100 vs nonsense"])
def test_what_cannot_be_compared_is_refused_with_a_way_out(answered: Ask, text: str) -> None:
    with pytest.raises(RequestError) as caught:
        answered(f"compare {text}")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "compare 70B 2T a100 mfu=0.3 vs 0.4",
            r"Cheapest, fastest and least CO2e: mfu=0.4, 25 % below the next",
        ),
        (
            "compare 70B 2T 1024xh100 vs 1024xa100",
            r"Cheapest.*: H100 80GB SXM5, .* below the next \(ranges overlap\)",
        ),
        ("compare 7B 1T 512xh100 vs 512xh100 price=2", r"Cheapest: price=2, 32 % below the next"),
    ],
)
def test_who_wins_on_cost_time_and_carbon_is_said_with_how_sure(
    answered: Callable[[str], Answered], text: str, title: str
):
    assert re.fullmatch(title, answered(text).report().title)
