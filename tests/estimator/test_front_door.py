"""`from estimator import Estimator` is all that a program needs."""

import datetime

import pytest

from estimator import Estimator
from estimator.ask import ask
from estimator.errors import RequestError

DAY = datetime.date(2026, 11, 24)


def test_a_program_asks_in_words_and_gets_the_object_that_texts_are_made_from():
    estimator = Estimator(today=lambda: DAY)
    found = estimator.ask("70B 2T a100 mfu=0.5")
    assert found.answer == ask("70B 2T a100 mfu=0.5", estimator.catalogue, DAY, layout=True).answer
    assert found.as_of == DAY


def test_any_question_has_its_json():
    found = Estimator(today=lambda: DAY).json("optimal 1e24 flops")
    assert (found["question"], found["as_of"]) == ("optimal", "2026-11-24")


def test_what_cannot_be_read_raises_its_sentence():
    with pytest.raises(RequestError, match="h10"):
        Estimator(today=lambda: DAY).ask("70B 2T h10")
