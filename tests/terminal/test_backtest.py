"""`llmcost backtest` and `llmcost accuracy` as their users start them."""

import csv
import json
from pathlib import Path

import pytest

from terminal.main import run

ROW = {
    "id": "a-run",
    "params_active": "7e9",
    "tokens": "1e12",
    "hardware": "A100-80GB-SXM",
    "device_hours": "80000",
    "unknown column": "is ignored",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "runs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ROW)
        writer.writeheader()
        writer.writerows([ROW, {**ROW, "id": "mlperf-run"}, {**ROW, "id": "no-hours", "device_hours": ""}])
    return path


def test_a_table_is_backtested_with_its_scores_and_the_rows_left_out(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["backtest", str(table)]) == 0
    printed = capsys.readouterr().out
    assert "published runs: 1 runs" in printed
    assert "tuned runs (MLPerf): 1 runs" in printed
    assert "left out: no-hours: " in printed


def test_a_terminal_shows_the_same_runs_and_scores(
    table: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["backtest", str(table)]) == 0
    printed = capsys.readouterr().out
    assert "mlperf-run" in printed
    assert "published runs: 1 runs" in printed


def test_json_holds_rows_and_summary(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backtest", "--json", str(table)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in found["rows"]] == ["a-run", "mlperf-run"]
    assert found["summary"]["typical"]["runs"] == 1
    assert found["skipped"][0]["name"] == "no-hours"


@pytest.mark.parametrize("content", [b"", b"colour\nred\n", b"\xff\xfe"])
def test_a_file_without_a_usable_row_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "runs.csv"
    path.write_bytes(content)
    assert run(["backtest", str(path)]) == 2
    assert capsys.readouterr().err.startswith("llmcost: ")


def test_a_missing_file_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backtest", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_accuracy_prints_the_scores_or_their_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["accuracy"]) == 0
    assert "not verified by the MLCommons" in capsys.readouterr().out
    assert run(["accuracy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"][0]["runs"] > 0


def test_accuracy_drops_no_word_silently(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["accuracy", "h100"]) == 2
    assert "h100" in capsys.readouterr().err
