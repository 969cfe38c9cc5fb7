"""What Slack is shown: three messages as goldens, and of every kind of message that its rules accept it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from blockkit.blocks import private_message, replacing_message, shared_message
from blockkit.form import filled, view
from blockkit.kit import characters
from blockkit.message import Message
from blockkit.report import report_message
from bot.features import guide, home
from bot.replies import refusal
from estimator.errors import RequestError
from estimator.questions.table import TOPICS
from estimator.render.figures import figure
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
REPORTS = ("compare 70B 2T a100 mfu=0.5", "accelerators", "accelerators h100-sxm", "prices h100", "accuracy")


def keep(golden: Golden, name: str, document: dict[str, Any]) -> None:
    golden(f"blocks/{name}.json", json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def report(answers: Answers, text: str) -> Message:
    return report_message(answers.ask(text).report(), text)


def test_private_answer(golden: Golden, answers: Answers) -> None:
    keep(golden, "private_dense", private_message(answers.answer(QUESTIONS["dense"])).built)


def test_shared_answer(golden: Golden, answers: Answers) -> None:
    shown = shared_message(answers.answer(QUESTIONS["dense"]), "U0ASKER")
    keep(golden, "shared", shown.built | {"metadata": shown.metadata})


def test_comparison(golden: Golden, answers: Answers) -> None:
    keep(golden, "comparison", report(answers, REPORTS[0]).built)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_message_of_an_answer_is_one_that_slack_takes(answers: Answers, name: str) -> None:
    answer = answers.answer(QUESTIONS[name])
    messages = (private_message(answer), shared_message(answer, "U0ASKER"), replacing_message(answer, "Shared"))
    for shown in messages:
        assert message_problems(shown.blocks) == []
        assert 0 < len(shown.text) <= 3_000
        assert characters(shown.blocks) <= 13_000


@pytest.mark.parametrize("text", QUESTIONS.values())
def test_the_blocks_say_what_the_text_says(answers: Answers, text: str) -> None:
    answer = answers.answer(text)
    shown = json.dumps(private_message(answer).blocks, ensure_ascii=False).replace('\\"', '"')
    said = answer.text.splitlines()
    for line in said:
        if line.startswith(("Real: ", "Assumed: ", "Without: ", "Budget: ")):
            assert line.partition(": ")[2] in shown
    lines = shown.replace("\xa0", " ")
    for priced in answer.estimate.prices:
        assert f"{figure(priced.cost)} at {figure(priced.asked.price).removesuffix('/h')} {priced.asked.label}" in lines


def test_a_shared_answer_says_who_asked_and_on_which_day_and_carries_its_request(answers: Answers) -> None:
    shown = shared_message(answers.answer(QUESTIONS["dense"]), "U0ASKER")
    assert "<@U0ASKER> asked `/llmcost 70B 2T a100 mfu=0.5` on facts of 2026-11-24" in str(shown.blocks)
    assert shown.metadata
    assert shown.metadata["event_payload"]["as_of"] == "2026-11-24"


@pytest.mark.parametrize("text", REPORTS)
def test_every_report_is_a_message_that_slack_takes(answers: Answers, text: str) -> None:
    shown = report(answers, text)
    assert message_problems(shown.blocks) == []
    assert f"/llmcost {text}" in str(shown.blocks)


def test_answer_that_has_been_shared_says_so_and_offers_it_no_more(answers: Answers) -> None:
    shown = replacing_message(answers.answer(QUESTIONS["dense"]), ":pushpin: Shared and pinned")
    assert shown.text.startswith(":pushpin: Shared and pinned")
    assert "share" not in [element.get("action_id") for element in shown.blocks[-1]["elements"]]


def test_refusal_offers_the_nearest_name_and_the_form(answers: Answers) -> None:
    with pytest.raises(RequestError) as caught:
        answers.answer("70B 2T h10")
    shown = refusal(caught.value, "70B 2T h10")
    assert message_problems(shown.blocks) == []
    buttons = {element["action_id"]: element["value"] for element in shown.blocks[-1]["elements"]}
    assert buttons == {"use": "70B 2T h100", "edit": "70B 2T h100"}


def test_a_refusal_of_something_missing_offers_requests_at_a_press(answers: Answers) -> None:
    with pytest.raises(RequestError) as caught:
        answers.answer("70B")
    shown = refusal(caught.value, "70B")
    assert message_problems(shown.blocks) == []
    assert [element["value"] for element in shown.blocks[-1]["elements"]] == list(caught.value.suggestions)
    assert all(f"`{text}`" in shown.text for text in caught.value.suggestions)


@pytest.mark.parametrize("name", ["", *(topic.name for topic in TOPICS)])
def test_help_has_a_button_for_each_example_and_each_topic(name: str) -> None:
    shown = guide.help_message(name)
    assert message_problems(shown.blocks) == []
    topic = next((topic for topic in TOPICS if topic.name == name), None)
    expected = list(topic.examples) if topic else list(TOPICS[0].examples)[:3]
    assert [block["accessory"]["value"] for block in shown.blocks if "accessory" in block] == expected
    buttons = next(block["elements"] for block in shown.blocks if block["type"] == "actions")
    assert [button["value"] for button in buttons] == [topic.name for topic in TOPICS]


def test_form_shows_each_field_as_it_was_said(answers: Answers) -> None:
    form = view(filled(answers.read(QUESTIONS["everything"]).request, answers.written), {"channel": "C0"})
    assert view_problems(form) == []
    typed = {block["block_id"]: block["element"].get("initial_value") for block in form["blocks"]}
    assert (typed["size"], typed["accelerators"], typed["deadline"]) == ("70B", "1024", "30d")
    assert "grid=FRA" in typed["rest"]


def test_home_tab_shows_three_examples_and_each_topic_of_the_help() -> None:
    tab = home.tab()
    assert view_problems(tab) == []
    shown = [block["accessory"]["value"] for block in tab["blocks"] if "accessory" in block]
    assert shown == list(TOPICS[0].examples)[:3]
    assert [entry["value"] for entry in tab["blocks"][-1]["elements"]] == [topic.name for topic in TOPICS]
