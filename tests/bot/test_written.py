"""What is acknowledged is written down by then, and what was not acknowledged is answered when it comes again."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.step import CALLBACK
from bot.store.sql import SqlStore
from tests.bot.test_fault_matrix import WORKED, Act, Settled, change
from tests.bot.test_killed import LATE, LONG, called, posted, until
from tests.bot.test_process import free_port, ready, settings_for, started
from workspace import Fault, LocalWorkspace, running_workspace

Run = Callable[[LocalWorkspace, Callable[[LocalWorkspace], Awaitable[None]]], Awaitable[None]]
ENDED = "functions.completeSuccess"
SLACK = ("chat.postMessage", "chat.update")
STEP = {"type": "function_executed", "function": {"callback_id": CALLBACK, "type": "app"}}


async def share(workspace: LocalWorkspace, _settled: Settled) -> Act:
    answer = await workspace.command("/llmcost", WORKED)
    return lambda: workspace.click(answer, "Share & pin")


async def share_by_a_word(workspace: LocalWorkspace, _settled: Settled) -> Act:
    return lambda: workspace.command("/llmcost", f"{WORKED} share")


async def mention(workspace: LocalWorkspace, _settled: Settled) -> Act:
    return lambda: workspace.mention(WORKED)


@pytest.mark.parametrize("begin", [share, share_by_a_word, mention, change])
async def test_acknowledged_as_soon_as_the_order_is_written_down_and_not_before(
    workspace: LocalWorkspace,
    settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
    begin: Callable[[LocalWorkspace, Settled], Awaitable[Act]],
) -> None:
    monkeypatch.setattr("bot.listeners.PATIENCE", 2.5)
    act = await begin(workspace, settled)
    written, take = asyncio.Event(), SqlStore.take

    async def slowly(*arguments: object) -> object:
        await asyncio.sleep(0.1)
        written.set()
        return await take(*arguments)

    monkeypatch.setattr(SqlStore, "take", slowly)
    before = len(workspace.journal)
    for method in SLACK:
        workspace.faults.slow_down(method, 2.5)
    await act()
    assert written.is_set()
    assert not [call for call in workspace.journal[before:] if call.method in SLACK]
    await settled()
    assert workspace.errors == []


@pytest.fixture
def run(transport: str, tmp_path: Path) -> Run:
    """Start a bot in a workspace, do something, and kill it; its database stays."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    async def lived(workspace: LocalWorkspace, do: Callable[[LocalWorkspace], Awaitable[None]]) -> None:
        settings = settings_for(workspace, PORT=str(port), DATABASE_URL=f"sqlite:///{tmp_path / 'kept.sqlite'}")
        async with started("--transport", transport, **settings) as process:
            await ready(address)
            if transport == "http":
                workspace.deliver_over_http(f"{address}/slack/events")
            workspace.delivery.seconds = 10
            await do(workspace)
            process.kill()
            await process.wait()

    return lived


@pytest.mark.parametrize(
    ("fault", "transport"),
    [(Fault("ratelimited", 429, LONG), "http"), (Fault(delay=LATE, is_late=True), "socket")],
    ids=["before it is posted", "after"],
)
async def test_mention_is_answered_once_although_its_bot_is_killed(run: Run, fault: Fault) -> None:
    async def ask(workspace: LocalWorkspace) -> None:
        workspace.faults.plan("chat.postMessage", fault)
        await workspace.mention(WORKED)
        await until(lambda: called(workspace, "chat.postMessage") > 0 or posted(workspace) > 1)

    async def ask_again(workspace: LocalWorkspace) -> None:
        await workspace.redeliver()
        await until(lambda: posted(workspace) > 1)
        await asyncio.sleep(0.3)

    async with running_workspace() as workspace:
        await run(workspace, ask)
        await run(workspace, ask_again)
        assert posted(workspace) == 2


@pytest.mark.parametrize(
    ("fault", "transport"),
    [(Fault("ratelimited", 429, LONG), "socket"), (Fault(delay=LATE, is_late=True), "http")],
    ids=["before it is changed", "after"],
)
async def test_message_is_changed_once_although_its_bot_is_killed(run: Run, fault: Fault) -> None:
    async def edit(workspace: LocalWorkspace) -> None:
        await workspace.click(await workspace.command("/llmcost", WORKED), "Share & pin")
        await until(lambda: len(workspace.pins()) == 1)
        await workspace.click(workspace.pins()[0], "Edit")
        await until(lambda: len(workspace.views) == 1)
        workspace.faults.plan("chat.update", fault)
        await workspace.submit(workspace.views[0], {"tokens": {"tokens": "4T"}})
        await until(lambda: called(workspace, "chat.update") > 0 or "4T" in workspace.pins()[0].text)

    async def wait(workspace: LocalWorkspace) -> None:
        await until(
            lambda: called(workspace, "chat.update") > 1 or ("4T" in workspace.pins()[0].text and not fault.delay)
        )

    async with running_workspace() as workspace:
        await run(workspace, edit)
        await run(workspace, wait)
        [message] = workspace.pins()
        assert message.text.count("2T → 4T") == 1
        assert posted(workspace) == 1


@pytest.mark.parametrize(
    ("fault", "transport"),
    [(Fault("ratelimited", 429, LONG), "http"), (Fault(delay=LATE, is_late=True), "socket")],
    ids=["before it has ended", "after"],
)
async def test_step_ends_once_although_its_bot_is_killed(run: Run, fault: Fault) -> None:
    async def begin(workspace: LocalWorkspace) -> None:
        workspace.faults.plan(ENDED, fault)
        workspace.delivery.seconds = 0.5
        inputs = {"model": "70B", "tokens": "2T", "accelerator": "a100"}
        await workspace.happen({**STEP, "inputs": inputs, "function_execution_id": "Fx1", "event_ts": "1.2"})
        await until(lambda: called(workspace, ENDED) > 0 or fault.is_late)

    async with running_workspace() as workspace:
        await run(workspace, begin)
        await run(workspace, LocalWorkspace.redeliver)
        assert workspace.state.ended_steps == {"Fx1"}
        assert workspace.errors == ["The event function_executed failed: operation_timeout"]
