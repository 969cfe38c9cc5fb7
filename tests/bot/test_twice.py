"""What is pressed twice at once, or cut off by a broken socket, happens once, and no log tells what it was."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.app import Service
from bot.observability import JsonFormatter
from tests.bot.conftest import over_socket
from tests.bot.test_change import opened, shared
from tests.bot.test_saved import said
from workspace import LocalWorkspace, Message

Settled = Callable[[], Awaitable[None]]
Act = Callable[[], Awaitable[object]]
Begin = Callable[[LocalWorkspace, Settled], Awaitable[Act]]
WORKED = "70B 2T 1024xh100"
SAVED = f"save zanzibar {WORKED}"
PRIVATE = (WORKED, "zanzibar", "xoxb-local", "local-signing-secret", "/page/", "U0LOCALYOU0")


def after(*texts: str, press: str) -> Begin:
    """Press a button of what the last of some commands is answered with."""

    async def begin(workspace: LocalWorkspace, _settled: Settled) -> Act:
        [*_, answer] = [await said(workspace, text) for text in texts]
        return lambda: workspace.click(answer, press)

    return begin


def chosen(name: str) -> Begin:
    """Choose in the menu of an answer."""

    async def begin(workspace: LocalWorkspace, _settled: Settled) -> Act:
        answer = await said(workspace, WORKED)
        return lambda: workspace.choose(answer, "more", name)

    return begin


def exported(name: str) -> Begin:
    """Press one of the forms of an export."""

    async def begin(workspace: LocalWorkspace, settled: Settled) -> Act:
        await (await chosen("Export …")(workspace, settled))()
        await settled()
        forms = workspace.messages()[-1]
        return lambda: workspace.click(forms, name)

    return begin


def on_shared(press: Callable[[LocalWorkspace, Message], Awaitable[object]]) -> Begin:
    """Press something on a shared message."""

    async def begin(workspace: LocalWorkspace, settled: Settled) -> Act:
        message = await shared(workspace, settled)
        return lambda: press(workspace, message)

    return begin


async def form_of_a_shared_message(workspace: LocalWorkspace, settled: Settled) -> Act:
    view = await opened(workspace, settled, await shared(workspace, settled))
    return lambda: workspace.submit(view, {"mfu": {"mfu": "40%"}})


async def form(workspace: LocalWorkspace, settled: Settled) -> Act:
    view = await opened(workspace, settled, await said(workspace, WORKED))
    return lambda: workspace.submit(view, {"mfu": {"mfu": "40%"}})


def at_home(press: str) -> Begin:
    """Press something on the home tab."""

    async def begin(workspace: LocalWorkspace, settled: Settled) -> Act:
        await workspace.open_home()
        await settled()
        home = workspace.home()
        assert home
        return lambda: workspace.click(home, press)

    return begin


PRESSES: Mapping[str, tuple[Begin, list[int]]] = {
    "share": (after(WORKED, press="Share"), [1, 0, 0, 0]),
    "share and pin": (after(WORKED, press="Share & pin"), [1, 0, 0, 0]),
    "edit": (after(WORKED, press="Edit"), [0, 1, 0, 0]),
    "compare": (after(WORKED, press="Compare"), [1, 0, 0, 0]),
    "explain": (after(WORKED, press="explain"), [0, 1, 0, 0]),
    "sensitivity": (chosen("What moves the cost"), [1, 0, 0, 0]),
    "bill": (chosen("All that is paid"), [1, 0, 0, 0]),
    "plan": (chosen("Cheapest and fastest"), [1, 0, 0, 0]),
    "own": (chosen("Buy or rent"), [1, 0, 0, 0]),
    "export": (chosen("Export …"), [1, 0, 0, 0]),
    "csv": (exported("CSV"), [3, 0, 0, 1]),
    "json": (exported("JSON"), [3, 0, 0, 1]),
    "markdown": (exported("Markdown"), [3, 0, 0, 1]),
    "page": (exported("Page (HTML)"), [3, 0, 0, 1]),
    "canvas": (exported("Canvas in this channel"), [1, 0, 1, 0]),
    "watch": (
        on_shared(lambda workspace, message: workspace.choose(message, "more", "Watch for changes")),
        [1, 0, 0, 0],
    ),
    "edit of a shared message": (on_shared(lambda workspace, message: workspace.click(message, "Edit")), [0, 1, 0, 0]),
    "form of a shared message": (form_of_a_shared_message, [1, -1, 0, 0]),
    "form": (form, [0, -1, 0, 0]),
    "show": (after(SAVED, "list", press="Show"), [1, 0, 0, 0]),
    "history": (after(SAVED, "show zanzibar", press="History"), [1, 0, 0, 0]),
    "restore": (after(SAVED, "delete zanzibar", press="Restore"), [0, 0, 0, 0]),
    "replace": (after(SAVED, "save zanzibar 7B 1T h100", press="Replace it"), [0, 0, 0, 0]),
    "stop": (after(SAVED, "watch zanzibar", "watch", press="Stop"), [1, 0, 0, 0]),
    "forget": (after(f"observe {WORKED} mfu=45% save", "settings", press="Forget"), [1, 0, 0, 0]),
    "help": (after("help", press="Time"), [1, 0, 0, 0]),
    "run": (after("help", press="Run"), [1, 0, 0, 0]),
    "use": (after("70B 2T h10", press="Use h100"), [0, 0, 0, 0]),
    "next": (after("accelerators", press="Next"), [0, 0, 0, 0]),
    "run at home": (at_home("Run"), [1, 0, 0, 0]),
    "form at home": (at_home("Open the form"), [0, 1, 0, 0]),
}
"""How each is done, and what it leaves to be seen: messages, forms, canvases, files."""


def traces(workspace: LocalWorkspace) -> list[int]:
    """How much there is to see: messages, forms, canvases, files."""
    messages = [one for place in ("planning", "you") for one in workspace.messages(place) if one.user == "U0LOCALBOT0"]
    canvases = [call for call in workspace.journal if call.method == "canvases.create"]
    return [len(messages), len(workspace.views), len(canvases), len(workspace.state.files)]


async def left_by(workspace: LocalWorkspace, settled: Settled, begin: Begin, times: int) -> list[int]:
    """What using something leaves to be seen."""
    act = await begin(workspace, settled)
    before = traces(workspace)
    await asyncio.gather(*(act() for _ in range(times)))
    await settled()
    return [now - then for then, now in zip(before, traces(workspace), strict=True)]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, patience: None, caplog: pytest.LogCaptureFixture) -> None:
    """However slow the machine is, a double click is one; and all that is logged is seen."""
    del patience
    monkeypatch.setattr("bot.listeners.DOUBLE_CLICK", 30.0)
    caplog.set_level(logging.DEBUG, logger="llmcost")


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """The log as it is written."""
    return "\n".join(JsonFormatter().format(record) for record in caplog.records if record.name == "llmcost")


@pytest.mark.parametrize(("name", "workspace"), [(name, "http") for name in PRESSES], indirect=["workspace"])
async def test_pressed_twice_at_once_it_happens_once(
    workspace: LocalWorkspace, settled: Settled, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    begin, once = PRESSES[name]
    assert await left_by(workspace, settled, begin, 2) == once
    assert workspace.errors == []
    assert not any(private in logged(caplog) for private in PRIVATE)


@pytest.mark.parametrize(("name", "workspace"), [(name, "socket") for name in PRESSES], indirect=["workspace"])
async def test_cut_off_by_a_broken_socket_it_happens_once(
    workspace: LocalWorkspace,
    settled: Settled,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    begin, once = PRESSES[name]
    act = await begin(workspace, settled)
    before = traces(workspace)
    with monkeypatch.context() as breaking:
        breaking.setattr(AsyncApp, "async_dispatch", cutting(workspace))
        workspace.socket.seconds = 0.3
        await act()
    await workspace.socket.connected(10)
    workspace.socket.seconds = 3.0
    await settled()
    # a form whose acknowledgement is lost stays open
    assert [now - then for then, now in zip(before, traces(workspace), strict=True)] == [max(0, one) for one in once]
    assert "$2.69M" in (await said(workspace, "70B 2T a100 mfu=0.5")).text
    assert not any(private in logged(caplog) for private in PRIVATE)


def cutting(workspace: LocalWorkspace) -> Callable[..., Awaitable[object]]:
    """What Bolt does with a request, once the socket that it came by is cut."""
    dispatch = AsyncApp.async_dispatch

    async def cut(app: AsyncApp, request: AsyncBoltRequest) -> BoltResponse:
        workspace.socket.abort()
        return await dispatch(app, request)

    return cut


async def test_event_whose_socket_broke_is_answered_once_when_it_comes_again(
    service: tuple[Service, LocalWorkspace], settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, workspace = service
    async with over_socket(running, workspace):
        with monkeypatch.context() as breaking:
            breaking.setattr(AsyncApp, "async_dispatch", cutting(workspace))
            workspace.socket.seconds = 0.3
            await workspace.mention(WORKED)
        await workspace.socket.connected(10)
        for same_id in (True, False):
            await workspace.redeliver(same_id=same_id)
            await settled()
        assert len(workspace.messages()) == 2
