"""The table of steps: every number with who says so, within the room it is given."""

from bot.slack.steps import input_lines, step_table
from service.answers import Answers

QUESTION = "70B 2T a100 mfu=0.5"


def shown(answers: Answers, most: int) -> str:
    return str(step_table(answers.answer(QUESTION).estimate, most))


def test_every_step_of_the_estimate_is_a_row(answers: Answers) -> None:
    [table] = step_table(answers.answer(QUESTION).estimate, 9_000)
    cells = [[cell["elements"][0]["elements"][0]["text"] for cell in row] for row in table["rows"]]
    assert cells[0] == ["Step", "Working", "Result", "Who says so"]
    assert cells[1] == ["1. Training compute", "C = 6 × N × D\n= 6 × 70e9 × 2e12", "8.40e23 FLOP", "Kaplan et al. 2020"]
    assert len({len(row) for row in cells}) == 1


def test_sources_are_links_where_there_is_room(answers: Answers) -> None:
    assert "https://arxiv.org/abs/2001.08361" in shown(answers, 9_000)
    assert "https://" not in shown(answers, 1_800)


def test_inputs_of_one_source_stand_on_one_line(answers: Answers) -> None:
    lines = str(input_lines(answers.answer(QUESTION).estimate))
    assert "*You said:* Parameters 70B · Tokens 2T tokens · MFU 50 %" in lines
    assert "Peak throughput 312 TFLOP/s · Board power 400 W" in lines
    assert "*Assumed PUE:* 1.25" in lines
    assert "*Assumed overhead:* 15 % (5 %–40 %), storage, network" in lines


def test_the_mfu_is_shown_as_the_product_of_its_factors(answers: Answers) -> None:
    found = answers.answer("llama-3.1-405b 16384xh100").estimate
    assert "MFU = η_kernel × η_balance × η_recompute × η_comm × η_up" in str(step_table(found, 12_000))
    assert "recomputation 1" in str(input_lines(found))


def test_table_without_room_becomes_paragraphs_with_the_same_numbers(answers: Answers) -> None:
    blocks = step_table(answers.answer(QUESTION).estimate, 1_000)
    assert {block["type"] for block in blocks} == {"section"}
    assert "$2,692,308" in str(blocks)
