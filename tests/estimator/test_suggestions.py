"""A request that cannot be answered is met half-way: what is offered can be answered."""

import datetime

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.questions.table import answer
from estimator.render.answer import shown

TODAY = datetime.date(2026, 11, 24)


def offered(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    with pytest.raises(RequestError) as caught:
        ask(text, catalogue, TODAY)
    return caught.value.suggestions


LACKING = (
    *("70B", "70B h100", "671B-A37B h800", "train gpt2 on a 4090", "how much for a 13b model?", "7B x3 epochs"),
    *("h100", "hello", "cost of gpt-4", "claude"),
)


@pytest.mark.parametrize("text", LACKING)
def test_what_is_missing_is_offered_in_two_or_three_requests_that_can_be_answered(
    text: str, catalogue: Catalogue
) -> None:
    found = offered(text, catalogue)
    assert 2 <= len(found) <= 3
    assert all(ask(one, catalogue, TODAY).answer["accelerator_hours"] for one in found)


def test_missing_tokens_are_twenty_a_parameter_or_as_many_as_llama_3(catalogue: Catalogue) -> None:
    assert offered("70B", catalogue) == ("70B 1.4T h100", "70B 14T h100", "70B 1.4T 1024xh100")


@pytest.mark.parametrize(("text", "budget"), [("what can I train for $50k", "$50k"), ("budget=$1M a100", "$1M")])
def test_a_budget_alone_is_answered_with_what_it_buys(text: str, budget: str, catalogue: Catalogue) -> None:
    assert dict(shown(ask(text, catalogue, TODAY)).lines)["Budget"].startswith(f"{budget} with overheads buys ")


def test_a_misspelt_name_is_offered_corrected(catalogue: Catalogue) -> None:
    assert offered("70B 2T h10", catalogue) == ("70B 2T h100",)
    assert offered("70B h10", catalogue)[0] == "70B h100 1.4T"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70B 2T h100 mfu=120%", ("70B 2T h100 mfu=0.5", "70B 2T h100")),
        ("70B 2T 3T h100", ("70B 2T h100",)),
        ("8B 1T h100 prec=fp8", ("8B 1T h100 precision=fp8",)),
        ("8B 1T h100 tone=warm", ("8B 1T h100",)),
        ("8B 1T h100 provider=nobody", ("8B 1T h100",)),
        ("8B 1T rtx 4070", ("8B 1T rtx4090",)),
        ("gpus=0 7B 1T h100", ("gpus=1024 7B 1T h100", "7B 1T h100")),
        ("cost of llama", ("cost of llama-3.1-8b", "cost of llama-3.3-70b", "cost of llama-33b")),
    ],
)
def test_what_cannot_be_read_or_cannot_be_is_offered_mended(
    text: str, expected: tuple[str, ...], catalogue: Catalogue
) -> None:
    assert offered(text, catalogue) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("compare 70B", "plan 70B", "sensitivity h100", "bill 70B", "optimal 70B", "compare a100 vs h100"),
        *("observe 70B 2T 1024xh100", "phases 70B 1T h100 then", "sweep 70B 2T h100", "own gpt", "plan"),
        *("observe 70B 2T 1024xh100 tokens_per_second=4M", "bill 70B 2T 1024xh100 staff=-1", "explain 70B"),
    ],
)
def test_a_question_that_cannot_be_answered_offers_questions_that_can(text: str, catalogue: Catalogue) -> None:
    with pytest.raises(RequestError) as caught:
        answer(text, catalogue, TODAY)
    suggestions = caught.value.suggestions
    assert 1 <= len(suggestions) <= 3
    for one in suggestions:
        assert answer(one, catalogue, TODAY).report().title or answer(one, catalogue, TODAY).estimate


def test_a_speed_may_be_given_like_an_option(catalogue: Catalogue) -> None:
    one, other = (
        answer(f"observe 70B 2T 1024xh100 {speed}", catalogue, TODAY).report().title
        for speed in ("tokens_per_second=700k", "700k tok/s")
    )
    assert one == other


@pytest.mark.parametrize("method", ["finetune", "lora", "dpo"])
def test_a_fine_tune_without_tokens_takes_a_usual_number_and_says_so(method: str, catalogue: Catalogue) -> None:
    found = ask(f"llama-3-70b {method} h100", catalogue, TODAY)
    assert found.run.tokens.value == 100e6
    assert "tokens_assumed" in {doubt.code for doubt in found.doubts}
    assert ask(f"llama-3-70b {method} h100 tokens=20M", catalogue, TODAY).run.tokens.value == 20e6
