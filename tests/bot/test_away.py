"""With the database gone from one moment to the next, what is pressed is done or told in words."""

import math
from collections.abc import Awaitable, Callable

import pytest

from bot.app import Service
from bot.replies import APOLOGY
from tests.bot.test_saved import said
from tests.bot.test_twice import PRESSES, WORKED, traces
from workspace import LocalWorkspace

Settled = Callable[[], Awaitable[None]]
AWAY = "can't reach my database"
NEED_IT = ("watch", "form of a shared message", "show", "history", "restore", "replace", "stop", "forget")


@pytest.mark.parametrize(
    ("name", "workspace"),
    [(name, ("http", "socket")[number % 2]) for number, name in enumerate(PRESSES)],
    indirect=["workspace"],
)
async def test_what_is_pressed_is_done_or_told_with_the_database_gone(
    workspace: LocalWorkspace, service: tuple[Service, LocalWorkspace], settled: Settled, name: str
) -> None:
    begin, once = PRESSES[name]
    act = await begin(workspace, settled)
    before = traces(workspace)
    told = len(workspace.messages())
    service[0].store._away_until = math.inf
    await act()
    await settled()
    seen = [message.text for place in ("planning", "you") for message in workspace.messages(place)]
    assert not [text for text in seen if APOLOGY in text]
    if name in NEED_IT:
        assert AWAY in workspace.messages()[-1].text
        assert len(workspace.messages()) == told + 1
    else:
        assert [now - then for then, now in zip(before, traces(workspace), strict=True)] == once
    assert "Cost" in (await said(workspace, WORKED)).text
    assert workspace.errors == []
