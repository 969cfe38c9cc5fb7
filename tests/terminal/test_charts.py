"""The chart of an answer as a file: what it shows, in both forms, and what is said where it cannot be drawn."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from terminal import main

CHARTS = {
    "llama-3.1-405b 16384xh100": ("our default", "Llama 3.1 405B", "· used"),
    "70B 2T a100 price=2 mfu=0.5": ("$2.00 ", "70B parameters", "$2.99M"),
    "compare 70B 2T a100 vs h100": ("A100 80GB SXM4", "Cheapest", "80 % range"),
    "plan 70B 2T deadline=60d": ("MI300X", "Cheapest in 60 days", "80 % range"),
    "bill 70B 2T 1024xh100": ("Staff", "The whole bill", "80 % range"),
    "own h100": ("owned", "An owned H100-hour", "Price of an hour"),
    "optimal 1e24 flops": ("Besiroglu et al. 2024", "best use of 1.00e24 FLOP", "Parameters"),
}
BAR = "{http://www.w3.org/2000/svg}"


def words_of(file: Path) -> str:
    drawn = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - written by ourselves, just now
    return " ".join("".join(text.itertext()) for text in drawn.iter(f"{BAR}text"))


@pytest.mark.parametrize("question", CHARTS)
def test_a_drawing_says_what_it_shows_and_is_the_same_when_drawn_again(question: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.svg" for name in ("first", "second")]
    for file in files:
        assert main.run([*question.split(), "--svg", str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    for words in CHARTS[question]:
        assert words in words_of(files[0])


def test_the_longest_bar_is_the_dearest_and_all_begin_at_zero(tmp_path: Path) -> None:
    file = tmp_path / "run.svg"
    assert main.run(["compare", "70B", "2T", "mfu=0.5", "a100", "price=1", "vs", "price=4", "--svg", str(file)]) == 0
    bars = re.findall(r"M ([\d.]+) [\d.]+ \nL ([\d.]+) [\d.]+ \nL", file.read_text(encoding="utf-8"))
    (first, cheap), (again, dear) = [[float(end) for end in ends] for ends in bars[2:4]]
    assert first == again
    assert dear - first == pytest.approx(4 * (cheap - first), rel=1e-3)


def test_a_picture_is_a_png(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "run.png"
    assert main.run(["70B", "2T", "a100", "--png", str(file)]) == 0
    assert file.read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out == f"The chart is in {file}.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["help", "--svg", "run.svg"], "nothing to draw"), (["70B", "--png", "run.svg"], "does not end in .png")],
)
def test_what_cannot_be_drawn_is_said_and_no_file_is_written(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main.run(arguments) == 2
    assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_its_library_a_chart_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "terminal.picture", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main.run(["70B", "2T", "a100", "--png", str(tmp_path / "run.png")]) == 2
    assert 'pip install "llmcost[chart]"' in capsys.readouterr().err
