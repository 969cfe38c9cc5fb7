"""Killed with −9 between two steps and started again: exactly one message, and its pin."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from estimator.catalogue.catalogue import Catalogue
from service.answers import Answers
from tests.bot.test_once import bot
from tests.bot.test_process import free_port, ready, settings_for, started
from workspace import Fault, LocalWorkspace, running_workspace

WORKED = "70B 2T a100 mfu=0.5"
LONG = 15
LATE = 3


def posted(workspace: LocalWorkspace) -> int:
    return sum(not message.is_ephemeral for message in workspace.messages())


def called(workspace: LocalWorkspace, method: str) -> int:
    return sum(call.method == method for call in workspace.journal)


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - another process changes it
            await asyncio.sleep(0.02)


CASES = {
    "before it is posted": ("chat.postMessage", Fault("ratelimited", 429, LONG), 0),
    "after it is posted and before that is written down": ("chat.postMessage", Fault(delay=LATE, is_late=True), 1),
    "between the post and its link": ("chat.getPermalink", Fault("ratelimited", 429, LONG), 1),
    "between the post and its pin": ("pins.add", Fault("ratelimited", 429, LONG), 1),
    "after it is pinned and before that is written down": ("pins.add", Fault(delay=LATE, is_late=True), 1),
}

BOTH = ("after it is posted and before that is written down", "between the post and its pin")


@pytest.mark.parametrize(
    ("case", "transport"), [*((case, "http") for case in CASES), *((case, "socket") for case in BOTH)]
)
async def test_killed_bot_posts_and_pins_once_when_it_is_started_again(
    case: str, transport: str, tmp_path: Path
) -> None:
    method, fault, before = CASES[case]
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with running_workspace() as workspace:
        settings = settings_for(workspace, PORT=str(port), DATABASE_URL=f"sqlite:///{tmp_path / 'kept.sqlite'}")
        async with started("--transport", transport, **settings) as process:
            await ready(address)
            if transport == "http":
                workspace.deliver_over_http(f"{address}/slack/events")
            answer = await workspace.command("/llmcost", WORKED)
            workspace.faults.plan(method, fault)
            await workspace.click(answer, "Share & pin")
            await until(lambda: called(workspace, method) > 0 or (fault.is_late and _has_happened(workspace, method)))
            process.kill()
            await process.wait()
        assert posted(workspace) == before
        async with started("--transport", transport, **settings):
            await until(lambda: len(workspace.pins()) == 1)
            if fault.is_late:
                await until(lambda: called(workspace, method) > 0)
        assert posted(workspace) == 1
        assert [one.is_ephemeral for one in workspace.pins()] == [False]


def _has_happened(workspace: LocalWorkspace, method: str) -> bool:
    return bool(workspace.pins() if method == "pins.add" else posted(workspace))


@pytest.mark.parametrize(
    ("fault", "transport"),
    [(Fault("ratelimited", 429, LONG), "http"), (Fault(delay=LONG, is_late=True), "socket")],
    ids=["before it is told", "after it is told and before that is written down"],
)
async def test_killed_bot_tells_of_a_watched_estimate_once(
    catalogue: Catalogue, database: str, transport: str, fault: Fault
) -> None:
    method = "chat.postMessage"
    port = free_port()
    async with running_workspace() as workspace:
        settings = settings_for(workspace, PORT=str(port), DATABASE_URL=database)
        async with bot(workspace, Answers(catalogue), database, transport):
            for text in ("save big 70B 2T 1024xh100", "watch big", "set price h100=1.50"):
                await workspace.command("/llmcost", text)
        before = len(workspace.messages())
        workspace.faults.plan(method, fault)
        async with started("--transport", transport, **settings) as process:
            await until(lambda: called(workspace, method) > 0 or (fault.is_late and len(workspace.messages()) > before))
            process.kill()
            await process.wait()
        async with started("--transport", transport, **settings):
            await ready(f"http://127.0.0.1:{port}")
            await until(lambda: called(workspace, "conversations.history") > 0 or called(workspace, method) > 1)
            await asyncio.sleep(0.5)
        assert [one.text.partition("\n")[0] for one in workspace.messages()[before:]] == [
            ":bell: A watched estimate has moved"
        ]
