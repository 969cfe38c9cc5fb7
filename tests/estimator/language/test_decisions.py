"""A sentence that weighs one thing against another is answered by the question that weighs it."""

import pytest

from estimator.language import first_word
from estimator.language.decisions import without_decision


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("rent or buy 64 H100 for 2 years", "own"),
        ("is it cheaper to buy or rent 64 h100 for 70B on 2T?", "own"),
        ("H100 or B200 for 70B 15T?", "compare"),
        ("is it cheaper to train 7B on 2T tokens with A100s or H100s?", "compare"),
        ("is 7B on 15T compute optimal?", "optimal"),
        ("how far is 8B on 15T from chinchilla?", "optimal"),
        ("cheapest gpu for 7B 1T in 3 weeks", "plan"),
        ("what's the cheapest way to fine-tune llama-3.1-8b?", "plan"),
    ],
)
def test_a_weighing_sentence_asks_its_question(text: str, word: str) -> None:
    assert first_word(text) == (word, text)


@pytest.mark.parametrize(
    "text",
    ["7B chinchilla h100", "7B compute-optimal h100", "7B 1T h100 at the cheapest price", "70B 2T on b200 or so"],
)
def test_an_estimate_with_such_words_stays_one(text: str) -> None:
    assert first_word(text) is None


@pytest.mark.parametrize(
    ("word", "text", "rest"),
    [
        ("optimal", "how far is 8B on 15T from chinchilla?", "is 8B on 15T ?"),
        ("optimal", "7B chinchilla", "7B chinchilla"),
        ("plan", "cheapest gpu for 7B 1T in 3 weeks", "7B 1T in 3 weeks"),
        ("own", "rent or buy 64 H100 for 2 years", "64 H100 for 2 years"),
    ],
)
def test_the_words_that_ask_say_nothing_of_the_run(word: str, text: str, rest: str) -> None:
    assert without_decision(word, text) == rest
