"""Every equation balances: on quantities with units it gives the unit that the vocabulary promises."""

import pint

from estimator.calculation.equation import Equation
from estimator.calculation.papers import DEFINITION
from estimator.calculation.total import Total
from estimator.calculation.vocabulary import VOCABULARY, term

REGISTRY = pint.UnitRegistry()
for definition in ("token = [token]", "parameter = []", "FLOP = [work]", "USD = [money]", "CO2e = []"):
    REGISTRY.define(definition)


def unit_of(name: str) -> pint.Unit:
    text = term(name).unit.replace("kg CO2e", "kg")
    return REGISTRY.Unit("" if text == "1" else text)


def test_every_unit_of_the_vocabulary_is_a_unit():
    assert len([unit_of(name) for name in VOCABULARY]) == len(VOCABULARY)


def balances(equation: Equation) -> bool:
    inputs = [REGISTRY.Quantity(1.5 + place, unit_of(name)) for place, name in enumerate(equation.parameters)]
    return bool(REGISTRY.Quantity(equation(*inputs)).is_compatible_with(unit_of(equation.name)))


def test_every_equation_balances_its_units(equations: dict[str, Equation]):
    assert [name for name, equation in equations.items() if not balances(equation)] == []


def test_an_equation_that_does_not_balance_is_noticed():
    wrong = REGISTRY.Quantity(1, unit_of("tokens")) * REGISTRY.Quantity(1, unit_of("parameters"))
    assert not wrong.is_compatible_with(unit_of("training_compute"))


def test_a_total_balances_its_units():
    terms = (("flop_per_parameter_token", "matrix_parameters"), ("training_passes", "scan_flop_per_token"))
    formula = Total("flop_per_token", terms, DEFINITION)
    result = formula.evaluate({name: REGISTRY.Quantity(2, unit_of(name)) for name in formula.parameters})
    assert result.is_compatible_with(unit_of(formula.name))
