"""The code base keeps its own rules: sentences, sizes, and what it loads."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("estimator", "terminal", "bot", "calibration", "bench")
MODULES = sorted(
    str(path.relative_to(ROOT))
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "node_modules" not in path.parts
)
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
SLOW = ("numpy", "scipy", "pandas", "pint", "matplotlib", "huggingface_hub", "gpuhunt", "rich")
_SENTENCE_END = re.compile(r"[.?](?=\s|$)")


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("module", MODULES)
def test_a_module_begins_with_one_sentence(module: str) -> None:
    first = (ast.get_docstring(tree(module)) or "").partition("\n\n")[0]
    assert _SENTENCE_END.search(first), f"{module} has no first sentence"
    assert len(_SENTENCE_END.findall(first)) == 1, f"{module} begins with more than one sentence"


@pytest.mark.parametrize("module", MODULES)
def test_a_file_holds_one_idea(module: str) -> None:
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("module", MODULES)
def test_a_function_fits_on_a_screen(module: str) -> None:
    longest = [node.name for node in functions(module) if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]
    assert longest == []


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_left_to_do(module: str) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", (ROOT / module).read_text(encoding="utf-8"))


def test_the_bot_and_the_estimator_load_nothing_slow() -> None:
    program = f"import sys, bot.app, estimator, estimator.ask; print(*sorted(set({SLOW!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
