"""Socket Mode: the app connects to the workspace, which sends envelopes and waits for their acknowledgements."""

import asyncio
import itertools
from typing import Any

from aiohttp import WSMsgType, web

from workspace.delivery import ACKNOWLEDGEMENT_SECONDS, DeliveryError, Envelope
from workspace.directory import APP_ID
from workspace.wire import Json, identifier

MAXIMUM_CONNECTIONS = 10


class SocketDelivery:
    """The connections that the app holds open; each envelope goes to one of them, in turn."""

    def __init__(self) -> None:
        self.seconds = ACKNOWLEDGEMENT_SECONDS
        self.connections: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = itertools.count()
        self._connected = asyncio.Event()

    def open_connection(self, base_url: str) -> Json:
        """The answer of `apps.connections.open`: an address that lets the app in once."""
        ticket = identifier("", 20)
        self._tickets.add(ticket)
        return {"url": f"{base_url.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={APP_ID}"}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection of the app until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="unknown or used ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= MAXIMUM_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._hold(socket)
        return socket

    async def _hold(self, socket: web.WebSocketResponse) -> None:
        self.connections.append(socket)
        try:
            await socket.send_json(self._hello())
            self._connected.set()
            async for frame in socket:
                if frame.type == WSMsgType.TEXT:
                    self._acknowledge(frame.json())
        finally:
            if socket in self.connections:
                self.connections.remove(socket)

    def _hello(self) -> Json:
        debug = {"host": "local-workspace", "approximate_connection_time": 18_060}
        count = len(self.connections)
        return {"type": "hello", "num_connections": count, "connection_info": {"app_id": APP_ID}, "debug_info": debug}

    def _acknowledge(self, frame: Json) -> None:
        waiting = self._waiting.pop(frame.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(frame.get("payload") or None)

    async def deliver(self, envelope: Envelope) -> Any:  # noqa: ANN401 — see Delivery
        """What the app acknowledged with; see `Delivery.deliver`."""
        if not self.connections:
            raise DeliveryError("dispatch_failed")
        socket = self.connections[next(self._turn) % len(self.connections)]
        name = identifier("", 16)
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[name] = waiting
        try:
            async with asyncio.timeout(self.seconds):
                await socket.send_json(_frame(name, envelope))
                return await waiting
        except TimeoutError as error:
            raise DeliveryError("operation_timeout") from error
        except ConnectionError as error:
            raise DeliveryError("dispatch_failed") from error
        finally:
            self._waiting.pop(name, None)

    async def connected(self, seconds: float = 5) -> None:
        """Wait until the app holds a connection.

        Raises:
            TimeoutError: It does not within `seconds`.
        """
        async with asyncio.timeout(seconds):
            await self._connected.wait()

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours; old connections end at once."""
        await self._end("refresh_requested")

    async def _end(self, reason: str) -> None:
        old, self.connections = self.connections, []
        self._connected.clear()
        for socket in old:
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local-workspace"}})
            await socket.close()

    def abort(self) -> None:
        """Cut all connections without a word."""
        old, self.connections = self.connections, []
        self._connected.clear()
        for socket in old:
            transport = socket._req.transport if socket._req else None  # noqa: SLF001 — aiohttp offers no abort
            if transport is not None:
                transport.abort()

    async def close(self) -> None:
        """Say that the link is over, and end it."""
        await self._end("link_disabled")


def _frame(name: str, envelope: Envelope) -> Json:
    frame: Json = {
        "envelope_id": name,
        "type": envelope.kind,
        "accepts_response_payload": envelope.kind != "events_api",
        "payload": envelope.payload,
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.retry, "retry_reason": envelope.reason}
    return frame
