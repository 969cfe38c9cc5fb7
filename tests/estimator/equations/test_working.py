"""The numbers that a reader sees in a formula give the result that he sees."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.calculation.equation import Equation
from estimator.calculation.quantity import Derived, Given, Quantity

WRITTEN_CALLS = {
    "ceil": math.ceil,
    "min": min,
    "max": max,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "pow": math.pow,
}


def evaluated(text: str) -> float:
    return float(eval(text.replace("×", "*").replace("−", "-").replace("^", "**"), {}, WRITTEN_CALLS))  # noqa: S307 - the text is our own


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_the_substituted_formula_gives_the_value(equations: dict[str, Equation], data: st.DataObject):
    equation = equations[data.draw(st.sampled_from(sorted(equations)), label="equation")]
    # a difference, or rounding up, can hang on digits that are not shown: whole numbers show them all
    hangs = any(sign in equation.written() for sign in ("−", "ceil"))
    largest = 4 if "^" in equation.written() else 999  # a power magnifies the digits that are not shown
    numbers = st.integers(2, largest).map(float) if hangs or largest == 4 else st.floats(min_value=1.5, max_value=1e6)
    open_names = [name for name in equation.parameters if name not in equation.constants]
    try:
        result = equation.of(*(Quantity(name, data.draw(numbers, label=name), Given()) for name in open_names))
    except ArithmeticError:
        return
    assert isinstance(result.origin, Derived)
    text = result.origin.substituted
    assert evaluated(text) == pytest.approx(result.value, rel=0.01)
