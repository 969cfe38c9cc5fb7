"""An equation shows exactly what it ran."""

import pytest

from estimator.calculation.equation import equation
from estimator.calculation.papers import DEFINITION
from estimator.calculation.quantity import Derived, Given, Quantity
from estimator.equations.throughput import accelerator_hours
from estimator.errors import EstimatorError


def given(name: str, value: float) -> Quantity:
    return Quantity(name, value, Given())


def test_the_formula_is_read_from_the_code_that_ran() -> None:
    hours = accelerator_hours.of(given("training_compute", 8.4e23), given("achieved_throughput", 156e12))
    assert isinstance(hours.origin, Derived)
    assert hours.origin.formula == "C / (P_eff × 3600)"
    assert hours.origin.substituted == "840e21 / (156e12 × 3600)"
    assert hours.value == pytest.approx(1_495_726.4957)


def test_constants_are_among_the_inputs() -> None:
    hours = accelerator_hours.of(given("training_compute", 1), given("achieved_throughput", 1))
    assert isinstance(hours.origin, Derived)
    assert "seconds_per_hour" in [quantity.name for quantity in hours.origin.inputs]


def test_a_wrongly_wired_call_fails_at_once() -> None:
    with pytest.raises(EstimatorError, match="takes"):
        accelerator_hours.of(given("training_compute", 1), given("mfu", 1))


def test_a_missing_input_is_named() -> None:
    with pytest.raises(EstimatorError, match="lacks achieved_throughput"):
        accelerator_hours.of(given("training_compute", 1))


def test_a_function_with_two_statements_is_no_equation() -> None:
    def energy(pue: float) -> float:
        doubled = 2 * pue
        return doubled + 1

    with pytest.raises(EstimatorError, match="not one return expression"):
        equation(source=DEFINITION)(energy).written()


def test_a_parameter_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(EstimatorError, match="vocabulary"):

        @equation(source=DEFINITION)
        def energy(horses: float) -> float:
            return horses


def test_brackets_stand_where_the_meaning_needs_them() -> None:
    @equation(source=DEFINITION, name="energy")
    def odd(pue: float, mfu: float, goodput: float) -> float:
        return pue / (mfu / goodput) - (pue - (mfu + goodput)) * 2**goodput

    assert odd.written({"pue": "a", "mfu": "b", "goodput": "c"}) == "a / (b / c) − (a − (b + c)) × 2^c"
