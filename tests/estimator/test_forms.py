"""One calculation in several forms: the numbers that a search and a range take are those that an answer explains."""

import datetime
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import Request, estimate, load_catalogue
from estimator.calculation.quantity import Assumed, Derived, Given, Quantity
from estimator.estimate import CHOSEN, hours_of
from estimator.render.json import as_json, as_line

CATALOGUE = load_catalogue()
TODAY = datetime.date(2026, 11, 24)
SUBJECTS = st.one_of(
    st.fixed_dictionaries({"parameters": st.floats(1e8, 1e12), "tokens": st.floats(1e10, 1e14)}),
    st.fixed_dictionaries({"parameters": st.just(671e9), "active_parameters": st.just(37e9), "tokens": st.just(1e13)}),
    st.fixed_dictionaries({"model": st.sampled_from(["llama-2-70b", "llama-3.1-405b", "deepseek-v3", "gpt-3"])}),
)
CHOICES = st.fixed_dictionaries(
    {"accelerator": st.sampled_from(["a100-80gb-sxm", "h100-sxm", "h800-sxm", "b200-sxm", "tpu-v5p"])},
    optional={
        "mfu": st.floats(0.05, 0.6),
        "accelerators": st.sampled_from([8, 64, 1024, 2048, 16384]),
        "goodput": st.floats(0.5, 1),
        "stack": st.sampled_from(["tuned", "typical", "megatron"]),
        "sequence_length": st.sampled_from([2048, 32768]),
        "method": st.sampled_from(["pretrain", "finetune", "lora", "dpo"]),
        "recompute": st.sampled_from(["none", "selective", "full"]),
    },
)


@given(SUBJECTS, CHOICES)
def test_the_number_of_hours_is_the_one_that_is_explained(
    subject: dict[str, object], choices: dict[str, object]
) -> None:
    found = estimate(Request(**subject, **choices), CATALOGUE, TODAY)
    hours = found.answer["accelerator_hours"]
    assert hours is not None
    assert hours_of(found.run, CATALOGUE) == hours.value


@given(SUBJECTS, CHOICES)
def test_what_is_explained_is_what_ran(subject: dict[str, object], choices: dict[str, object]) -> None:
    found = estimate(Request(**subject, **choices), CATALOGUE, TODAY)
    steps = {step.name: step for step in found.steps}
    assert [step.value for step in found.steps] == found.ranged.trace.values
    for step in found.steps:
        if isinstance(step.origin, Derived):
            assert step.value == step.origin.equation.evaluate({name: known.value for name, known in steps.items()})
            assert step.origin.inputs == tuple(steps[name] for name in step.origin.equation.parameters)
    for name, quantity in found.answer.items():
        assert quantity == steps.get(name)


@given(SUBJECTS, CHOICES)
def test_a_line_of_json_tells_the_steps_that_are_explained(
    subject: dict[str, object], choices: dict[str, object]
) -> None:
    found = estimate(Request(**subject, **choices), CATALOGUE, TODAY)
    line = json.loads(as_line(found))
    assert line == as_json(found)
    for row, step in zip(line["steps"], found.steps, strict=True):
        origin = step.origin
        assert (row["name"], row["value"], row["low"], row["high"]) == (step.name, step.value, step.low, step.high)
        assert row["origin"] == type(origin).__name__.lower()
        assert row["substituted"] == (origin.substituted if isinstance(origin, Derived) else None)
        assert row["reason"] == (origin.reason if isinstance(origin, Assumed) else None)
        source = None if isinstance(origin, Given) else origin.source
        assert (row["source"] and row["source"]["title"]) == (source and source.title)


@given(SUBJECTS, CHOICES)
def test_every_range_is_that_of_the_equations_run_one_after_the_other(
    subject: dict[str, object], choices: dict[str, object]
) -> None:
    steps = estimate(Request(**subject, **choices), CATALOGUE, TODAY).steps
    central = {step.name: step.value for step in steps}
    moved: dict[str, list[tuple[float, float]]] = {step.name: [] for step in steps}
    for source in steps:
        if not isinstance(source.origin, Derived) and not source.is_certain and source.name not in CHOSEN:
            low, high = (rerun(steps, source.name, end) for end in (source.low, source.high))
            for name, ends in moved.items():
                ends.append((logarithm(low[name], central[name]), logarithm(high[name], central[name])))
    for step in steps:
        if isinstance(step.origin, Derived) and step.value > 0:
            down, up = (math.sqrt(sum(end(0.0, *ends) ** 2 for ends in moved[step.name])) for end in (min, max))
            expected = (step.value * math.exp(-down), step.value * math.exp(up))
            assert (step.low, step.high) == pytest.approx(expected, rel=1e-9)


def rerun(steps: tuple[Quantity, ...], source: str, end: float) -> dict[str, float]:
    """Every number anew, with one input at an end of its range."""
    values = {step.name: step.value for step in steps} | {source: end}
    for step in steps:
        if isinstance(step.origin, Derived):
            values[step.name] = step.origin.equation.evaluate(values)
    return values


def logarithm(end: float, centre: float) -> float:
    """How far an end lies from the middle; what is nothing stays so."""
    return math.log(end / centre) if centre > 0 < end else 0.0
