"""The home tab of somebody who has used the bot, and what they asked last, across restarts."""

from collections.abc import Awaitable, Callable

import pytest

from service.answers import Answers
from tests.bot.test_once import NOWHERE, bot
from tests.bot.test_saved import said
from workspace import LocalWorkspace, running_workspace

Settled = Callable[[], Awaitable[None]]
ASKED = "70B 2T 1024xh100 mfu=0.41"


async def home(workspace: LocalWorkspace, settled: Settled, user: str = "you") -> str:
    await workspace.open_home(user=user)
    await settled()
    view = workspace.home(user)
    assert view
    return str(view.blocks)


async def test_a_first_visit_explains_in_three_lines(workspace: LocalWorkspace, settled: Settled) -> None:
    shown = await home(workspace, settled)
    assert "3. `save NAME` keeps it" in shown
    assert "You asked last" not in shown
    assert workspace.errors == []


async def test_what_was_asked_saved_and_set_is_shown_to_that_person_alone(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await said(workspace, ASKED, channel="planning")
    await said(workspace, f"save mine {ASKED}", channel="you")
    await said(workspace, "save theirs 13B 1T a100", channel="planning")
    await said(workspace, "set workspace price h100=2.22")
    shown = await home(workspace, settled)
    for words in ("You asked last", ASKED, "*mine*", "price h100-sxm=2.22", "set by you"):
        assert words in shown
    assert "theirs" not in shown
    assert "1. Type" not in shown
    other = await home(workspace, settled, user="maya")
    assert ASKED not in other
    assert "mine" not in other
    assert workspace.errors == []


async def test_run_on_the_home_tab_answers_directly(workspace: LocalWorkspace, settled: Settled) -> None:
    await said(workspace, f"save mine {ASKED}", channel="you")
    await said(workspace, ASKED)
    await home(workspace, settled)
    view = workspace.home()
    await workspace.click(view, "Run")
    await settled()
    assert "41 %" in workspace.messages("you")[-1].text


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_after_a_restart_save_still_knows_what_was_asked_last(
    answers: Answers, database: str, transport: str
) -> None:
    async with running_workspace() as workspace:
        async with bot(workspace, answers, database, transport):
            await said(workspace, ASKED)
            await said(workspace, "7B 1T a100", channel="general")
        async with bot(workspace, answers, database, transport) as settled:
            assert "Saved as `kept`" in (await said(workspace, "save kept")).text
            assert "mfu=0.41" in (await said(workspace, "list")).text
            assert "don't remember" in (await said(workspace, "save kept", user="maya")).text
            assert "7B 1T a100" in await home(workspace, settled)


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_with_the_database_away_the_tab_shows_what_was_asked_since_the_start(
    answers: Answers, transport: str
) -> None:
    async with running_workspace() as workspace, bot(workspace, answers, NOWHERE, transport) as settled:
        await said(workspace, ASKED)
        await settled()
        assert ASKED in await home(workspace, settled)
