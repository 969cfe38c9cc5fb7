"""Share, Share & pin, and the words that do it in one go."""

from collections.abc import Awaitable, Callable

from workspace import LocalWorkspace, Message

WORKED = "70B 2T a100 mfu=0.5"
Settled = Callable[[], Awaitable[None]]


def posted(workspace: LocalWorkspace, channel: str = "planning") -> list[Message]:
    return [message for message in workspace.messages(channel) if not message.is_ephemeral]


def told(workspace: LocalWorkspace, channel: str = "planning") -> str:
    return workspace.messages(channel)[-1].text


async def test_share_posts_the_answer_with_who_asked_and_the_exact_command(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    await workspace.click(answer, "Share")
    await settled()
    [message] = posted(workspace)
    assert "$2.69M" in message.text
    assert f"`/llmcost {WORKED}`" in str(message.blocks)
    assert "<@U0LOCALYOU0>" in str(message.blocks)
    assert message.metadata["event_type"] == "llmcost_estimate"
    assert message.metadata["event_payload"]["as_of"] == "2026-11-24"
    assert "70B" in message.metadata["event_payload"]["text"]
    assert "Shared" in answer.text
    assert workspace.errors == []


async def test_shared_message_explains_itself_from_its_metadata_alone(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.click(await workspace.command("/llmcost", WORKED), "Share")
    await settled()
    request = posted(workspace)[0].metadata["event_payload"]["text"]
    assert "$2.69M" in (await workspace.command("/llmcost", request)).text


async def test_pressing_share_twice_posts_once(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    block = answer.blocks[-1]
    button = block["elements"][0]
    for _ in range(2):
        await workspace.act(answer, block, button, {"value": button["value"]}, "U0LOCALYOU0")
    await settled()
    assert len(posted(workspace)) == 1


async def test_share_and_pin_pins_what_it_posts_and_share_before_it_posts_no_other(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    block = answer.blocks[-1]
    for button in block["elements"][:2]:
        await workspace.act(answer, block, button, {"value": button["value"]}, "U0LOCALYOU0")
        await settled()
    assert len(posted(workspace)) == 1
    assert workspace.pins() == posted(workspace)
    assert "pinned" in answer.text


async def test_shared_private_answer_offers_no_share_any_more(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    await workspace.click(answer, "Share & pin")
    await settled()
    labels = [one["text"]["text"] for one in answer.blocks[-1]["elements"] if "text" in one]
    assert labels == ["Edit", "Compare", "All steps"]


async def test_words_share_and_pin_post_straight_to_the_channel(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", f"{WORKED} share")
    assert "$2.69M" in answer.text
    await settled()
    assert len(posted(workspace)) == 1
    assert workspace.pins() == []
    await workspace.command("/llmcost", f"pin {WORKED}")
    await settled()
    assert len(posted(workspace)) == 2
    assert len(workspace.pins()) == 1


async def test_channel_without_the_bot_says_how_to_invite_it(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED, channel="budget")
    await workspace.click(answer, "Share")
    await settled()
    assert posted(workspace, "budget") == []
    assert "/invite @llmcost" in told(workspace, "budget")


async def test_each_refusal_of_slack_is_a_sentence_to_the_asker_alone(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    expected = {
        "is_archived": "archived",
        "restricted_action": "does not let me",
        "missing_scope": "permission",
        "channel_not_found": "/invite",
        "something_new": "something_new",
        "token_revoked": "reinstall",
    }
    for error, words in expected.items():
        answer = await workspace.command("/llmcost", WORKED)
        workspace.faults.refuse("chat.postMessage", error)
        await workspace.click(answer, "Share")
        await settled()
        assert words in told(workspace)
    assert posted(workspace) == []


async def test_full_pins_leave_the_answer_shared_and_say_what_to_do(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    for error, words in (
        ("too_many_pins", "Unpin one"),
        ("no_permission", "permission"),
        ("not_in_channel", "/invite"),
    ):
        answer = await workspace.command("/llmcost", WORKED)
        workspace.faults.refuse("pins.add", error)
        await workspace.click(answer, "Share & pin")
        await settled()
        assert words in told(workspace)
        assert "shared" in told(workspace)
    assert len(posted(workspace)) == 3


async def test_answer_pinned_already_counts_as_pinned(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.refuse("pins.add", "already_pinned")
    await workspace.click(answer, "Share & pin")
    await settled()
    assert "Shared and pinned" in answer.text


async def test_refused_blocks_are_sent_again_without_them(workspace: LocalWorkspace, settled: Settled) -> None:
    for error in ("invalid_blocks", "msg_blocks_too_long"):
        answer = await workspace.command("/llmcost", WORKED)
        workspace.faults.refuse("chat.postMessage", error)
        await workspace.click(answer, "Share")
        await settled()
        message = posted(workspace)[-1]
        assert message.blocks == []
        assert "$2.69M" in message.text
    assert len(posted(workspace)) == 2


async def test_rate_limit_is_waited_for(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.limit_rate("chat.postMessage", retry_after=1)
    await workspace.click(answer, "Share")
    await settled()
    assert len(posted(workspace)) == 1


async def test_long_rate_limit_is_told_with_the_time_to_wait(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.limit_rate("chat.postMessage", retry_after=120)
    await workspace.click(answer, "Share")
    await settled()
    assert "120 s" in told(workspace)


async def test_share_can_be_tried_again_after_a_refusal(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.refuse("chat.postMessage", "not_in_channel")
    for _ in range(2):
        await workspace.click(answer, "Share")
        await settled()
    assert len(posted(workspace)) == 1


COMPARED = "compare 70B 2T a100 vs h100"


async def test_a_report_is_shared_once_with_who_asked_and_pinned(workspace: LocalWorkspace, settled: Settled) -> None:
    private = await workspace.command("/llmcost", COMPARED)
    buttons = private.blocks[-1]["elements"][:2]
    for button in (buttons[0], *buttons):
        await workspace.act(private, private.blocks[-1], button, {"value": button["value"]}, "U0LOCALYOU0")
        await settled()
    [message] = posted(workspace)
    assert workspace.pins() == [message]
    assert f"<@U0LOCALYOU0> asked `/llmcost {COMPARED}` on facts of 2026-11-24" in str(message.blocks)
    assert [button["text"]["text"] for button in message.blocks[-1]["elements"]] == ["Edit"]
    assert "Shared and pinned" in private.text
    assert "Share" not in str(private.blocks[-1])
    assert workspace.errors == []


async def test_a_shared_report_is_made_again_from_its_metadata(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.click(await workspace.command("/llmcost", COMPARED), "Share")
    await settled()
    [message] = posted(workspace)
    assert message.metadata["event_type"] == "llmcost_report"
    again = await workspace.command("/llmcost", message.metadata["event_payload"]["text"])
    assert [block["type"] for block in again.blocks] == [block["type"] for block in message.blocks]
    assert message.text.endswith(again.text)


async def test_a_report_in_public_says_who_asked_and_has_nothing_to_share(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    for text in (COMPARED, "observe 70B 2T 1024xh100 700 tok/s/gpu"):
        await workspace.mention(text)
        await settled()
        shown = workspace.messages()[-1]
        assert f"asked `/llmcost {text}`" in str(shown.blocks)
        assert '"Share' not in str(shown.blocks).replace("'", '"')
