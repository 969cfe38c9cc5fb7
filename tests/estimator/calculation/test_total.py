"""A sum of the parts that a model has shows them, and only them."""

from estimator.calculation.papers import DEFINITION
from estimator.calculation.quantity import Derived, Given, Quantity
from estimator.calculation.total import total


def test_a_total_writes_its_terms_and_numbers():
    layers, weights, head = (
        Quantity(name, value, Given())
        for name, value in (("attention_layers", 80.0), ("attention_parameters", 151e6), ("vocabulary", 32000.0))
    )
    result = total("matrix_parameters", DEFINITION, (layers, weights), (head,))
    assert result.value == 80 * 151e6 + 32000
    assert isinstance(result.origin, Derived)
    assert result.origin.formula == "L_a × N_att + V"
    assert result.origin.substituted == "80 × 151e6 + 32000"
    assert result.origin.inputs == (layers, weights, head)


def test_a_shared_factor_is_an_input_once():
    width = Quantity("width", 4096.0, Given())
    layers = Quantity("layers", 32.0, Given())
    result = total("stored_values", DEFINITION, (layers, width), (width,))
    assert result.value == 33 * 4096
    assert isinstance(result.origin, Derived)
    assert [quantity.name for quantity in result.origin.inputs] == ["layers", "width"]
