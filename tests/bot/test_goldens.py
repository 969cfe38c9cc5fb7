"""What Slack is shown, kept as goldens that its rules accept."""

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
QUESTIONS = {
    "dense": "70B 2T a100 mfu=0.5",
    "model": "llama-3.1-405b 16384xh100",
    "sparse": "671B-A37B 14.8T h800 price=2",
    "budget": "8B 15T h100 deadline=30d budget=$3M",
    "everything": "70B 2T 1024xh100 precision=fp8 seq=8k recompute=full batch=4M stack=tuned goodput=0.9 pue=1.1 "
    "grid=france power=0.12/kWh overhead=20% provider=aws billing=spot deadline=30d budget=$3M epochs=2",
}


def keep(golden: Golden, name: str, document: dict[str, Any]) -> None:
    golden(f"blocks/{name}.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def document(shown: Message) -> dict[str, Any]:
    return {"text": shown.text, "blocks": shown.blocks}


@pytest.mark.parametrize("name", QUESTIONS)
def test_private_answer(golden: Golden, answers: Answers, name: str) -> None:
    shown = private_message(answers.answer(QUESTIONS[name]))
    assert message_problems(shown.blocks) == []
    assert 0 < len(shown.text) <= 3_000
    keep(golden, f"private_{name}", document(shown))


def test_shared_answer(golden: Golden, answers: Answers) -> None:
    shown = shared_message(answers.answer(QUESTIONS["dense"]), "U0ASKER")
    assert message_problems(shown.blocks) == []
    keep(golden, "shared", document(shown) | {"metadata": shown.metadata})


def test_answer_that_has_been_shared(golden: Golden, answers: Answers) -> None:
    shown = replacing_message(answers.answer(QUESTIONS["dense"]), ":pushpin: Shared and pinned")
    assert message_problems(shown.blocks) == []
    keep(golden, "private_shared", document(shown))


def test_comparison(golden: Golden, answers: Answers) -> None:
    shown = comparison_message(QUESTIONS["dense"], answers.compare(QUESTIONS["dense"]))
    assert message_problems(shown.blocks) == []
    keep(golden, "comparison", document(shown))


def test_refusal(golden: Golden, answers: Answers) -> None:
    with pytest.raises(RequestError) as caught:
        answers.answer("70B 2T h10")
    shown = refusal(caught.value, "70B 2T h10")
    assert message_problems(shown.blocks) == []
    keep(golden, "refusal", document(shown))


def test_help(golden: Golden) -> None:
    shown = guide.help_message("")
    assert message_problems(shown.blocks) == []
    keep(golden, "help", document(shown))


def test_listing(golden: Golden, answers: Answers) -> None:
    shown = page_message(answers.catalogue, "accelerators", "h100", 1)
    assert message_problems(shown.blocks) == []
    keep(golden, "listing", document(shown))


def test_form(golden: Golden, answers: Answers) -> None:
    form = view(filled(answers.read(QUESTIONS["everything"]).request, answers.written), {"channel": "C0"})
    assert view_problems(form) == []
    keep(golden, "form", form)


def test_home_tab(golden: Golden) -> None:
    tab = home.tab()
    assert view_problems(tab) == []
    keep(golden, "home", tab)


def test_blocks_of_the_terminal_are_those_of_the_private_answer(answers: Answers) -> None:
    answer = answers.answer(QUESTIONS["dense"])
    assert message(answer.estimate) == document(private_message(answer))


@pytest.mark.parametrize("name", QUESTIONS)
def test_answer_stays_below_what_slack_was_seen_to_refuse(answers: Answers, name: str) -> None:
    shown = shared_message(answers.answer(QUESTIONS[name]), "U0ASKER")
    assert characters(shown.blocks) <= 13_000
