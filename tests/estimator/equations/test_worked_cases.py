"""A formula that nobody worked out by hand is a formula that nobody checked."""

import re
from pathlib import Path

from estimator.calculation.equation import Equation

CASES = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))


def test_every_equation_has_a_worked_case(equations: dict[str, Equation]):
    names = [equation.function.__name__ for equation in equations.values()]
    assert [name for name in names if not re.search(rf"\b{name}\(", CASES)] == []
