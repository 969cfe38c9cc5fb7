"""What the packages import: nothing in circles, nothing undeclared."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("estimator", "service", "blockkit", "agents", "terminal", "bot", "workspace")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "node_modules" not in path.parts
}


def imported(module: str) -> Iterator[str]:
    """The modules that one imports anywhere in it, also late or for its types."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                within = f"{node.module}.{alias.name}"
                yield within if within in MODULES else node.module


def test_no_modules_import_one_another_in_a_circle() -> None:
    graph = {module: {name for name in imported(module) if name in MODULES} - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["mcp"], *extras["chart"]]
    declared = {re.split(r"[\[<>=]", name)[0].removeprefix("python-").replace("-", "_") for name in wanted}
    known = declared | set(PACKAGES) | sys.stdlib_module_names
    undeclared = {(module, name) for module in MODULES for name in imported(module) if name.split(".")[0] not in known}
    assert undeclared == set()
