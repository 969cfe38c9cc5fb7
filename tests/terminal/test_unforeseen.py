"""Whatever goes wrong is one line and one status, never a traceback, and no line takes others along."""

import json
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import terminal.batch
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import EstimatorError, InternalError
from estimator.language.options import KEYS
from estimator.unforeseen import internal
from terminal.batch import Answers
from terminal.main import run

SECRET = "zanzibar"


def fails(*_: object, **__: object) -> None:
    raise ZeroDivisionError(f"about {SECRET}")


@pytest.fixture
def failing_on_7b(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = terminal.batch.answer

    def fails_on_7b(line: str, *rest: object, **options: object) -> object:
        return (fails if "7B" in line else answered)(line, *rest, **options)

    monkeypatch.setattr("terminal.batch.answer", fails_on_7b)


@pytest.mark.usefixtures("failing_on_7b")
def test_a_line_that_raises_what_nobody_foresaw_is_that_lines_error_and_the_rest_goes_on(
    catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, all_answered = Answers(catalogue)([b"8B 1T h100", b"7B 1T h100", b"70B 2T a100"])
    rows = [json.loads(line) for line in lines.splitlines()]
    assert ["answer" in row for row in rows] == [True, False, True]
    assert rows[1]["error"]["code"] == "internal"
    assert "reference" in rows[1]["error"]["message"]
    assert not all_answered
    logged = capsys.readouterr().err
    assert "ZeroDivisionError at test_unforeseen.py" in logged
    assert SECRET not in logged + str(rows[1])
    assert "7B" not in logged


def test_a_command_that_raises_what_nobody_foresaw_ends_with_one_line_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("terminal.answer.answered", fails)
    assert run(["70B 2T a100"]) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("llmcost: Something went wrong inside llmcost (reference ")
    assert written.err.count("\n") == 1
    assert SECRET not in written.err


def test_a_fault_in_our_own_code_that_speaks_in_sentences_is_unforeseen_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def confuses(*_: object, **__: object) -> None:
        raise EstimatorError("Two different quantities are named adapter_parameters.")

    monkeypatch.setattr("terminal.answer.answered", confuses)
    assert run(["70B 2T a100"]) == 1
    assert "adapter_parameters" not in capsys.readouterr().err


def caught(how: str) -> InternalError:
    try:
        return {"divide": lambda: 1 // 0, "look up": lambda: {}["x"]}[how]()
    except (ZeroDivisionError, KeyError) as error:
        return internal(error)


def test_the_same_fault_has_the_same_reference_and_another_fault_another() -> None:
    assert caught("divide").reference == caught("divide").reference
    assert caught("divide").reference != caught("look up").reference


PIECES = st.sampled_from(
    [
        *(
            "70B",
            "2T",
            "8xh100",
            "1000000xgb200",
            "a100",
            "tpu-v5p",
            "v5p-128",
            "llama-2-70b",
            "qwen3-30b-a3b",
            "671B-A37B",
        ),
        *("5e-324", "1e-300", "1e308", "1e999", "nan", "0", "-1", "1T", "693T", "1.199M", "4.11e3B", "½", "٣", "🦙"),
        *(
            "lora",
            "dpo",
            "fp4",
            "tf32",
            "spot",
            "aws",
            "france",
            "share",
            "x3 epochs",
            "in 30 days",
            "$3M",
            "$2/h",
            "%",
        ),
        *(f"{key}=" for key in sorted(KEYS)),
    ]
)
AMOUNTS = st.floats(allow_nan=True, allow_infinity=True).map(str)
LINES = (
    st.lists(PIECES | AMOUNTS, max_size=9).map(" ".join)
    | st.builds("70B 2T 8xh100 {}={}{}".format, st.sampled_from(sorted(KEYS)), AMOUNTS, st.sampled_from("dBT%"))
    | st.text(max_size=60)
    | st.text(string.printable, max_size=60)
)


@settings(max_examples=600, deadline=None)
@given(line=LINES)
@example(line="4.11e3B 3007B a100 deadline=5e-324d")
@example(line="1.199M 0.0166B v5p-128 epochs=5e-324")
@example(line="693T 0.758T v5p-128 batch=5e-324")
@example(line="1T 1T a100 mfu=1e-300")
@example(line="PRICES")
def test_any_line_is_one_object_and_none_is_a_surprise(few_answers: Answers, line: str) -> None:
    text, answered = few_answers([line.encode(errors="replace")])
    row = json.loads(text)
    assert text.count(b"\n") == 1
    assert ("error" not in row) == answered
    assert row.get("error", {}).get("code") not in {"internal", "out_of_range"}


@pytest.fixture(scope="module")
def few_answers(catalogue: Catalogue) -> Answers:
    return Answers(catalogue)
