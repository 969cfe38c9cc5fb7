"""Edit on a shared message changes that message, tells its history, and loses nothing of two who edit at once."""

from collections.abc import Awaitable, Callable

import pytest

from bot.store.door import Door
from bot.store.shelf import StoreError
from service.answers import Answers
from tests.bot.test_once import bot, posted
from workspace import Fault, LocalWorkspace, Message, View, running_workspace

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T a100 mfu=0.5"


async def shared(workspace: LocalWorkspace, settled: Settled, button: str = "Share & pin") -> Message:
    answer = await workspace.command("/llmcost", WORKED)
    await workspace.click(answer, button)
    await settled()
    return posted(workspace)[-1]


async def opened(workspace: LocalWorkspace, settled: Settled, message: Message, user: str = "you") -> View:
    await workspace.click(message, "Edit", user=user)
    await settled()
    return workspace.state.stack(workspace.person(user).id)[-1]


async def submitted(workspace: LocalWorkspace, settled: Settled, view: View, **values: str) -> None:
    await workspace.submit(view, {name: {name: value} for name, value in values.items()})
    await settled()


def told(workspace: LocalWorkspace, user: str = "you") -> Message:
    return [one for one in workspace.messages(user=user) if one.is_ephemeral][-1]


async def test_edit_changes_the_message_and_keeps_its_history_and_pin(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    message = await shared(workspace, settled)
    await submitted(workspace, settled, await opened(workspace, settled, message, "maya"), mfu="40%")
    assert posted(workspace) == [message]
    assert workspace.pins() == [message]
    assert "$3.37M" in message.text
    assert "MFU 50 % → 40 % by <@U0LOCALMAYA>" in message.text
    assert "<@U0LOCALYOU0> asked" in message.text
    assert "mfu=0.4" in message.metadata["event_payload"]["text"]
    assert "Changed" in told(workspace, "maya").text
    assert workspace.errors == []


async def test_each_change_is_told_in_order(workspace: LocalWorkspace, settled: Settled) -> None:
    message = await shared(workspace, settled)
    for tokens in ("4T", "6T", "8T", "10T"):
        await submitted(workspace, settled, await opened(workspace, settled, message), tokens=tokens)
    assert message.text.index("4T → 6T") < message.text.index("6T → 8T") < message.text.index("8T → 10T")
    assert "1 earlier change" in message.text
    assert workspace.errors == []


async def test_nothing_changed_leaves_the_message_alone(workspace: LocalWorkspace, settled: Settled) -> None:
    message = await shared(workspace, settled)
    before = message.text
    await submitted(workspace, settled, await opened(workspace, settled, message))
    assert message.text == before
    assert "Nothing was changed" in told(workspace).text


async def test_a_form_sent_off_again_finds_its_change_made(workspace: LocalWorkspace, settled: Settled) -> None:
    message = await shared(workspace, settled)
    first, again = [await opened(workspace, settled, message, user) for user in ("you", "maya")]
    for view in (first, again):
        await submitted(workspace, settled, view, tokens="4T")
    assert "says that already" in told(workspace, "maya").text
    assert message.text.count("2T → 4T") == 1


async def test_second_of_two_editors_is_shown_what_changed_and_can_have_both(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    message = await shared(workspace, settled)
    mine, theirs = await opened(workspace, settled, message), await opened(workspace, settled, message, "maya")
    await submitted(workspace, settled, theirs, mfu="40%")
    await submitted(workspace, settled, mine, tokens="4T")
    assert "$3.37M" in message.text
    asked = told(workspace)
    assert "<@U0LOCALMAYA> changed this message: MFU" in asked.text
    assert "2T → 4T" in asked.text
    await workspace.click(asked, "Change it to both")
    await settled()
    assert "$6.73M" in message.text
    assert message.text.index("by <@U0LOCALMAYA>") < message.text.index("2T → 4T by <@U0LOCALYOU0>")
    assert workspace.errors == []


async def test_refused_change_leaves_message_and_history_as_they_were(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    message = await shared(workspace, settled)
    workspace.faults.refuse("chat.update", "edit_window_closed")
    await submitted(workspace, settled, await opened(workspace, settled, message), tokens="4T")
    assert "does not let old messages be changed" in told(workspace).text
    await submitted(workspace, settled, await opened(workspace, settled, message), tokens="6T")
    assert "2T → 6T" in message.text
    assert "→ 4T" not in message.text


async def test_blocks_refused_in_a_change_are_left_out(workspace: LocalWorkspace, settled: Settled) -> None:
    message = await shared(workspace, settled)
    workspace.faults.plan("chat.update", Fault(error="invalid_blocks"))
    await submitted(workspace, settled, await opened(workspace, settled, message), tokens="4T")
    assert "$5.38M" in message.text


async def test_answer_to_a_mention_is_edited_in_place_too(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.mention(WORKED)
    await settled()
    message = workspace.messages()[-1]
    await submitted(workspace, settled, await opened(workspace, settled, message), tokens="4T")
    assert "$5.38M" in message.text
    assert "2T → 4T" in message.text


async def test_message_that_the_store_never_knew_is_edited_from_its_button(
    workspace: LocalWorkspace, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr(Door, "unlock", _away)
        message = await shared(workspace, settled)
    await submitted(workspace, settled, await opened(workspace, settled, message), tokens="4T")
    assert "2T → 4T" in message.text


def _away(_: Door) -> None:
    raise StoreError("away")


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_change_that_was_cut_off_is_made_after_a_restart(
    answers: Answers, database: str, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.resuming.EVERY_SECONDS", 0.2)
    async with running_workspace() as workspace:
        async with bot(workspace, answers, database, transport) as settled:
            message = await shared(workspace, settled, "Share")
            view = await opened(workspace, settled, message)
            workspace.faults.drop("chat.update", times=2)
            await submitted(workspace, settled, view, tokens="4T")
            assert "$2.69M" in message.text
        async with bot(workspace, answers, database, transport):
            changed = await workspace.state.until(lambda: message if "$5.38M" in message.text else None, 10)
        assert changed is message
        assert "2T → 4T" in message.text


async def test_change_that_was_cut_off_does_not_undo_a_newer_one(answers: Answers, database: str) -> None:
    async with running_workspace() as workspace:
        async with bot(workspace, answers, database, "http") as settled:
            message = await shared(workspace, settled, "Share")
            view = await opened(workspace, settled, message)
            workspace.faults.drop("chat.update", times=2)
            await submitted(workspace, settled, view, tokens="4T")
            await submitted(workspace, settled, await opened(workspace, settled, message, "maya"), tokens="6T")
            assert "$8.08M" in message.text
        async with bot(workspace, answers, database, "http"):
            undone = await workspace.state.until(lambda: message if "$5.38M" in message.text else None, 3)
        assert undone is None
        assert message.text.index("2T → 4T") < message.text.index("4T → 6T by <@U0LOCALMAYA>")
