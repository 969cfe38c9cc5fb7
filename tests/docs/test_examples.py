"""What the pages show is what the code does."""

import datetime
import doctest
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.language import read, write
from terminal.main import run

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/language.md", "docs/method.md")
TODAY = datetime.date(2026, 11, 24)
REST = "…"
_FENCE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"(?<=^```pycon\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_READ_AS = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \|", re.MULTILINE)


class FixedDay(datetime.datetime):
    """A clock that stands on the day of the tests."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "FixedDay":
        return cls(TODAY.year, TODAY.month, TODAY.day, tzinfo=tz)


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datetime.datetime", FixedDay)


def examples(page: str) -> Iterator[str]:
    """The commands of a page with what they print: each begins with `$ `."""
    for block in _FENCE.findall((ROOT / page).read_text(encoding="utf-8")):
        yield from re.split(r"\n(?=\$ )", block.rstrip("\n"))


def printed(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What a command prints, errors behind answers; a `#` begins a remark."""
    program, *words = shlex.split(command, comments=True)
    assert program == "llmcost"
    run(words)
    out, err = capsys.readouterr()
    return (out + err).rstrip("\n").splitlines()


def elided(shown: list[str], actual: list[str]) -> list[str]:
    """What was printed, with `…` in the places where the page leaves lines out."""
    result, rest = [], list(actual)
    for place, line in enumerate(shown):
        if line != REST:
            result.append(rest.pop(0) if rest else "")
            continue
        result.append(REST)
        resume = shown[place + 1] if place + 1 < len(shown) else None
        while rest and (resume is None or rest[0].partition(":")[0] != resume.partition(":")[0]):
            rest.pop(0)
    return [*result, *rest]


@pytest.mark.usefixtures("fixed_day")
@pytest.mark.parametrize("page", PAGES)
def test_every_console_example_prints_what_its_page_shows(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = ROOT / page
    found = list(examples(page))
    assert found
    for example in found:
        command, *shown = example.splitlines()
        actual = elided(shown, printed(command.removeprefix("$ "), capsys))
        assert actual != [REST], f"{page}: {command} shows nothing"
        if os.environ.get("UPDATE_GOLDENS") == "1":
            replaced = path.read_text(encoding="utf-8").replace(example, "\n".join([command, *actual]))
            path.write_text(replaced, encoding="utf-8")
        else:
            assert actual == shown, f"{page}: {command} changed; UPDATE_GOLDENS=1 rewrites it"


def test_every_row_of_the_language_is_read_as_the_page_says(catalogue: Catalogue) -> None:
    rows = _READ_AS.findall((ROOT / "docs/language.md").read_text(encoding="utf-8"))
    assert rows
    for typed, canonical in rows:
        assert write(read(typed, catalogue.names, today=TODAY).request) == canonical


@pytest.mark.parametrize(
    "page", [str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]]
)
def test_every_link_of_a_page_leads_to_a_file(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_python_example_gives_what_its_page_shows() -> None:
    found = _PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    tests = [doctest.DocTestParser().get_doctest(block, {}, "README.md", None, 0) for block in found]
    assert [doctest.DocTestRunner().run(test).failed for test in tests] == [0] * len(found)
