"""Amounts have plausible bounds, and numbers that leave the range of floats are refused with a sentence."""

import datetime
import math
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from estimator import Estimate, Request, estimate
from estimator.calculation.quantity import Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import ImpossibleError, OutOfRangeError, RequestError
from estimator.language.options import KEYS, example_of
from estimator.request import AmountError, Bounds, Whole, allowed, rule_of

Ask = Callable[[str], Estimate]
TODAY = datetime.date(2026, 11, 24)
RULES = {field.name: rule_of(field.type) for field in fields(Request)}
NUMBERS = {name for name, rule in RULES.items() if isinstance(rule, Bounds) and name != "as_of"}
WHOLE = {name for name in NUMBERS if isinstance(RULES[name], Whole)}
# what a request itself holds against another amount
RELATED = {"active_parameters", "batch_tokens"}

BEYOND = [
    ("params=900k 2T a100", "params=900k", "at least a million"),
    ("2e15 2T a100", "2e15", "at most 1e15"),
    ("70B tokens=900 a100", "tokens=900", "at least 1,000"),
    ("70B tokens=2e17 a100", "tokens=2e17", "at most 1e17"),
    ("70B 2T a100 epochs=0.001", "epochs=0.001", "at least 0.01"),
    ("70B 2T a100 epochs=20000", "epochs=20000", "at most 10,000"),
    ("70B 2T a100 mfu=0.05%", "mfu=0.05%", "at least 0.1 %"),
    ("70B 2T a100 mfu=1e-300", "mfu=1e-300", "at least 0.1 %"),
    ("70B 2T a100 goodput=0.5%", "goodput=0.5%", "at least 1 %"),
    ("70B 2T a100 price=0.0005", "price=0.0005", "at least $0.001"),
    ("70B 2T a100 price=20000", "price=20000", "at most $10,000"),
    ("70B 2T a100 power=0.00001/kWh", "power=0.00001/kWh", "at least $0.0001"),
    ("70B 2T a100 power=200/kWh", "power=200/kWh", "at most $100"),
    ("70B 2T a100 deadline=0.01d", "deadline=0.01d", "at least an hour"),
    ("70B 2T a100 deadline=5e-324d", "deadline=5e-324d", "at least an hour"),
    ("70B 2T a100 deadline=40000d", "deadline=40000d", "at most 100 years"),
    ("70B 2T a100 budget=$0.50", "budget=$0.50", "at least $1"),
    ("70B 2T a100 budget=2e14", "budget=2e14", "at most $100 trillion"),
    ("70B 2T a100 seq=8", "seq=8", "at least 16"),
    ("70B 2T a100 seq=200000000", "seq=200000000", "at most 100 million"),
    ("70B 2T a100 batch=5e-324", "batch=5e-324", "at least one sequence"),
    ("70B 2T a100 batch=2e12", "batch=2e12", "at most 1e12"),
    ("70B 2T a100 batch=2e10seqs", "batch=2e10seqs", "at most 1e9 sequences"),
    ("70B 2T a100 tp=0", "tp=0", "at least 1"),
    ("70B 2T a100 zero=4", "zero=4", "at most 3"),
    ("70B 2T a100 year=1999", "year=1999", "at least 2017"),
    ("70B 2T peak=71 memory=0.5GB", "memory=0.5GB", "at least 1 GB"),
    ("70B 2T 200000000xa100", "200000000xa100", "at most 100 million"),
    ("70B 2T a100 pue=11", "pue=11", "at most 10"),
    ("70B 2T a100 overhead=1100%", "overhead=1100%", "at most 1,000 %"),
    ("70B 2T a100 peak=0.5", "peak=0.5", "at least 1 "),
    ("70B 2T a100 as_of=1999-12-31", "as_of=1999-12-31", "not before 2000"),
]


@pytest.mark.parametrize(("text", "word", "rule"), BEYOND, ids=[text for text, _, _ in BEYOND])
def test_an_amount_beyond_its_bounds_is_refused_with_what_was_read_and_what_is_allowed(
    asked: Ask, text: str, word: str, rule: str
) -> None:
    with pytest.raises(ImpossibleError) as refusal:
        asked(text)
    assert refusal.value.message.startswith(f'"{word}" cannot be: the ')
    assert rule in refusal.value.message
    assert refusal.value.hint


def test_epochs_are_blamed_for_the_tokens_that_they_leave(asked: Ask) -> None:
    with pytest.raises(ImpossibleError, match="the epochs must be"):
        asked("1.199M 0.0166B v5p-128 epochs=5e-324")


