"""What people do reaches a real Bolt app over both transports, and what it answers is shown."""

import asyncio
from typing import Any

import pytest

from workspace import LocalWorkspace


async def test_the_answer_in_the_acknowledgement_is_seen_by_the_asker_alone(connected: LocalWorkspace):
    answer = await connected.command("/echo", "70B <@U1> #x", channel="planning")
    assert answer is not None
    assert answer.text == "You said 70B <@U1> #x"
    assert answer.is_ephemeral
    assert connected.messages("planning") == [answer]
    assert connected.messages("planning", user="maya") == []
    assert connected.errors == []


async def test_an_unknown_command_shows_a_failure(connected: LocalWorkspace):
    connected.delivery.seconds = 0.3
    answer = await connected.command("/nonsense")
    assert answer is not None
    assert answer.is_notice
    assert answer.text in (
        '/nonsense failed with the error "dispatch_failed"',
        '/nonsense failed with the error "operation_timeout"',
    )


async def test_a_late_acknowledgement_shows_operation_timeout(connected: LocalWorkspace):
    connected.delivery.seconds = 0.2
    connected.faults.slow_down("api.test", 1)
    answer = await connected.command("/fail")
    assert answer is not None
    assert answer.text == '/fail failed with the error "operation_timeout"'
    assert connected.errors == [answer.text]


async def test_a_response_url_takes_five_answers(connected: LocalWorkspace, heard: list[Any]):
    assert await connected.command("/later") is None
    async with asyncio.timeout(3):
        while len(heard) < 6:  # noqa: ASYNC110 — the app's own list has no event to wait on
            await asyncio.sleep(0.01)
    assert heard == [200, 200, 200, 200, 200, 404]
    assert [message.text for message in connected.messages()] == [f"answer {number}" for number in range(5)]


async def test_a_button_posts_a_message_with_its_metadata_and_pins_it(connected: LocalWorkspace, heard: list[Any]):
    answer = await connected.command("/echo", "70B")
    assert answer is not None
    await connected.click(answer, "Share")
    (pinned,) = connected.pins()
    assert pinned.metadata == {"event_type": "shared", "event_payload": {"text": "x"}}
    assert not pinned.is_ephemeral
    assert heard[0]["actions"][0]["value"] == "v"
    assert "message" not in heard[0]
    assert [call.method for call in connected.journal if call.method.startswith(("chat", "pins"))] == [
        "chat.postMessage",
        "pins.add",
    ]


async def test_an_overflow_choice_replaces_the_private_answer(connected: LocalWorkspace):
    answer = await connected.command("/echo", "70B")
    assert answer is not None
    await connected.choose(answer, "more", "Save")
    assert [message.text for message in connected.messages()] == ["chose save"]
    assert connected.messages()[0].is_ephemeral


async def test_a_label_that_is_not_there_names_those_that_are(connected: LocalWorkspace):
    answer = await connected.command("/echo", "70B")
    assert answer is not None
    with pytest.raises(LookupError, match=r"share \(Share\), edit \(Edit\)"):
        await connected.click(answer, "Delete")


async def test_a_mention_is_heard_and_answered_in_its_thread(connected: LocalWorkspace):
    asked = await connected.mention("help", "planning")
    answer = await connected.next_message(after=1)
    assert answer is not None
    assert (answer.text, answer.thread_ts) == ("At your service", asked.ts)


async def test_a_mention_where_the_bot_is_no_member_is_not_heard(connected: LocalWorkspace, heard: list[Any]):
    await connected.mention("help", "random")
    assert heard == []


async def test_a_direct_message_is_heard(connected: LocalWorkspace, heard: list[Any]):
    await connected.direct_message("70B 2T a100")
    await asyncio.sleep(0.05)
    assert [(event["text"], event["channel_type"]) for event in heard] == [("70B 2T a100", "im")]


async def test_an_event_sent_again_reaches_the_app_again(connected: LocalWorkspace, heard: list[Any]):
    await connected.direct_message("once")
    assert connected.last_event is not None
    await connected.redeliver(retry=2)
    await connected.redeliver(same_id=False)
    await asyncio.sleep(0.05)
    assert [event["ts"] for event in heard] == [heard[0]["ts"]] * 3


async def test_shortcuts_reach_the_app_with_and_without_a_message(connected: LocalWorkspace, heard: list[Any]):
    message = await connected.say("70B by May?", channel="planning", user="maya")
    await connected.shortcut("explain")
    await connected.shortcut("explain", message)
    assert [body["type"] for body in heard] == ["shortcut", "message_action"]
    assert heard[1]["message"]["text"] == "70B by May?"


async def test_opening_the_home_tab_lets_the_app_publish_it(connected: LocalWorkspace):
    await connected.open_home()
    seen = connected.state.changes.count
    while (home := connected.home()) is None:
        seen = await connected.state.changes.after(seen)
    assert home.blocks[0]["text"]["text"] == "Welcome"
