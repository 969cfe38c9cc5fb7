"""Every formula says who says so, and every name in it is one of the vocabulary's."""

import ast
import importlib
import pkgutil
from pathlib import Path

import estimator.equations
from estimator.calculation.equation import Equation
from estimator.calculation.papers import CALIBRATION, DEFINITION
from estimator.calculation.vocabulary import VOCABULARY

ROOT = Path(__file__).parents[2]
EQUATIONS = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(estimator.equations.__path__)
    for name, value in vars(importlib.import_module(f"estimator.equations.{module.name}")).items()
    if isinstance(value, Equation)
}


def test_every_equation_cites_an_address_and_a_day_or_is_ours() -> None:
    ours = (DEFINITION, CALIBRATION)
    cited = {name: value.source for name, value in EQUATIONS.items() if value.source not in ours}
    assert cited
    assert [name for name, source in cited.items() if not (source.url or "").startswith("https://")] == []
    assert [name for name, source in cited.items() if not source.retrieved] == []


def test_every_equation_says_what_it_gives() -> None:
    assert [name for name, value in EQUATIONS.items() if not value.meaning.partition("\n")[0].endswith(".")] == []


def words_of_the_code() -> set[str]:
    """Every name, attribute, argument and text in the estimator outside the vocabulary itself."""
    found: set[str] = set()
    for path in [path for room in ("estimator", "blockkit", "bot") for path in (ROOT / room).rglob("*.py")]:
        if path.name != "vocabulary.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Constant(value=str() as word):
                        found.update(word.split())
                    case ast.arg(arg=word) | ast.Attribute(attr=word) | ast.FunctionDef(name=word):
                        found.add(word)
                    case ast.keyword(arg=str() as word) | ast.Name(id=word):
                        found.add(word)
    return found


def words_of_the_facts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "estimator/catalogue/data").rglob("*.toml"))


def test_every_row_of_the_vocabulary_is_used() -> None:
    used, facts = words_of_the_code(), words_of_the_facts()
    assert [name for name in VOCABULARY if name not in used and name not in facts] == []
