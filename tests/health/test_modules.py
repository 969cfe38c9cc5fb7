"""The code base keeps its own rules: sentences, sizes, and what it loads."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "estimator",
    "service",
    "blockkit",
    "agents",
    "terminal",
    "bot",
    "workspace",
    "calibration",
    "mutation",
    "bench",
)
MODULES = sorted(
    str(path.relative_to(ROOT))
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "node_modules" not in path.parts
)
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
SLOW = (
    "numpy",
    "scipy",
    "pandas",
    "pint",
    "matplotlib",
    "huggingface_hub",
    "gpuhunt",
    "rich",
    "sqlalchemy",
    "alembic",
    "psycopg",
)
_SENTENCE_END = re.compile(r"[.?](?=\s|$)")


def text(module: str) -> str:
    return (ROOT / module).read_text(encoding="utf-8")


def tree(module: str) -> ast.Module:
    return ast.parse(text(module))


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def first_sentences(module: str) -> int:
    """How many sentences the first paragraph of a module's docstring has."""
    return len(_SENTENCE_END.findall((ast.get_docstring(tree(module)) or "").partition("\n\n")[0]))


def test_every_module_begins_with_one_sentence() -> None:
    assert [module for module in MODULES if first_sentences(module) != 1] == []


def test_every_file_holds_one_idea() -> None:
    assert [module for module in MODULES if len(text(module).splitlines()) > LONGEST_FILE] == []


def test_every_function_fits_on_a_screen() -> None:
    lengths = {
        f"{module} {node.name}": (node.end_lineno or 0) - node.lineno
        for module in MODULES
        for node in functions(module)
    }
    assert [name for name, length in lengths.items() if length >= LONGEST_FUNCTION] == []


def test_nothing_is_left_to_do() -> None:
    assert [module for module in MODULES if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text(module))] == []


def test_the_bot_and_the_estimator_load_nothing_slow() -> None:
    program = f"import sys, bot.app, estimator, estimator.ask; print(*sorted(set({SLOW!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_plain_answer_in_the_terminal_loads_nothing_for_other_texts() -> None:
    unneeded = ("pydantic", "asyncio", "statistics", "_hashlib", "estimator.language.logs", "estimator.planning.plan")
    program = (
        "import sys; from terminal.main import run; run(['70B', '2T', 'a100', 'mfu=0.5'])\n"
        f"print(*sorted(set({unneeded!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == []


def test_only_what_needs_arrays_loads_numpy() -> None:
    asked = ("70B 2T 1024xh100", "explain llama-3.1-405b 16384xh100", "compare 70B 2T a100 vs h100", "help plan")
    program = (
        "import sys, terminal.main; from estimator import Estimator; found = Estimator()\n"
        f"for text in {asked!r}: found.json(text)\n"
        "print('numpy' in sys.modules); found.json('plan 1B 20B a100'); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
