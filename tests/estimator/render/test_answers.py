"""Every form of an answer, as a reader sees it."""

import csv
import json
from collections.abc import Callable

import pytest

from estimator import Estimate
from estimator.calculation.quantity import Derived
from estimator.render.csv import as_csv
from estimator.render.json import as_json
from estimator.render.markdown import markdown
from estimator.render.text import TEXT_LIMIT, plain

Ask = Callable[[str], Estimate]
Golden = Callable[[str, str], None]

QUESTIONS = {
    "worked-example": "70B 2T a100 mfu=0.5",
    "known-model": "llama-2-70b 2048xa100",
    "sparse-model": "671B-A37B 14.8T 2048xh800 deadline=60d budget=$8M grid=france",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_text_reads_as_its_golden(asked: Ask, golden: Golden, name: str) -> None:
    golden(f"answers/{name}.txt", plain(asked(QUESTIONS[name])) + "\n")


@pytest.mark.parametrize("name", QUESTIONS)
def test_markdown_reads_as_its_golden(asked: Ask, golden: Golden, name: str) -> None:
    golden(f"answers/{name}.md", markdown(asked(QUESTIONS[name])) + "\n")


def test_csv_has_a_row_for_each_step_as_its_golden_shows(asked: Ask, golden: Golden) -> None:
    golden("answers/worked-example.csv", as_csv(asked(QUESTIONS["worked-example"])) + "\n")


def test_json_reads_as_its_golden(asked: Ask, golden: Golden) -> None:
    """On one screen: an object of the answer on a line, a step on a line, and what was said."""
    found = as_json(asked(QUESTIONS["worked-example"]))
    shown = {**found, "request": {name: value for name, value in found["request"].items() if value is not None}}
    lines = [f"{name}: {on_lines(value)}" for name, value in shown.items()]
    golden("answers/worked-example.json.txt", "\n".join(lines) + "\n")


def on_lines(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"\n  {json.dumps(one, allow_nan=False)}" for one in value)
    if isinstance(value, dict):
        return "".join(f"\n  {name}: {json.dumps(one, allow_nan=False)}" for name, one in value.items())
    return json.dumps(value)


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_and_csv_hold_every_step_with_its_value_and_range(asked: Ask, name: str) -> None:
    estimate = asked(QUESTIONS[name])
    expected = [(step.name, step.value, step.low, step.high) for step in estimate.steps]
    steps = as_json(estimate)["steps"]
    assert [(step["name"], step["value"], step["low"], step["high"]) for step in steps] == expected
    rows = list(csv.DictReader(as_csv(estimate).splitlines()))
    assert [(row["name"], *(float(row[key]) for key in ("value", "low", "high"))) for row in rows] == expected


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_holds_the_answer_and_null_where_it_does_not_apply(asked: Ask, name: str) -> None:
    estimate = asked(QUESTIONS[name])
    for key, figure in as_json(estimate)["answer"].items():
        quantity = estimate.answer[key]
        assert (figure is None) == (quantity is None)
        assert quantity is None or (figure["value"], figure["unit"]) == (quantity.value, quantity.term.unit)


def test_text_stays_within_slacks_limit(asked: Ask) -> None:
    assert all(len(plain(asked(question))) <= TEXT_LIMIT for question in QUESTIONS.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_substituted_formula_gives_its_value(asked: Ask, name: str) -> None:
    """What a reader types into a calculator from the answer agrees within the digits shown."""
    for step in asked(QUESTIONS[name]).steps:
        if isinstance(step.origin, Derived):
            text = step.origin.substituted.translate(str.maketrans({"×": "*", "−": "-", "^": "**"}))
            value = eval(text, {"__builtins__": {}, "ceil": lambda x: -(-x // 1), "min": min, "max": max})  # noqa: S307
            assert value == pytest.approx(step.value, rel=0.01), step.name


def test_json_steps_name_inputs_that_are_steps(asked: Ask) -> None:
    steps = as_json(asked(QUESTIONS["worked-example"]))["steps"]
    names = [step["name"] for step in steps]
    assert len(names) == len(set(names))
    assert all(set(step["inputs"]) <= set(names[:place]) for place, step in enumerate(steps))


@pytest.mark.parametrize(
    ("text", "name", "parameters", "active"),
    [
        ("70B 2T a100", "70B", 70e9, 70e9),
        ("671B-A37B 14.8T h800", "671B-A37B", 671e9, 37e9),
        ("llama-2-70b a100", "Llama 2 70B", 68_976_648_192, 68_976_648_192),
        ("deepseek-v3 h800", "DeepSeek-V3", 671e9, 37e9),
    ],
)
def test_json_says_what_was_trained_whoever_said_it(
    asked: Ask, text: str, name: str, parameters: float, active: float
) -> None:
    subject = as_json(asked(text))["subject"]
    assert subject["name"] == name
    assert subject["parameters"] == pytest.approx(parameters, rel=0.02)
    assert subject["active_parameters"] == pytest.approx(active, rel=0.02)
