"""The method page shows the equations of the code, all of them, as the code writes them."""

import importlib
import os
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import estimator.equations
from estimator.calculation.equation import Equation
from estimator.calculation.vocabulary import term

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
MODULES = sorted(module.name for module in pkgutil.iter_modules(estimator.equations.__path__))


def equations(module: str) -> Iterator[Equation]:
    for value in vars(importlib.import_module(f"estimator.equations.{module}")).values():
        if isinstance(value, Equation):
            yield value


def row(entry: Equation) -> str:
    """One equation as a row of the page: what it gives, how, and who says so."""
    source = f"[{entry.source.title}]({entry.source.url})" if entry.source.url else entry.source.title
    formula = f"{term(entry.name).symbol} = {entry.written()}"
    return f"| `{formula}` | {' '.join(entry.meaning.split())} | {source} |"


def table(module: str) -> str:
    rows = "\n".join(row(entry) for entry in equations(module))
    return f"| formula | what it gives | source |\n|---|---|---|\n{rows}"


@pytest.mark.parametrize("module", MODULES)
def test_the_page_shows_every_equation_as_the_code_writes_it(module: str) -> None:
    page = METHOD.read_text(encoding="utf-8")
    marked = re.compile(rf"(?<=<!-- equations: {module} -->\n)(.*?)(?=\n<!-- end -->)", re.DOTALL)
    found = marked.search(page)
    assert found, f"docs/method.md has no place for the equations of {module}"
    if os.environ.get("UPDATE_GOLDENS") == "1":
        METHOD.write_text(page[: found.start()] + table(module) + page[found.end() :], encoding="utf-8")
    else:
        assert found[1] == table(module), "UPDATE_GOLDENS=1 rewrites it"
