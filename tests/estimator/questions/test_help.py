"""Help whose examples run."""

from collections.abc import Callable

import pytest

from estimator.language import COMMANDS
from estimator.questions.question import Answered
from estimator.questions.table import QUESTIONS, TOPICS
from estimator.render.report_page import report_text

Ask = Callable[[str], Answered]
EXAMPLES = [example for topic in TOPICS for example in topic.examples if not example.startswith("hf:")]


def text(found: Answered) -> str:
    return report_text(found.report())


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_is_answered(answered: Ask, example: str) -> None:
    found = answered(example)
    assert found.data()
    assert "match" not in text(found).partition("\n")[0]


def test_every_question_has_examples_that_begin_with_its_word_and_a_page_in_the_help(answered: Ask) -> None:
    for question in QUESTIONS[1:]:
        assert question.word in COMMANDS
        assert all(example.split()[0] == question.word for example in question.examples)
        assert all(example in text(answered(f"help {question.word}")) for example in question.examples)


def test_a_topic_is_found_by_its_nearest_name(answered: Ask) -> None:
    assert text(answered("help acelerators")).startswith("accelerators:")


def test_an_unknown_topic_is_answered_with_all_of_them(answered: Ask) -> None:
    found = text(answered("help cheese"))
    assert found.startswith('There is no help on "cheese"')
    assert all(f"{topic.name}: " in found for topic in TOPICS)
