"""The menu behind an answer: further questions, a watch, and exports, without typing."""

from collections.abc import Awaitable, Callable

import pytest

from tests.bot.test_saved import said
from workspace import LocalWorkspace, Message

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T 1024xh100"


async def chosen(workspace: LocalWorkspace, settled: Settled, where: Message, choice: str) -> Message:
    await workspace.choose(where, "more", choice)
    await settled()
    return workspace.messages()[-1]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("What moves the cost", "sensitivity"),
        ("All that is paid", "bill"),
        ("Cheapest and fastest", "plan"),
        ("Buy or rent", "own"),
    ],
)
async def test_a_question_is_asked_of_the_same_request(
    workspace: LocalWorkspace, settled: Settled, choice: str, words: str
) -> None:
    answer = await said(workspace, WORKED)
    found = await chosen(workspace, settled, answer, choice)
    assert f"/llmcost {words} {WORKED}" in str(found.blocks)
    assert "$" in found.text
    assert found.is_ephemeral
    assert workspace.errors == []


@pytest.mark.parametrize(
    ("form", "words"), [("CSV", "training_compute,C,"), ("Markdown", "## "), ("JSON", '"request"')]
)
async def test_an_estimate_is_exported_as_a_file(
    workspace: LocalWorkspace, settled: Settled, form: str, words: str
) -> None:
    forms = await chosen(workspace, settled, await said(workspace, WORKED), "Export …")
    await workspace.click(forms, form)
    await settled()
    assert "direct messages" in workspace.messages()[-1].text
    assert f"{form} of `{WORKED}`" in workspace.messages("you")[0].text
    [content] = workspace.state.files.values()
    assert words in content.decode()
    assert workspace.errors == []


async def test_a_canvas_is_made_in_the_channel_and_a_refusal_is_explained(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    forms = await chosen(workspace, settled, await said(workspace, WORKED), "Export …")
    await workspace.click(forms, "Canvas in this channel")
    await settled()
    [made] = [call for call in workspace.journal if call.method == "canvases.create"]
    assert made.answer["ok"]
    assert "70B parameters" in str(made.arguments["document_content"])
    assert "is a canvas of this channel" in workspace.messages()[-1].text
    workspace.faults.refuse("canvases.create", "canvas_disabled_user_team")
    await workspace.click(forms, "Canvas in this channel")
    await settled()
    assert "switched off" in workspace.messages()[-1].text


async def test_a_shared_answer_is_watched_from_its_menu(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.click(await said(workspace, WORKED), "Share")
    await settled()
    [shared] = [one for one in workspace.messages() if one.metadata]
    assert "I say so in its thread" in (await chosen(workspace, settled, shared, "Watch for changes")).text
    assert "70B 2T 1024xh100" in (await said(workspace, "watch")).text


async def test_the_page_comes_as_a_file_for_the_asker_alone(workspace: LocalWorkspace, settled: Settled) -> None:
    forms = await chosen(workspace, settled, await said(workspace, WORKED), "Export …")
    await workspace.click(forms, "Page (HTML)")
    await settled()
    assert "direct messages" in workspace.messages()[-1].text
    assert workspace.messages()[-1].is_ephemeral
    head, file = workspace.messages("you")
    assert f"The page of `{WORKED}`" in head.text
    assert "llmcost.html" in file.text
    [content] = workspace.state.files.values()
    for words in ("<!doctype html>", WORKED, "Memory and layout", "Sources"):
        assert words.lower() in content.decode().lower()
    assert workspace.errors == []


async def test_a_file_asked_for_in_direct_messages_is_not_announced_there(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await workspace.choose(await said(workspace, WORKED, channel="you"), "more", "Export …")
    await settled()
    await workspace.click(workspace.messages("you")[-1], "CSV")
    await settled()
    assert ["csv" in one.text for one in workspace.messages("you")[-3:]] == [False, False, True]
    assert workspace.errors == []
