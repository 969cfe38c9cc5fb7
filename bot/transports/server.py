"""uvicorn as we run it: uvloop, httptools, no access log, and a stop that ends with exit status 0."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from uvicorn import Config, Server

from bot.observability import LOGGER

GRACE_SECONDS = 3


class QuietServer(Server):
    """A server that leaves signals to us: uvicorn would raise them again once it has stopped."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals."""
        yield


def server(application: Callable[..., Awaitable[None]], address: tuple[str, int]) -> QuietServer:
    """A server of an ASGI application at an address."""
    host, port = address
    config = Config(
        application,
        host=host,
        port=port,
        http="httptools",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return QuietServer(config)


async def until_stopped() -> None:
    """Wait for SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
    LOGGER.info("stopping", extra={"event": "stop"})


async def serve_until(
    running: QuietServer, stopped: asyncio.Task[None], sockets: list[socket.socket] | None = None
) -> None:
    """Serve, on sockets that listen already if there are any, until asked to stop; then let open requests end."""
    serving = asyncio.create_task(running.serve(sockets))
    await asyncio.wait([serving, stopped], return_when=asyncio.FIRST_COMPLETED)
    running.should_exit = True
    await serving
