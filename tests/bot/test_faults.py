"""When things go wrong: everybody is answered, and nothing private is written down."""

import json
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.observability import JsonFormatter
from bot.replies import APOLOGY
from workspace import Fault, LocalWorkspace

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T a100 mfu=0.5"


async def test_exception_in_a_command_is_still_answered(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.answers.Answers.answer", lambda *_: 1 / 0)
    assert (await workspace.command("/llmcost", WORKED)).text.startswith(APOLOGY)


async def test_exception_is_told_with_the_reference_under_which_it_is_logged(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("service.answers.Answers.answer", lambda *_: 1 / 0)
    told = (await workspace.command("/llmcost", WORKED)).text
    [failure] = [record for record in caplog.records if record.levelname == "ERROR"]
    line = json.loads(JsonFormatter().format(failure))
    assert f"`{line['reference']}`" in told
    assert line["error"] == "ZeroDivisionError"
    assert line["at"].startswith("test_faults.py:")
    assert WORKED not in str(line)


async def test_exception_behind_a_button_is_told(
    workspace: LocalWorkspace, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    monkeypatch.setattr("service.answers.Answers.answer", lambda *_: 1 / 0)
    await workspace.click(answer, "Share")
    await settled()
    assert workspace.messages()[-1].text.startswith(APOLOGY)


async def test_exception_in_a_form_closes_it_and_is_told(
    workspace: LocalWorkspace, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    await workspace.click(answer, "Edit")
    await settled()
    monkeypatch.setattr("service.answers.Answers.answer", lambda *_: 1 / 0)
    assert await workspace.submit(workspace.views[-1]) is None
    await settled()
    assert workspace.messages()[-1].text.startswith(APOLOGY)


async def test_exception_outside_every_feature_is_still_acknowledged(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.listeners.command_turn", lambda *_: 1 / 0)
    assert (await workspace.command("/llmcost", WORKED)).text.startswith(APOLOGY)


async def test_button_of_an_older_version_is_explained(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    await workspace.act(answer, answer.blocks[-1], {"type": "button", "action_id": "gone"}, {}, "U0LOCALYOU0")
    await settled()
    assert "older version" in workspace.messages()[-1].text


async def test_unknown_shortcut_and_form_are_acknowledged(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.shortcut("gone")
    await settled()
    assert workspace.errors == []


async def test_private_answer_refused_for_its_blocks_comes_without_them(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.plan("response_url", Fault(error="invalid_blocks", status=400))
    await workspace.click(answer, "Compare")
    await settled()
    assert workspace.messages()[-1].blocks == []
    assert "H100" in workspace.messages()[-1].text


async def test_used_up_response_url_is_answered_another_way(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.plan("response_url", Fault(error="used_url", status=404))
    await workspace.click(answer, "Compare")
    await settled()
    assert "H100" in workspace.messages()[-1].text
    assert workspace.messages()[-1].is_ephemeral


async def test_slack_out_of_reach_breaks_no_command(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.break_down("chat.postMessage", 503)
    await workspace.click(answer, "Share")
    await settled()
    assert not workspace.messages()[-1].text.startswith("Shared")
    assert "$2.69M" in (await workspace.command("/llmcost", WORKED)).text


async def test_logs_hold_no_text_and_no_secret(
    workspace: LocalWorkspace, settled: Settled, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="llmcost")
    await workspace.command("/llmcost", "70B 2T a100 zanzibar-word")
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.refuse("chat.postMessage", "is_archived")
    await workspace.click(answer, "Share")
    await settled()
    written = "".join(record.getMessage() for record in caplog.records if record.name == "llmcost")
    for private in ("zanzibar-word", WORKED, workspace.bot_token, workspace.signing_secret):
        assert private not in written
