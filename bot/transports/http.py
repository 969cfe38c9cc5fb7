"""HTTP: Slack posts signed requests to us."""

import asyncio

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler

from bot.app import Service
from bot.observability import LOGGER
from bot.transports.front import EVENTS_PATH, Front
from bot.transports.pages import Pages
from bot.transports.server import serve_until, server, until_stopped


def front(service: Service) -> Front:
    """The ASGI application of a running bot."""

    async def is_ready() -> bool:
        return service.workspaces.is_ready

    bolt = AsyncSlackRequestHandler(service.app, path=EVENTS_PATH)
    return Front(Pages(is_ready, service.metrics), bolt, bolt if service.app.oauth_flow else None)


async def serve(service: Service, address: tuple[str, int]) -> None:
    """Serve HTTP until the process is told to stop."""
    stopped = asyncio.create_task(until_stopped())
    LOGGER.info(f"listening on http://{address[0]}:{address[1]}", extra={"event": "listen"})
    await serve_until(server(front(service), address), stopped)
    stopped.cancel()
