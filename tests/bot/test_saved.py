"""`save`, `list`, `show`, `delete`: kept per channel, with who and when, and every version of it."""

import threading
from collections.abc import Awaitable, Callable

import pytest

from bot.store import door
from service.answers import Answers
from tests.bot.test_once import NOWHERE, bot
from workspace import LocalWorkspace, Message, running_workspace

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T a100 mfu=0.5"


async def said(workspace: LocalWorkspace, text: str, *, channel: str = "planning", user: str = "you") -> Message:
    answer = await workspace.command("/llmcost", text, channel=channel, user=user)
    assert answer is not None
    return answer


async def pressed(workspace: LocalWorkspace, settled: Settled, where: Message, name: str) -> Message:
    await workspace.click(where, name)
    await settled()
    return workspace.messages()[-1]


async def test_the_last_estimate_is_saved_listed_and_shown(workspace: LocalWorkspace) -> None:
    await said(workspace, WORKED)
    assert "Saved as `big`" in (await said(workspace, "save Big")).text
    listed = await said(workspace, "list", user="maya")
    for words in ("big", "$2.69M", "70B 2T a100", "<@U0LOCALYOU0>"):
        assert words in listed.text
    shown = await said(workspace, "show big", user="maya")
    assert "$2.69M" in shown.text
    assert "<@U0LOCALYOU0>" in shown.text
    assert workspace.errors == []


async def test_what_is_saved_or_set_in_a_direct_message_is_ones_own(workspace: LocalWorkspace) -> None:
    assert "Saved as `one` for you" in (await said(workspace, f"save one {WORKED}", channel="you")).text
    assert "Saved as `one` for this channel" in (await said(workspace, f"save one {WORKED}")).text
    assert "for you" in (await said(workspace, "set grid=france", channel="you")).text


async def test_an_estimate_is_saved_with_its_words(workspace: LocalWorkspace) -> None:
    await said(workspace, f"save one {WORKED}")
    assert "$2.69M" in (await said(workspace, "show one")).text


async def test_taken_name_is_asked_about_and_replaced_at_a_press(workspace: LocalWorkspace, settled: Settled) -> None:
    await said(workspace, f"save run {WORKED}")
    question = await said(workspace, "save run 70B 2T h100", user="maya")
    assert "is taken" in question.text
    assert "$2.69M" in question.text
    assert "$2.69M" in (await said(workspace, "show run")).text
    await workspace.click(question, "Replace it", user="maya")
    await settled()
    shown = await said(workspace, "show run")
    assert "version 2 · <@U0LOCALMAYA>" in shown.text
    assert "H100" in shown.text
    assert workspace.errors == []


async def test_the_same_saved_again_under_its_name_changes_nothing(workspace: LocalWorkspace) -> None:
    await said(workspace, f"save run {WORKED}")
    assert "says just that already" in (await said(workspace, f"save run {WORKED}")).text


async def test_two_who_replace_at_once_lose_nothing(workspace: LocalWorkspace, settled: Settled) -> None:
    await said(workspace, f"save run {WORKED}")
    first, second = await said(workspace, "save run 70B 2T h100"), await said(workspace, "save run 7B 2T h100")
    await pressed(workspace, settled, first, "Replace it")
    asked_again = await pressed(workspace, settled, second, "Replace it")
    assert "is taken" in asked_again.text
    assert "70B" in (await said(workspace, "show run")).text
    await pressed(workspace, settled, asked_again, "Replace it")
    assert "7B" in (await said(workspace, "list")).text


async def test_any_version_can_be_restored_after_a_delete_too(workspace: LocalWorkspace, settled: Settled) -> None:
    await said(workspace, f"save run {WORKED}")
    deleted = await said(workspace, "delete run")
    assert "Nothing is saved" in (await said(workspace, "list")).text
    await pressed(workspace, settled, deleted, "Restore")
    shown = await said(workspace, "show run")
    assert "version 3" in shown.text
    history = await pressed(workspace, settled, shown, "History")
    for words in ("*3*", "*2* · deleted", "*1*"):
        assert words in history.text
    assert workspace.errors == []


async def test_another_channel_sees_nothing_of_it_not_even_the_name(workspace: LocalWorkspace) -> None:
    await said(workspace, f"save secret {WORKED}", channel="budget")
    for channel in ("planning", "you"):
        assert "secret" not in (await said(workspace, "list", channel=channel)).text
        refused = await said(workspace, "show other", channel=channel)
        assert "secret" not in refused.text
        assert "Nothing is saved here as `secret`" in (await said(workspace, "show secret", channel=channel)).text
    assert "secret" in (await said(workspace, "list", channel="budget")).text


async def test_another_workspace_sees_nothing_of_it(workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    await said(workspace, f"save secret {WORKED}")
    monkeypatch.setattr("workspace.payloads.TEAM_ID", "T0ANOTHER00")
    assert "Nothing is saved" in (await said(workspace, "list")).text
    await said(workspace, "delete secret")
    monkeypatch.undo()
    assert "secret" in (await said(workspace, "list")).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("save", "needs a name"),
        ("save two words", "words"),
        ("save <!channel> 70B 2T a100", "cannot be a name"),
        (f"save {'x' * 65} {WORKED}", "cannot be a name"),
        ("show", "needs a name"),
        ("show never", "Nothing is saved here as `never`"),
        ("delete never", "Nothing is saved here as `never`"),
        ("delete a b", "takes one name"),
        ("list all", "takes no words"),
        ("save later", "don't remember"),
    ],
)
async def test_what_cannot_be_saved_or_shown_says_why(workspace: LocalWorkspace, text: str, words: str) -> None:
    answer = await said(workspace, text)
    assert words in answer.text
    assert "<!channel>" not in answer.text + str(answer.blocks)


async def test_a_thread_saves_the_estimate_that_it_is_about(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.click(await said(workspace, WORKED), "Share")
    await settled()
    shared = next(one for one in workspace.messages() if not one.is_ephemeral)
    await said(workspace, "7B 1T h100")
    await workspace.mention("save agreed", thread_ts=shared.ts, user="maya")
    await settled()
    assert "$2.69M" in (await said(workspace, "list")).text


async def test_many_are_listed_within_slacks_limits(workspace: LocalWorkspace) -> None:
    for number in range(30):
        await said(workspace, f"save run-{number} {number + 1}B 2T a100")
    listed = await said(workspace, "list")
    assert "10 more" in str(listed.blocks)
    assert workspace.errors == []


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_with_the_store_away_saving_says_so_and_estimates_are_answered(answers: Answers, transport: str) -> None:
    async with running_workspace() as workspace, bot(workspace, answers, NOWHERE, transport) as settled:
        await said(workspace, WORKED)
        await settled()
        for text in (f"save x {WORKED}", "list", "show x", "delete x"):
            await said(workspace, text)
            await settled()
            assert "can't reach my database" in workspace.messages()[-1].text
        assert "$2.69M" in (await said(workspace, WORKED)).text


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_what_is_asked_while_the_store_opens_is_answered_when_it_is_open(
    answers: Answers, database: str, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()
    loading = door.import_module
    monkeypatch.setattr("bot.store.door.LONGEST_WAIT", 0.1)
    monkeypatch.setattr("bot.store.door.import_module", lambda name: (opened.wait(10), loading(name))[1])
    async with running_workspace() as workspace, bot(workspace, answers, database, transport) as settled:
        assert "One moment" in (await said(workspace, f"save x {WORKED}")).text
        opened.set()
        await settled()
        assert "Saved as `x`" in workspace.messages()[-1].text
