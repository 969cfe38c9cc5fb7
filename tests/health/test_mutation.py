"""What `make mutate` breaks is there, all of it, and its page tells holes from what is explained."""

import tomllib
from pathlib import Path

from mutation.page import page, without_reason
from mutation.session import Mutant

ROOT = Path(__file__).parents[2]
SESSIONS = tomllib.loads((ROOT / "mutation/sessions.toml").read_text(encoding="utf-8"))
REASONS = tomllib.loads((ROOT / "mutation/reasons.toml").read_text(encoding="utf-8"))
KILLED = Mutant("a.py", "f", "x + 1", "x - 1", noticed=True)
HARMLESS = Mutant("a.py", "g", "x < 1", "x <= 1", noticed=False)
HOLE = Mutant("b.py", "h", "x * y", "x / y", noticed=False)
LATE = Mutant("b.py", "h", "y * z", "y / z", noticed=None)
BECAUSE = {"a.py": {"x < 1 → x <= 1": "x is never 1."}}


def test_every_path_of_a_session_is_there() -> None:
    paths = [path for session in SESSIONS.values() for path in (*session["modules"], *session["tests"])]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_module_of_equations_is_broken() -> None:
    broken = {ROOT / path for session in SESSIONS.values() for path in session["modules"]}
    modules = [path for path in (ROOT / "estimator/equations").glob("*.py") if path.name != "__init__.py"]
    assert [path.name for path in modules if path not in broken] == []


def test_every_reason_is_a_sentence_about_a_module_that_is_there() -> None:
    assert [module for module in REASONS if not (ROOT / module).exists()] == []
    assert [why for table in REASONS.values() for why in table.values() if not why.endswith(".")] == []


def test_a_survivor_without_a_reason_is_a_hole_and_what_was_not_tried_is_none() -> None:
    assert without_reason([KILLED, HARMLESS, HOLE, LATE], BECAUSE) == [HOLE]


def test_the_page_counts_what_was_noticed_and_gives_the_reason_of_what_was_not() -> None:
    written = page([KILLED, HARMLESS, HOLE, LATE], BECAUSE)
    assert "| a.py | 2 | 1 | 1 | 0 |" in written
    assert "| b.py | 2 | 0 | 1 | 1 |" in written
    assert "- `a.py`, g: `x < 1` → `x <= 1`. x is never 1." in written
    assert "- `b.py`, h: `x * y` → `x / y`. **Open.**" in written
