"""A question is answered first: yes or no, how many, how much memory, how long."""

import datetime
import re
from collections.abc import Callable

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.estimate import Estimate
from estimator.render.answer import shown
from estimator.render.beside import misfit, reading_words
from estimator.render.glance import key_figures
from estimator.render.html import html
from estimator.render.markdown import markdown
from estimator.render.text import plain, worked

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "label", "value", "terms"),
    [
        (
            "are 8 A100 80 GB enough to fully fine-tune llama2 70b",
            "Answer",
            "no",
            "at least 16 × A100 80GB SXM4, not 8",
        ),
        ("8 A100 for a 13B finetune, is that enough?", "Answer", "yes", "GB on each of 8 ("),
        ("is 24h on 8xH100 enough to train GPT-2 124M to 10B tokens?", "Answer", "yes", "time: "),
        ("llama 2 70b on 8 h100 in 30 days, is that realistic?", "Answer", "no", ""),
        ("how much VRAM do I need to LoRA finetune a 34B?", "Memory", "GB", "the fewest that hold it"),
        ("minimum number of H100s to pretrain a 70B?", "Count", "16", "× H100 80GB SXM5 at least"),
        ("how many A100s for 13B on 1T tokens in 30 days?", "Count", "", "the fewest for 30 days"),
        ("how long does 7B on 1T tokens take?", "Time", "days", "as runs of that size used"),
        ("70B 15T 1024xh100, how many days?", "Time", "days", "on 1,024"),
        ("how many gpu hours for llama 2 70b on a100?", "Hours", "M", "A100-hours"),
        ("how much electricity does 7B on 1T tokens take?", "Energy", "MWh", ""),
        ("estimate flops for 7B 1.4T tokens", "Work", "5.88e22 FLOP", ""),
        ("7B 1T h100", "Cost", "$", "H100-hour"),
    ],
)
def test_the_first_figure_is_what_was_asked_for(catalogue: Catalogue, text: str, label: str, value: str, terms: str):
    first, *others = key_figures(ask(text, catalogue, DAY))
    assert (first.label, value in first.value, terms in first.terms) == (label, True, True)
    assert {"Cost", "Hours"} <= {first.label, *(one.label for one in others)}


def test_memory_needs_no_tokens_and_hours_do(catalogue: Catalogue):
    found = ask("minimum number of H100s to pretrain a 70B?", catalogue, DAY)
    assert found.request.tokens is None
    assert found.run.tokens.value == 20 * 70e9


def test_a_sentence_is_shown_as_it_was_read_and_the_reading_gives_the_same_answer(catalogue: Catalogue):
    found = ask("how long to finetune llama 2 13b on 50k examples with 8 A100s?", catalogue, DAY)
    read_as = reading_words(found.request)
    again = ask(read_as, catalogue, DAY)
    assert again.answer["accelerator_hours"] == found.answer["accelerator_hours"]
    assert not reading_words(again.request)


@pytest.mark.parametrize("form", [worked, plain, markdown])
def test_the_reading_of_a_sentence_comes_first_in_every_form(catalogue: Catalogue, form: Callable[[Estimate], str]):
    found = ask("how big a model can I train in 2 weeks on 32 h100s?", catalogue, DAY)
    assert "32xh100-sxm deadline=14d" in form(found).splitlines()[0]
    assert "Read as" not in form(ask("7B 1T h100", catalogue, DAY))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("does a 70B fit on 8 h100?", "\nNo: it takes at least 16 × H100 80GB SXM5, not 8"),
        ("does a 7B finetune fit on 8 h100?", "\nYes: "),
    ],
)
def test_a_yes_or_no_reads_as_a_sentence(asked: Callable[[str], Estimate], text: str, told: str) -> None:
    assert told in plain(asked(text))


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("does a 70B fit on 8 h100?", ["16xh100-sxm", "8xh100-sxm method=lora", "8xb200-sxm"]),
        ("is one 4090 enough to finetune llama 2 7b?", ["8xrtx4090", "1xrtx4090 method=lora", "1xh200-nvl"]),
        ("does 70B on 2T tokens fit on 8 h100?", ["16xh100-sxm", "8xb200-sxm"]),
        ("does a 70B fit on 8 h100 at $2/h?", ["16xh100-sxm", "8xh100-sxm price=2 method=lora"]),
        ("can i lora a 70B on 1 a100?", ["2xa100-80gb-sxm", "1xa100-80gb-sxm method=qlora", "1xb200-sxm"]),
    ],
)
def test_what_does_not_fit_costs_nothing_and_what_does_is_offered(
    catalogue: Catalogue, text: str, others: list[str]
) -> None:
    """Nobody pays for a run that cannot be; each that is offered in its place can be had, and has its cost."""
    found = ask(text, catalogue, DAY)
    answer = shown(found)
    assert [(one.label, one.value) for one in answer.figures] == [("Answer", "no")]
    assert (answer.steps, answer.prices, answer.warnings) == ((), (), ())
    assert len(answer.choices) == len(others)
    for choice, words in zip(answer.choices, others, strict=True):
        assert set(words.split()) <= set(choice.split())
        other = ask(choice, catalogue, DAY)
        assert not misfit(other)
        assert other.answer["compute_cost"]
    for written in (worked(found), plain(found), markdown(found), html(found, text)):
        assert "would hold" in written
        assert all(choice in written for choice in answer.choices)
    assert not re.findall(r"\$(?!2)", worked(found) + plain(found) + markdown(found))


def test_a_cost_that_is_asked_for_is_told_behind_a_warning_where_the_run_does_not_fit(catalogue: Catalogue) -> None:
    answer = shown(ask("70B 2T 8xh100 mfu=0.5", catalogue, DAY))
    assert "needs at least 16" in answer.warnings[0]
    assert answer.figures[0].label == "Cost"
    assert "70B 2T 16xh100-sxm mfu=0.5" in answer.choices
    assert not {"Real", "Without"} & {label for label, _ in answer.lines}


@pytest.mark.parametrize(
    "text",
    [
        "does a 7B finetune fit on 8 h100?",
        "how many h100 to train a 70B?",
        "how much memory for a 7B finetune?",
    ],
)
def test_a_question_has_a_page(catalogue: Catalogue, text: str) -> None:
    found = ask(text, catalogue, DAY)
    assert shown(found).figures[0].value in html(found, text)
