"""A question is answered first: yes or no, how many, how much memory, how long."""

import datetime
from collections.abc import Callable

import pytest

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.estimate import Estimate
from estimator.render.beside import reading_words
from estimator.render.glance import key_figures
from estimator.render.markdown import markdown
from estimator.render.text import plain, worked

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "label", "value", "terms"),
    [
        (
            "are 8 A100 80 GB enough to fully fine-tune llama2 70b",
            "Enough",
            "no",
            "at least 16 × A100 80GB SXM4, not 8",
        ),
        ("8 A100 for a 13B finetune, is that enough?", "Enough", "yes", "memory: "),
        ("is 24h on 8xH100 enough to train GPT-2 124M to 10B tokens?", "Enough", "yes", "time: "),
        ("llama 2 70b on 8 h100 in 30 days, is that realistic?", "Enough", "no", ""),
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
        ("does a 70B fit on 8 h100?", "Enough: No · memory: it takes at least 16 × H100 80GB SXM5, not 8"),
        ("does a 7B finetune fit on 8 h100?", "Enough: Yes · memory: "),
    ],
)
def test_a_yes_or_no_reads_as_a_sentence(asked: Callable[[str], Estimate], text: str, told: str) -> None:
    assert told in plain(asked(text))
