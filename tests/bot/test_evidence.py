"""`observe … save`: the team's measured runs, on which its estimates lean."""

from collections.abc import Awaitable, Callable

import pytest

from tests.bot.test_saved import said
from workspace import LocalWorkspace

Settled = Callable[[], Awaitable[None]]
ASKED = "70B 2T 1024xh100"
LEANS = "leans on your team's measured run"
SAVE = "observe 13B 1T 512xh100 mfu=45% save"


async def test_a_measured_run_is_kept_and_the_channels_estimates_lean_on_it(workspace: LocalWorkspace) -> None:
    before = await said(workspace, ASKED)
    assert LEANS not in before.text
    kept = await said(workspace, SAVE)
    assert "MFU 45 %" in kept.text
    assert "Kept for this channel" in kept.text
    after = await said(workspace, ASKED, user="maya")
    assert LEANS in after.text
    assert "your own runs' stack" in after.text
    assert after.text != before.text
    assert (await said(workspace, f"{ASKED} stack=typical")).text.count("Cost") == before.text.count("Cost")
    assert LEANS not in (await said(workspace, f"{ASKED} stack=typical")).text
    assert workspace.errors == []


async def test_a_run_faster_than_its_accelerators_can_be_is_not_kept(workspace: LocalWorkspace) -> None:
    refused = await said(workspace, "observe 70B 2T 1024xh100 2100 tok/s/gpu save")
    assert "Not kept: MFU 89 %" in refused.text
    assert "Nothing is set" in (await said(workspace, "settings")).text


async def test_another_channel_and_another_workspace_do_not_lean_on_it(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await said(workspace, SAVE)
    assert LEANS not in (await said(workspace, ASKED, channel="general")).text
    monkeypatch.setattr("workspace.payloads.TEAM_ID", "T0ANOTHER00")
    assert LEANS not in (await said(workspace, ASKED)).text
    assert "Nothing is set" in (await said(workspace, "settings")).text


async def test_the_whole_workspace_leans_on_what_an_admin_saves_for_it(workspace: LocalWorkspace) -> None:
    assert "Only admins" in (await said(workspace, f"{SAVE} workspace", user="maya")).text
    assert "Kept for the whole workspace" in (await said(workspace, f"{SAVE} workspace")).text
    assert LEANS in (await said(workspace, ASKED, channel="general", user="maya")).text


async def test_without_save_nothing_is_kept(workspace: LocalWorkspace) -> None:
    assert "Kept" not in (await said(workspace, SAVE.removesuffix(" save"))).text
    assert LEANS not in (await said(workspace, ASKED)).text
    assert "No measured run" in (await said(workspace, f"{ASKED} stack=ours")).text


async def test_settings_list_it_and_forget_takes_it_away(workspace: LocalWorkspace, settled: Settled) -> None:
    await said(workspace, SAVE)
    listed = await said(workspace, "settings")
    for words in ("MFU 45 %", "13B 1T 512xh100", "<@U0LOCALYOU0>"):
        assert words in listed.text
    await workspace.click(listed, "Forget")
    await settled()
    assert "Forgotten" in workspace.messages()[-1].text
    await workspace.click(listed, "Forget")
    await settled()
    assert "meanwhile" in workspace.messages()[-1].text
    assert LEANS not in (await said(workspace, ASKED)).text
    assert workspace.errors == []


async def test_the_same_run_saved_again_is_one_run(workspace: LocalWorkspace) -> None:
    await said(workspace, SAVE)
    await said(workspace, SAVE.replace("45%", "40%"))
    assert LEANS in (await said(workspace, ASKED)).text
    assert "MFU 40 %" in (await said(workspace, "settings")).text
    assert "MFU 45 %" not in (await said(workspace, "settings")).text


async def test_what_cannot_be_is_not_kept(workspace: LocalWorkspace) -> None:
    assert "above the peak" in (await said(workspace, "observe 13B 1T 512xh100 900k tok/s/gpu save")).text
    assert "Nothing is set" in (await said(workspace, "settings")).text


async def test_what_was_saved_before_a_run_is_held_to_what_is_measured(workspace: LocalWorkspace) -> None:
    for text in ("save plan 13B 1T 512xh100 mfu=40%", "save ours 13B 1T h100", "save other 13B 1T 512xa100"):
        await said(workspace, text)
    measured = await said(workspace, "observe 13B 1T 512xh100 mfu=50%", user="maya")
    assert "plan, saved on 2026-11-24, expected an MFU of 40 %: 20 % fewer hours." in measured.text
    assert "ours, saved on 2026-11-24, expected an MFU of" in measured.text
    assert "its 80 % range of" in measured.text
    assert "other" not in measured.text
    slower = await said(workspace, "observe 13B 1T 512xh100 mfu=32%")
    assert "expected an MFU of 40 %: 25 % more hours." in slower.text
    assert "saved on" not in (await said(workspace, "observe 13B 1T 512xh100 mfu=50%", channel="general")).text
    assert workspace.errors == []
