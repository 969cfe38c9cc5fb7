"""A recipe gives the same numbers in its three forms: plain, on arrays, and on quantities with their working."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.calculation.quantity import Given, Quantity
from estimator.calculation.recipe import Recipe
from estimator.equations import activations, exchange, parallelism, placement, throughput

RECIPE = Recipe(
    placement.stage_layers,
    parallelism.micro_batches,
    activations.held_micro_batches,
    throughput.accelerator_hours,
    exchange.exposed_seconds,
)
INPUTS = tuple(
    dict.fromkeys(
        name
        for step in RECIPE.steps
        for name in step.parameters
        if name not in {made.name for made in RECIPE.steps} | {"seconds_per_hour"}
    )
)
NUMBERS = st.fixed_dictionaries({name: st.floats(0.5, 1e4) for name in INPUTS})


@given(NUMBERS)
def test_numbers_are_those_of_quantities(known: dict[str, float]):
    explained = RECIPE.quantities({name: Quantity(name, value, Given()) for name, value in known.items()})
    numbers = RECIPE.numbers(known)
    assert {step.name: numbers[step.name] for step in RECIPE.steps} == {
        step.name: explained[step.name].value for step in RECIPE.steps
    }


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_arrays_hold_what_each_number_gives(rows: list[dict[str, float]]):
    found = RECIPE.arrays({name: np.array([row[name] for row in rows]) for name in INPUTS})
    for step in RECIPE.steps:
        assert found[step.name] == pytest.approx([RECIPE.numbers(row)[step.name] for row in rows], rel=1e-12)


def test_a_constant_holds_until_another_number_is_known():
    known = {"training_compute": 7200.0, "achieved_throughput": 1.0}
    hours = Recipe(throughput.accelerator_hours)
    assert hours.numbers(known)["accelerator_hours"] == 2
    assert hours.numbers({**known, "seconds_per_hour": 7200.0})["accelerator_hours"] == 1


def test_a_missing_input_is_named():
    with pytest.raises(KeyError, match="achieved_throughput"):
        Recipe(throughput.accelerator_hours).numbers({"training_compute": 7200.0})
