"""What Slack is shown: three goldens to look at, and everything within Slack's rules."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.features import guide, home
from bot.features.compare import comparison_message
from bot.features.listing import page_message
from bot.replies import refusal
from bot.slack.blocks import message, private_message, replacing_message, shared_message
from bot.slack.form import filled, view
from bot.slack.kit import characters
from bot.slack.message import Message
from estimator.errors import RequestError
from service.answers import Answers
from workspace.validation import message_problems, view_problems

Golden = Callable[[str, str], None]
WORKED = "70B 2T a100 mfu=0.5"
QUESTIONS = (
    WORKED,
    "llama-3.1-405b 16384xh100",
    "671B-A37B 14.8T h800 price=2",
    "8B 15T h100 deadline=30d budget=$3M",
    (
        "70B 2T 1024xh100 precision=fp8 seq=8k recompute=full batch=4M stack=tuned goodput=0.9 pue=1.1 "
        "grid=france power=0.12/kWh overhead=20% provider=aws billing=spot deadline=30d budget=$3M epochs=2"
    ),
)


def keep(golden: Golden, name: str, document: dict[str, Any]) -> None:
    golden(f"blocks/{name}.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def document(shown: Message) -> dict[str, Any]:
    return {"text": shown.text, "blocks": shown.blocks}


def test_the_private_answer_reads_as_its_golden(golden: Golden, answers: Answers) -> None:
    keep(golden, "private", document(private_message(answers.answer(WORKED))))


def test_a_refusal_reads_as_its_golden(golden: Golden, answers: Answers) -> None:
    with pytest.raises(RequestError) as caught:
        answers.answer("70B")
    shown = refusal(caught.value, "70B")
    assert message_problems(shown.blocks) == []
    keep(golden, "refusal", document(shown))


def test_the_home_tab_reads_as_its_golden(golden: Golden) -> None:
    tab = home.tab()
    assert view_problems(tab) == []
    keep(golden, "home", tab)


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_holds_to_slacks_limits_in_all_its_forms(answers: Answers, text: str) -> None:
    answer = answers.answer(text)
    for shown in (
        private_message(answer),
        shared_message(answer, "U0ASKER"),
        replacing_message(answer, ":pushpin: Shared and pinned"),
    ):
        assert message_problems(shown.blocks) == []
        assert 0 < len(shown.text) <= 3_000
        assert characters(shown.blocks) <= 13_000


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_blocks_say_what_the_text_says(answers: Answers, text: str) -> None:
    answer = answers.answer(text)
    shown = json.dumps(private_message(answer).blocks, ensure_ascii=False).replace('\\"', '"')
    said = answer.text.splitlines()
    for line in said:
        if line.startswith(("Price: ", "Real: ", "Assumed: ", "Without: ", "Budget: ")):
            assert line.partition(": ")[2] in shown


def test_a_shared_answer_says_who_asked_and_on_which_day_and_carries_its_request(answers: Answers) -> None:
    shown = shared_message(answers.answer(WORKED), "U0ASKER")
    assert "<@U0ASKER> asked `/llmcost 70B 2T a100 mfu=0.5` on facts of 2026-11-24" in str(shown.blocks)
    assert shown.metadata
    assert shown.metadata["event_payload"]["as_of"] == "2026-11-24"


def test_the_blocks_of_the_terminal_are_those_of_the_private_answer(answers: Answers) -> None:
    answer = answers.answer(WORKED)
    assert message(answer.estimate) == document(private_message(answer))


def test_the_other_pages_hold_to_slacks_limits(answers: Answers) -> None:
    pages = (
        comparison_message(WORKED, answers.compare(WORKED)),
        guide.help_message(""),
        page_message(answers.catalogue, "accelerators", "h100", 1),
    )
    assert [problem for page in pages for problem in message_problems(page.blocks)] == []
    form = view(filled(answers.read(QUESTIONS[-1]).request, answers.written), {"channel": "C0"})
    assert view_problems(form) == []