@pytest.mark.parametrize("field", ["batch_tokens", "tokens"])
def test_less_than_the_sequence_that_was_said_is_refused(field: str) -> None:
    with pytest.raises(ImpossibleError, match="2,000 tokens is less than one sequence of 4,096") as refusal:
        Request(parameters=7e10, sequence_length=4096, **{field: 2000})
    assert refusal.value.field == field


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_every_number_has_two_bounds_and_says_them(name: str) -> None:
    assert all(map(math.isfinite, bounds(name)))
    said = allowed(name)
    assert ("at least" in said and "at most" in said) or said in {"from 2017 to 2040", "0, 1, 2 or 3"}


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_a_number_beyond_its_bounds_is_refused_and_the_bounds_are_not(name: str) -> None:
    least, most = bounds(name)
    for beyond in (least - 1, most * 1.001 + 1, math.nan, math.inf, -math.inf):
        with pytest.raises(AmountError) as refusal:
            Request(**{name: beyond})
        assert refusal.value.field == name
    assert [getattr(Request(**{name: end}), name) for end in (least, most)] == [least, most]


def test_numbers_are_kept_as_their_field_has_them() -> None:
    asked = Request(parameters=70_000_000_000, accelerators=1024.0)
    assert [type(asked.parameters), type(asked.accelerators)] == [float, int]
    with pytest.raises(AmountError, match="accelerators must be at least 1"):
        Request(accelerators=10.5)


def test_a_word_that_is_no_choice_is_refused_with_the_choices() -> None:
    with pytest.raises(AmountError, match="precision must be one of bf16, fp16, fp8"):
        Request(precision="bf17")


def test_every_number_has_an_example_of_how_it_is_said() -> None:
    fields = {option.field for option in KEYS.values()} | {"batch_sequences"}
    assert fields >= NUMBERS
    assert "=" in "".join(map(example_of, sorted(NUMBERS)))


def bounds(name: str) -> tuple[float, float]:
    rule = RULES[name]
    assert isinstance(rule, Bounds)
    return rule.least, rule.most


def answered(question: Callable[[], Estimate]) -> Estimate | RequestError:
    try:
        return question()
    except RequestError as refusal:
        return refusal


def is_finite(answer: Estimate) -> bool:
    return all(math.isfinite(step.low) and math.isfinite(step.high) for step in answer.steps)


@st.composite
def plausible(draw: st.DrawFn) -> dict[str, float]:
    """Amounts within their bounds, spread over every power of ten, the bounds themselves among them."""
    said: dict[str, float] = {}
    for name in sorted(NUMBERS):
        least, most = bounds(name)
        if name in {"parameters", "tokens"} or draw(st.booleans()):
            powers = st.floats(math.log10(max(least, 1e-6)), math.log10(most)).map(lambda power: 10**power)
            value = draw(st.sampled_from([least, most]) | powers)
            said[name] = min(max(round(value) if name in WHOLE else value, least), most)
    return said


@settings(max_examples=150, deadline=None)
@given(
    said=plausible(),
    accelerator=st.sampled_from(["a100-80gb-sxm", "tpu-v5p", "rtx4090", "gb200", "wse3", "t4"]),
    method=st.sampled_from(["pretrain", "finetune", "lora", "dpo"]),
)
def test_plausible_amounts_are_answered_with_finite_numbers_or_refused(
    catalogue: Catalogue, said: dict[str, float], accelerator: str, method: str
) -> None:
    outcome = answered(lambda: estimate(Request(**said, accelerator=accelerator, method=method), catalogue, TODAY))
    assert not isinstance(outcome, OutOfRangeError)
    assert isinstance(outcome, RequestError) or is_finite(outcome)


EXTREMES = st.sampled_from([5e-324, 1e-300, 1e-150, 1e150, 1e300, 1.7e308])


@settings(max_examples=150, deadline=None)
@given(said=st.dictionaries(st.sampled_from(sorted(NUMBERS - WHOLE - RELATED)), EXTREMES, min_size=1, max_size=4))
@example(said={"deadline": 5e-324})
@example(said={"parameters": 1e300, "tokens": 1e300})
@example(said={"mfu": 1e-300, "price": 1e300})
def test_numbers_that_leave_the_range_of_floats_are_refused_wherever_they_do(
    catalogue: Catalogue, said: dict[str, float]
) -> None:
    usual = Request(parameters=7e10, tokens=2e12, accelerator="a100-80gb-sxm")
    unchecked = usual.model_copy(update=said)
    outcome = answered(lambda: estimate(unchecked, catalogue, TODAY))
    assert isinstance(outcome, RequestError) or is_finite(outcome)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_quantity_that_is_no_finite_number_is_named(value: float) -> None:
    with pytest.raises(OutOfRangeError, match="The training compute cannot be calculated"):
        Quantity("training_compute", value, Given())
