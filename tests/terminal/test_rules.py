"""`llmcost set`, `settings` and `observe … save`: one's own defaults and measured runs in a local file."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal.main import run
from tests.terminal.test_saved import said as said  # noqa: PLC0414 - a fixture

Said = Callable[..., tuple[int, str, str]]
ASKED = "70B 2T 1024xh100"


def mfu(said: Said, text: str = ASKED) -> float:
    value: float = json.loads(said(text, "--json")[1])["answer"]["mfu"]["value"]
    return value


def test_a_price_that_was_set_is_taken_listed_and_unset(said: Said) -> None:
    assert said("set price h100=2.10 until=2099-06-30")[0] == 0
    assert "at $2.10" in said(ASKED)[1]
    assert said("settings")[1].startswith("price h100-sxm=2.1 until=2099-06-30\t")
    assert "Unset price h100-sxm" in said("set price h100=")[1]
    assert "at $2.10" not in said(ASKED)[1]
    status, _, complaint = said("set price h100=")
    assert (status, "is not set" in complaint) == (2, True)
    assert "Nothing is set" in said("settings")[1]


def test_what_was_saved_before_a_run_is_held_to_what_is_measured(said: Said) -> None:
    said(f"save plan {ASKED} mfu=40%")
    said(f"save other {ASKED} mfu=40%".replace("h100", "a100"))
    status, shown, told = said(f"observe {ASKED} mfu=50%", "--json")
    assert (status, json.loads(shown)["question"]) == (0, "observe")
    assert "plan, saved on" in told
    assert "expected an MFU of 40 %: 20 % fewer hours." in told
    assert "other" not in told


def test_a_measured_run_that_was_saved_is_leant_on(said: Said) -> None:
    before = mfu(said)
    status, shown, kept = said("observe 13B 1T 512xh100 mfu=55% save")
    assert (status, "MFU 55 %" in shown, "Kept 13B 1T 512xh100-sxm" in kept) == (0, True, True)
    assert mfu(said) > before
    assert mfu(said, f"{ASKED} stack=typical") == before
    assert "measured 13B 1T 512xh100-sxm" in said("settings")[1]
    assert said("observe 13B 1T 512xh100 save")[0] == 2


def test_an_observation_without_save_is_not_kept(said: Said) -> None:
    before = mfu(said)
    assert said("observe 13B 1T 512xh100 mfu=55%")[0] == 0
    assert mfu(said) == before


def test_a_batch_takes_what_is_set(said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said("set price h100=1.23")
    (tmp_path / "lines").write_text(f"{ASKED}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out := io.BytesIO()))
    assert run(["batch", str(tmp_path / "lines")]) == 0
    assert json.loads(out.getvalue())["answer"]["price"]["value"] == 1.23


@pytest.mark.parametrize(
    "text", ["set", "set price h100", "settings all", "set mfu h100=200%", "set visibility=channel"]
)
def test_what_cannot_be_set_is_said_in_a_line(said: Said, text: str) -> None:
    status, _, complaint = said(text)
    assert status == 2
    assert complaint.startswith("llmcost: ")
