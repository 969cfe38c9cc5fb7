"""The table of steps: every number with who says so, within the room it is given."""

from bot.answers import Answers
from bot.steps import step_table

QUESTION = "70B 2T a100 mfu=0.5"


def shown(answers: Answers, most: int) -> str:
    return str(step_table(answers.answer(QUESTION).estimate, most))


def test_every_step_of_the_estimate_is_a_row(answers: Answers) -> None:
    [table] = step_table(answers.answer(QUESTION).estimate, 9_000)
    labels = [row[0]["elements"][0]["elements"][0]["text"] for row in table["rows"]]
    assert labels[:2] == ["Step", "1. Training compute"]
    assert "MFU" in labels
    assert len({len(row) for row in table["rows"]}) == 1


def test_sources_are_links_where_there_is_room(answers: Answers) -> None:
    assert "https://arxiv.org/abs/2001.08361" in shown(answers, 9_000)
    assert "https://" not in shown(answers, 5_000)


def test_table_without_room_becomes_paragraphs_with_the_same_numbers(answers: Answers) -> None:
    blocks = step_table(answers.answer(QUESTION).estimate, 1_000)
    assert {block["type"] for block in blocks} == {"section"}
    assert "$2,692,308" in str(blocks)
