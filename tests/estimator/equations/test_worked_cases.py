"""A formula that nobody worked out by hand is a formula that nobody checked."""

import re
from pathlib import Path

from estimator.calculation.equation import Equation

CASES = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))


def test_every_equation_has_a_worked_case(equation: Equation):
    assert re.search(rf"\b{equation.function.__name__}\(", CASES)
