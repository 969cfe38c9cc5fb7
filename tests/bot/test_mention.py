"""Mentions, threads, direct messages and the home tab."""

from collections.abc import Awaitable, Callable

from workspace import LocalWorkspace

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T a100 mfu=0.5"


async def test_mention_is_answered_in_its_thread_for_all_to_see(workspace: LocalWorkspace, settled: Settled) -> None:
    said = await workspace.mention(WORKED)
    await settled()
    answer = workspace.messages()[-1]
    assert answer.thread_ts == said.ts
    assert not answer.is_ephemeral
    assert "$2.69M" in answer.text
    assert answer.metadata["event_payload"]["text"]
    assert workspace.errors == []


async def test_mention_inside_a_thread_stays_in_it(workspace: LocalWorkspace, settled: Settled) -> None:
    root = await workspace.say("How much?", channel="planning")
    await workspace.mention(WORKED, thread_ts=root.ts)
    await settled()
    assert workspace.messages()[-1].thread_ts == root.ts


async def test_mention_that_cannot_be_read_is_answered_with_the_reason(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.mention("70B 2T h10")
    await settled()
    assert "Did you mean h100?" in workspace.messages()[-1].text


async def test_the_first_request_of_a_long_message_is_answered_and_the_other_named(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.mention(
        "hope everyone had a good weekend. We want to pretrain a 7B on 2T tokens with 256 H100s. Also Anna asked "
        "whether a 13B on the same data would blow the budget. Let me know by tomorrow, and please book the room."
    )
    await settled()
    text = workspace.messages()[-1].text
    assert "7B 2T 256xh100-sxm method=pretrain" in text
    assert "deadline" not in text.partition("\n")[0]
    assert "Also Anna asked whether a 13B" in text


async def test_direct_message_is_answered(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.direct_message(WORKED)
    await settled()
    assert "$2.69M" in workspace.messages("you")[-1].text


async def test_help_works_in_a_mention(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.mention("help time")
    await settled()
    assert "deadline" in workspace.messages()[-1].text


async def test_event_delivered_again_is_answered_once(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.mention(WORKED)
    await settled()
    await workspace.redeliver()
    await settled()
    assert len(workspace.messages()) == 2


async def test_message_resent_under_another_event_id_is_answered_once(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.mention(WORKED)
    await settled()
    again = dict(workspace.last_event.payload["event"])
    await workspace.happen(again)
    await settled()
    assert len(workspace.messages()) == 2


async def test_retried_event_that_was_never_seen_is_answered(workspace: LocalWorkspace, settled: Settled) -> None:
    said = await workspace.say("unrelated", channel="planning")
    event = {"type": "app_mention", "user": said.user, "channel": said.channel, "ts": "1.5", "text": f"<@U0> {WORKED}"}
    delivering, workspace.delivery.deliver = workspace.delivery.deliver, _lost
    await workspace.happen(event)
    workspace.delivery.deliver = delivering
    await workspace.redeliver()
    await settled()
    assert "$2.69M" in workspace.messages()[-1].text


async def _lost(envelope: object) -> None:
    del envelope


async def test_other_bots_and_edits_are_not_answered(workspace: LocalWorkspace, settled: Settled) -> None:
    channel = workspace.state.direct("U0LOCALYOU0").id
    common = {"type": "message", "channel_type": "im", "channel": channel, "text": WORKED}
    await workspace.happen({**common, "bot_id": "B1", "user": "U1", "ts": "1.1"})
    await workspace.happen({**common, "subtype": "message_changed", "ts": "1.2"})
    await workspace.happen({**common, "user": "U0LOCALBOT0", "ts": "1.3"})
    await settled()
    assert workspace.messages("you") == []


async def test_home_tab_shows_examples_and_opens_the_form(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.open_home()
    await settled()
    home = workspace.home()
    assert "70B 2T a100" in str(home.blocks)
    await workspace.click(home, "Open the form")
    await settled()
    assert workspace.views
    assert workspace.errors == []


async def test_a_topic_on_the_home_tab_is_told_directly(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.open_home()
    await settled()
    await workspace.click(workspace.home(), "Time")
    await settled()
    assert "deadline" in workspace.messages("you")[-1].text


async def test_example_on_the_home_tab_is_answered_directly(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.open_home()
    await settled()
    await workspace.click(workspace.home(), "Run")
    await settled()
    assert "$2.69M" in workspace.messages("you")[-1].text
