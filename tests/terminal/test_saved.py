"""`llmcost save`, `list`, `show`, `delete`: estimates of one's own in a local file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service.folder import SAVED_FILE
from terminal.main import run

Said = Callable[..., tuple[int, str, str]]
WORKED = "70B 2T a100 mfu=0.5"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    monkeypatch.setenv("LLMCOST_FOLDER", str(tmp_path))

    def say(*words: str) -> tuple[int, str, str]:
        status = run(words)
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return say


def test_what_is_saved_is_listed_and_shown_as_it_is_answered_today(said: Said) -> None:
    assert said("save", "Big", *WORKED.split())[0] == 0
    _, listed, _ = said("list")
    assert listed.startswith("big\t$2.69M")
    status, shown, _ = said("show", "big")
    assert status == 0
    assert shown.startswith("big, version 1")
    assert "$2,692,308" in shown or "$2.69M" in shown


def test_show_takes_the_forms_of_an_answer_and_list_prints_json(said: Said) -> None:
    said(f"save big {WORKED}")
    assert json.loads(said("show big", "--json")[1])["answer"]["compute_cost"]["value"] == pytest.approx(2692307.7)
    [one] = json.loads(said("list", "--json")[1])
    assert (one["name"], one["number"]) == ("big", 1)
    assert "70B 2T a100" in one["text"]


def test_taken_name_is_refused_without_replace(said: Said) -> None:
    said(f"save big {WORKED}")
    status, _, complaint = said("save big 70B 2T h100")
    assert status == 2
    assert "--replace" in complaint
    assert said("save big 70B 2T h100", "--replace")[0] == 0
    assert "H100" in said("show big")[1]


def test_every_version_is_kept_and_can_be_restored_after_a_delete(said: Said) -> None:
    said(f"save big {WORKED}")
    said("save big 70B 2T h100", "--replace")
    assert said("delete big")[0] == 0
    assert "Nothing is saved" in said("list")[1]
    assert [line.split("\t")[0] for line in said("show big", "--history")[1].splitlines()] == ["3", "2", "1"]
    assert said("show big", "--restore", "1")[0] == 0
    assert "$2.69M" in said("list")[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("save", "needs a name"),
        ("save big", "needs an estimate"),
        ("save two/words 70B 2T a100", "cannot be a name"),
        ("save big nonsense", "nonsense"),
        ("show never", "Nothing is saved here as `never`"),
        ("delete never", "Nothing is saved here as `never`"),
        ("show never --history", "Nothing is saved here as `never`"),
        ("show never --restore 1", 'no version "1"'),
        ("list everything", "takes no words"),
        ("delete big --force", "does not know --force"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(said: Said, text: str, words: str) -> None:
    status, printed, complaint = said(*text.split())
    assert (status, printed) == (2, "")
    assert words in complaint
    assert complaint.count("\n") == 1


def test_a_file_that_is_broken_is_named_and_left_alone(said: Said, tmp_path: Path) -> None:
    (tmp_path / SAVED_FILE).write_text("this is no database, whatever its name says", encoding="utf-8")
    status, _, complaint = said("list")
    assert status == 1
    assert SAVED_FILE in complaint
    assert (tmp_path / SAVED_FILE).read_text(encoding="utf-8").startswith("this is no database")


def test_looking_makes_no_file(said: Said, tmp_path: Path) -> None:
    said("list")
    assert list(tmp_path.iterdir()) == []
