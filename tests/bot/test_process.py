"""The bot as a process: how it starts, and how it stops."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from workspace import LocalWorkspace, running_workspace

ROOT = Path(__file__).parents[2]
WORKED = "70B 2T a100 mfu=0.5"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@asynccontextmanager
async def started(*arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot with exactly these settings, killed at the end if it still runs."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": "sqlite://", **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=environment,
        cwd=ROOT / "tests",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def settings_for(workspace: LocalWorkspace, **more: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        **more,
    }


async def ready(address: str, seconds: float = 15) -> None:
    async with asyncio.timeout(seconds), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{address}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


async def test_missing_settings_end_the_process_with_status_2_before_it_listens() -> None:
    async with started() as process:
        _, complaint = await process.communicate()
    assert process.returncode == 2
    assert [line.split()[0] for line in complaint.splitlines()] == [b"SLACK_BOT_TOKEN", b"SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_sigterm_finishes_what_was_acknowledged_and_exits_0(transport: str) -> None:
    port = free_port()
    async with running_workspace() as workspace:
        settings = settings_for(workspace, PORT=str(port))
        async with started("--transport", transport, **settings) as process:
            await ready(f"http://127.0.0.1:{port}")
            if transport == "http":
                workspace.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
            answer = await workspace.command("/llmcost", WORKED)
            assert "$2.69M" in answer.text
            workspace.faults.slow_down("chat.postMessage", 1.0)
            await workspace.click(answer, "Share")
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(10):
                _, logged = await process.communicate()
        assert process.returncode == 0
        assert any(not message.is_ephemeral for message in workspace.messages())
        for private in (WORKED, workspace.bot_token, workspace.signing_secret):
            assert private.encode() not in logged


async def test_bot_without_slack_is_not_ready_but_answers() -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with running_workspace() as workspace:
        workspace.faults.refuse("auth.test", "fatal_error", times=1)
        async with started("--transport", "http", **settings_for(workspace, PORT=str(port))):
            statuses = []
            async with asyncio.timeout(15), aiohttp.ClientSession() as session:
                while not statuses or statuses[-1] != 200:
                    try:
                        async with session.get(f"{address}/readyz") as answer:
                            statuses.append(answer.status)
                    except aiohttp.ClientError:
                        await asyncio.sleep(0.02)
                    if statuses == [503]:
                        workspace.deliver_over_http(f"{address}/slack/events")
                        assert "$2.69M" in (await workspace.command("/llmcost", WORKED)).text
    assert statuses[0] == 503


async def test_without_tokens_the_local_workspace_opens_and_its_command_is_answered() -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    said = {"text": f"/llmcost {WORKED}", "channel": "planning"}
    async with started("--local", PORT=str(port)) as process, aiohttp.ClientSession() as session:
        async with asyncio.timeout(20):
            while not await _took(session, f"{address}/page/say", said):  # noqa: ASYNC110 - it starts in a process
                await asyncio.sleep(0.05)
            async with session.get(f"{address}/page/events") as events:
                assert b"$2.69M" in await events.content.readuntil(b"\n\n")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            await process.communicate()
    assert process.returncode == 0


async def _took(session: aiohttp.ClientSession, url: str, body: dict[str, str]) -> bool:
    try:
        async with session.post(url, json=body) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
