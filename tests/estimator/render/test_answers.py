"""Every form of an answer, as a reader sees it."""

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


@pytest.mark.parametrize("name", QUESTIONS)
def test_csv_reads_as_its_golden(asked: Ask, golden: Golden, name: str) -> None:
    golden(f"answers/{name}.csv", as_csv(asked(QUESTIONS[name])) + "\n")


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_reads_as_its_golden(asked: Ask, golden: Golden, name: str) -> None:
    golden(f"answers/{name}.json", json.dumps(as_json(asked(QUESTIONS[name])), indent=1, allow_nan=False) + "\n")


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
