"""Socket Mode: we open a connection to Slack, which needs no public address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import Service
from bot.transports.front import Front
from bot.transports.pages import Pages
from bot.transports.server import serve_until, server, until_stopped

PING_SECONDS = 5
LAST_ACKNOWLEDGEMENTS = 0.2


@asynccontextmanager
async def connected(service: Service, app_token: str) -> AsyncIterator[AsyncSocketModeHandler]:
    """A connection to Slack that renews itself; at the end nothing more is read and what was read is acknowledged."""
    handler = AsyncSocketModeHandler(service.app, app_token, ping_interval=PING_SECONDS)
    connecting = asyncio.create_task(handler.connect_async())  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    try:
        yield handler
    finally:
        connecting.cancel()
        handler.client.auto_reconnect_enabled = False
        if handler.client.message_receiver is not None:
            handler.client.message_receiver.cancel()
            await asyncio.sleep(LAST_ACKNOWLEDGEMENTS)
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same


async def serve(service: Service, app_token: str, port: int | None) -> None:
    """Hold the connection until the process is told to stop; with a port, say there how it is."""
    stopped = asyncio.create_task(until_stopped())
    async with connected(service, app_token) as handler:
        if port is None:
            await stopped
        else:

            async def is_ready() -> bool:
                return service.workspaces.is_ready and bool(await handler.client.is_connected())

            installer = AsyncSlackRequestHandler(service.app) if service.app.oauth_flow else None
            front = Front(Pages(is_ready, service.metrics), installer=installer)
            await serve_until(server(front, ("0.0.0.0", port)), stopped)  # noqa: S104 - a health check comes from outside
    stopped.cancel()
