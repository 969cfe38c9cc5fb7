"""The numbers that people read are those of the JSON, to their digits, whatever is asked."""

import datetime
import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from estimator import Estimate, Request, estimate, load_catalogue
from estimator.render.answer import shown
from estimator.render.json import as_json

CATALOGUE = load_catalogue()
TODAY = datetime.date(2026, 11, 24)
SUBJECTS = st.one_of(
    st.fixed_dictionaries({"parameters": st.floats(1e8, 1e12), "tokens": st.floats(1e9, 1e14)}),
    st.fixed_dictionaries({"parameters": st.just(671e9), "active_parameters": st.just(37e9), "tokens": st.just(1e13)}),
    st.fixed_dictionaries({"model": st.sampled_from(["llama-2-70b", "llama-3.1-405b", "deepseek-v3", "gpt-3"])}),
)
CHOICES = st.fixed_dictionaries(
    {"accelerator": st.sampled_from(["a100-80gb-sxm", "h100-sxm", "b200-sxm", "tpu-v5p", "mi300x"])},
    optional={
        "mfu": st.floats(0.05, 0.6),
        "accelerators": st.integers(1, 40_000),
        "price": st.floats(0.01, 100),
        "goodput": st.floats(0.5, 1),
        "method": st.sampled_from(["pretrain", "finetune", "lora", "dpo"]),
    },
)
NAMES = {
    "Compute": "training_compute",
    "MFU": "mfu",
    "Throughput": "achieved_throughput",
    "Hours": "accelerator_hours",
    "Time": "wall_clock",
    "Cost": "compute_cost",
}
_NUMBER = re.compile(r"(?<![\w.])\$?(\d[\d,]*(?:\.\d+)?(?:e\d+)?)(?: ?(TFLOP|hours|[kMBT%])(?!\w))?")
_SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "TFLOP": 1e12, "%": 0.01, "hours": 1 / 24}
# hours of a day, seconds of an hour, and what formulas count with
_CONSTANTS = (24, 3600, 2, 3, 4, 6)


def numbers(words: str) -> list[float]:
    return [float(digits.replace(",", "")) * _SCALES[scale] for digits, scale in _NUMBER.findall(words)]


def is_one_of(number: float, known: list[float]) -> bool:
    """Whether three figures of one of the known are this number; cents where that is more."""
    return any(abs(number - one) <= max(0.0051 * abs(one), 0.0051 if one < 1 else 0) for one in known)


def ends(found: Estimate, name: str) -> list[float]:
    document = as_json(found)
    steps = {step["name"]: step for step in document["steps"]} | {k: v for k, v in document["answer"].items() if v}
    return [steps[name][end] for end in ("value", "low", "high")]


@given(SUBJECTS, CHOICES)
def test_each_figure_and_each_result_is_that_of_its_name(subject: dict[str, object], choices: dict[str, object]):
    found = estimate(Request(**subject, **choices), CATALOGUE, TODAY)
    answer = shown(found)
    for label, words in _figures(found):
        assert numbers(words), (label, words)
        for number in numbers(words):
            assert is_one_of(number, ends(found, NAMES[label])), (label, words)
    assert {step.label for step in answer.steps} >= {"Compute", "MFU", "Throughput", "Hours", "Cost"}


def _figures(found: Estimate) -> Iterator[tuple[str, str]]:
    answer = shown(found)
    for entry in answer.figures:
        yield entry.label, entry.value
        if entry.range:
            low, high = entry.range.split(" – ")
            yield entry.label, f"{low} hours" if entry.value.endswith("hours") else low
            yield entry.label, f"{high} hours" if entry.value.endswith("hours") else high
    for step in answer.steps:
        yield step.label, step.result


@given(SUBJECTS, CHOICES)
def test_each_number_of_the_working_is_one_of_the_json(subject: dict[str, object], choices: dict[str, object]):
    found = estimate(Request(**subject, **choices), CATALOGUE, TODAY)
    document = as_json(found)
    known = [*_CONSTANTS, *(step["value"] for step in document["steps"]), *document["subject"].values()]
    if simple := found.answer["simple_compute"]:
        known.append(abs(ends(found, "training_compute")[0] / simple.value - 1))
    known = [one for one in known if isinstance(one, (int, float))]
    for step in shown(found).steps:
        for number in numbers(step.working):
            assert is_one_of(number, known), (step.label, step.working)
