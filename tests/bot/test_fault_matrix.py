"""Each feature that calls Slack, and each way in which Slack fails: done once all the same, or told in words."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.step import CALLBACK
from service.answers import Answers
from tests.bot.test_change import opened, shared
from tests.bot.test_once import bot
from tests.bot.test_saved import said
from workspace import Fault, LocalWorkspace, running_workspace

Settled = Callable[[], Awaitable[None]]
Act = Callable[[], Awaitable[object]]
WORKED = "70B 2T a100 mfu=0.5"
ONCE = {
    "asked to wait": ("http", Fault("ratelimited", 429, 0)),
    "500": ("socket", Fault(status=500)),
    "500 after it was done": ("http", Fault(status=500, is_late=True)),
    "dropped": ("http", Fault(drops=True)),
    "dropped after it was done": ("socket", Fault(drops=True, is_late=True)),
}
FOR_LONG = {
    "asked to wait": ("socket", Fault("ratelimited", 429, 60)),
    "500": ("http", Fault(status=500)),
    "dropped": ("socket", Fault(drops=True)),
    "token revoked": ("http", Fault("token_revoked")),
}
IN_WORDS = re.compile(r"Slack (asks me|has trouble|no longer accepts|did not tell|does not answer)|reach Slack")


async def show(workspace: LocalWorkspace, _settled: Settled) -> Act:
    await said(workspace, f"save big {WORKED}")
    listed = await said(workspace, "list")
    return lambda: workspace.click(listed, "Show")


async def edit(workspace: LocalWorkspace, settled: Settled) -> Act:
    message = await shared(workspace, settled)
    return lambda: workspace.click(message, "Edit")


async def explain(workspace: LocalWorkspace, _settled: Settled) -> Act:
    answer = await said(workspace, WORKED)
    return lambda: workspace.click(answer, "explain")


async def preview(workspace: LocalWorkspace, settled: Settled) -> Act:
    view = await opened(workspace, settled, await said(workspace, WORKED))
    return lambda: workspace.choose(view, "tokens", "4T")


async def home(workspace: LocalWorkspace, _settled: Settled) -> Act:
    return workspace.open_home


async def mention(workspace: LocalWorkspace, _settled: Settled) -> Act:
    return lambda: workspace.mention(WORKED)


async def change(workspace: LocalWorkspace, settled: Settled) -> Act:
    view = await opened(workspace, settled, await shared(workspace, settled))
    return lambda: workspace.submit(view, {"mfu": {"mfu": "40%"}})


async def rule(workspace: LocalWorkspace, _settled: Settled) -> Act:
    return lambda: said(workspace, "set price h100=1.20")


async def canvas(workspace: LocalWorkspace, settled: Settled) -> Act:
    answer = await said(workspace, WORKED)
    await workspace.choose(answer, "more", "Export …")
    await settled()
    forms = workspace.messages()[-1]
    return lambda: workspace.click(forms, "Canvas in this channel")


async def page(workspace: LocalWorkspace, settled: Settled) -> Act:
    answer = await said(workspace, WORKED)
    await workspace.choose(answer, "more", "Export …")
    await settled()
    forms = workspace.messages()[-1]
    return lambda: workspace.click(forms, "Page (HTML)")


def told(workspace: LocalWorkspace, words: str) -> int:
    return sum(words in message.text for message in workspace.messages())


@dataclass(frozen=True)
class Feature:
    """How it is used, what it calls, and how often it has happened."""

    begin: Callable[[LocalWorkspace, Settled], Awaitable[Act]]
    method: str
    happened: Callable[[LocalWorkspace], int]


FEATURES = {
    "show": Feature(show, "response_url", lambda workspace: told(workspace, "`big`, version 1")),
    "edit": Feature(edit, "views.open", lambda workspace: len(workspace.views)),
    "explain": Feature(explain, "views.open", lambda workspace: len(workspace.views)),
    "preview": Feature(preview, "views.update", lambda workspace: str(workspace.views[-1].blocks).count("$5.38M")),
    "home": Feature(home, "views.publish", lambda workspace: int(workspace.home() is not None)),
    "mention": Feature(mention, "chat.postMessage", lambda workspace: told(workspace, "asked `/llmcost")),
    "change": Feature(change, "chat.update", lambda workspace: told(workspace, "MFU 50 % → 40 % by")),
    "rule": Feature(rule, "users.info", lambda workspace: told(workspace, "Set `price h100-sxm=1.2`")),
    "page": Feature(page, "files.completeUploadExternal", lambda workspace: told(workspace, "`llmcost.html` is in")),
    "canvas": Feature(canvas, "canvases.create", lambda workspace: told(workspace, "is a canvas of this channel")),
}
TOLD = ("edit", "explain", "mention", "change", "rule", "canvas", "page")


async def used(workspace: LocalWorkspace, settled: Settled, feature: Feature, fault: Fault, times: int) -> list[str]:
    """What the person is told by using a feature while Slack fails."""
    act = await feature.begin(workspace, settled)
    before = len(workspace.messages())
    workspace.faults.plan(feature.method, fault, times)
    await act()
    await settled()
    return [message.text for message in workspace.messages()[before:] if message.user != "U0LOCALYOU0"]


@pytest.mark.parametrize(("workspace", "fault"), ONCE.values(), ids=ONCE, indirect=["workspace"])
@pytest.mark.parametrize("name", [name for name in FEATURES if name not in ("canvas", "page")])
async def test_what_slack_fails_at_once_is_done_once(
    workspace: LocalWorkspace, settled: Settled, name: str, fault: Fault
) -> None:
    feature = FEATURES[name]
    seen = await used(workspace, settled, feature, fault, 1)
    assert feature.happened(workspace) == 1
    assert not any(map(IN_WORDS.search, seen))
    assert workspace.errors == []


@pytest.mark.parametrize(("workspace", "fault"), FOR_LONG.values(), ids=FOR_LONG, indirect=["workspace"])
@pytest.mark.parametrize("name", TOLD)
async def test_what_slack_does_not_do_is_told_in_words(
    workspace: LocalWorkspace, settled: Settled, name: str, fault: Fault
) -> None:
    feature = FEATURES[name]
    seen = await used(workspace, settled, feature, fault, 9)
    assert [bool(IN_WORDS.search(text)) for text in seen] == [True]
    assert feature.happened(workspace) == 0
    assert workspace.errors == []


@pytest.mark.parametrize(("workspace", "fault"), FOR_LONG.values(), ids=FOR_LONG, indirect=["workspace"])
async def test_what_a_response_url_does_not_take_comes_another_way(
    workspace: LocalWorkspace, settled: Settled, fault: Fault
) -> None:
    assert len(await used(workspace, settled, FEATURES["show"], fault, 9)) == 1
    assert FEATURES["show"].happened(workspace) == 1


async def test_what_cannot_be_shown_in_a_channel_comes_directly(workspace: LocalWorkspace, settled: Settled) -> None:
    workspace.faults.refuse("chat.postEphemeral", "not_in_channel")
    await used(workspace, settled, FEATURES["show"], Fault("expired_url", 404), 1)
    assert "`big`, version 1" in workspace.messages("you")[-1].text


@pytest.mark.parametrize("name", ["preview", "home"])
async def test_what_can_be_seen_not_to_happen_is_not_told_elsewhere(
    workspace: LocalWorkspace, settled: Settled, name: str
) -> None:
    assert await used(workspace, settled, FEATURES[name], Fault(status=500), 9) == []
    assert workspace.messages("you") == []


async def test_used_up_trigger_is_explained(workspace: LocalWorkspace, settled: Settled) -> None:
    [seen] = await used(workspace, settled, FEATURES["edit"], Fault("expired_trigger_id"), 1)
    assert "Please press the button again" in seen


async def test_change_that_slack_did_not_answer_is_made_when_it_answers(
    answers: Answers, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.resuming.EVERY_SECONDS", 0.1)
    feature = FEATURES["change"]
    async with running_workspace() as workspace, bot(workspace, answers, database, "http") as settled:
        await used(workspace, settled, feature, Fault(drops=True), 2)
        await workspace.state.until(lambda: workspace.pins()[0] if feature.happened(workspace) else None, 5)
        assert feature.happened(workspace) == 1


STEP = {"type": "function_executed", "function": {"callback_id": CALLBACK, "type": "app"}}


@pytest.mark.parametrize(("workspace", "fault"), [*FOR_LONG.values()][:3], ids=[*FOR_LONG][:3], indirect=["workspace"])
@pytest.mark.parametrize(("model", "end"), [("70B", "completeSuccess"), ("gpt-4", "completeError")])
async def test_step_whose_end_slack_did_not_take_is_sent_again_and_ends(
    workspace: LocalWorkspace, fault: Fault, model: str, end: str
) -> None:
    inputs = {"model": model, "tokens": "2T", "accelerator": "a100"}
    workspace.delivery.seconds = 0.5
    workspace.faults.plan(f"functions.{end}", fault, 1 if fault.retry_after else 2)
    await workspace.happen({**STEP, "inputs": inputs, "function_execution_id": "Fx1", "event_ts": "1.2"})
    assert len(workspace.errors) == 1
    await workspace.redeliver()
    ended = [call.answer["ok"] for call in workspace.journal if call.method == f"functions.{end}"]
    assert ended[-1]
    await workspace.redeliver()
    assert [call.answer["ok"] for call in workspace.journal if call.method == f"functions.{end}"] == ended
