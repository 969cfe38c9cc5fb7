"""Without Slack: the local workspace on 127.0.0.1:3000, and the bot behind it on a port of its own."""

import asyncio
import socket
import sys

from msgspec.structs import replace

from bot.app import running_app
from bot.settings import Secret, Settings
from bot.starting import starting_answers
from bot.transports.front import EVENTS_PATH
from bot.transports.http import front
from bot.transports.server import serve_until, server, until_stopped
from workspace import Command, LocalWorkspace, Shortcut
from workspace.terminal import converse

LOOPBACK = "127.0.0.1"
PORT = 3000
COMMANDS = (Command("/llmcost", "FLOPs, hours and dollars of a training run", "70B 2T a100 mfu=0.5"),)
SHORTCUTS = (
    Shortcut("Estimate training cost", "llmcost_open"),
    Shortcut("Estimate from message", "llmcost_from_message", on_messages=True),
)


async def open_local_workspace(settings: Settings) -> None:
    """Run the workspace and the bot until the process is told to stop.

    What is typed reaches the bot as signed requests, just as from Slack. Raises OSError when the port is taken.
    """
    workspace = LocalWorkspace(commands=COMMANDS, shortcuts=SHORTCUTS)
    await workspace.start(settings.port or PORT)
    try:
        with socket.create_server((LOOPBACK, 0)) as listening:
            workspace.deliver_over_http(f"http://{LOOPBACK}:{listening.getsockname()[1]}{EVENTS_PATH}")
            await _serve(local_settings(settings, workspace), workspace, listening)
    finally:
        await workspace.stop()


def local_settings(settings: Settings, workspace: LocalWorkspace) -> Settings:
    """The settings, with the workspace in the place of Slack."""
    return replace(
        settings,
        slack_bot_token=Secret(workspace.bot_token),
        slack_signing_secret=Secret(workspace.signing_secret),
        slack_api_url=workspace.api_url,
    )


async def _serve(settings: Settings, workspace: LocalWorkspace, listening: socket.socket) -> None:
    async with running_app(settings, starting_answers()) as service:
        ended = asyncio.create_task(_until_ended(workspace))
        await serve_until(server(front(service), (LOOPBACK, 0)), ended, [listening])
        ended.cancel()


async def _until_ended(workspace: LocalWorkspace) -> None:
    """Wait for a signal; where the page is not built, for the end of the conversation in the terminal too."""
    stopped = asyncio.create_task(until_stopped())
    sys.stdout.write(f"The local workspace is open at {workspace.page_url} (Ctrl-C ends it).\n")
    sys.stdout.flush()
    if workspace.has_page:
        await stopped
        return
    talking = asyncio.create_task(_talk(workspace))
    await asyncio.wait([stopped, talking], return_when=asyncio.FIRST_COMPLETED)
    if not stopped.done() and not talking.result():
        await stopped


async def _talk(workspace: LocalWorkspace) -> bool:
    """Whether anything was said in the terminal before its input ended: a process without input just serves on."""
    before = len(workspace.messages())
    await converse(workspace)
    return len(workspace.messages()) > before or sys.stdin.isatty()
