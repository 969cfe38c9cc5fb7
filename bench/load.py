"""A closed loop of clients over kept connections: each sends its next request when the last is answered."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

CONTENT_LENGTH = b"content-length: "


@dataclass(frozen=True, slots=True)
class Load:
    """What a round took: seconds for all, and seconds for each request."""

    seconds: float
    latencies: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    @property
    def middle(self) -> float:
        """The median of a request, in milliseconds."""
        return 1e3 * median(self.latencies)


class _Client(asyncio.Protocol):
    """One connection."""

    def __init__(self, requests: Iterator[bytes], latencies: list[float], ended: asyncio.Future[None]) -> None:
        self._requests, self._latencies, self._ended = requests, latencies, ended
        self._answer = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not _is_whole(self._answer):
            return
        if not self._answer.startswith(b"HTTP/1.1 200"):
            self._ended.set_exception(RuntimeError(self._answer[:200].decode()))
            return
        self._latencies.append(time.perf_counter() - self._sent)
        self._answer = b""
        self._next()

    def _next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            self._ended.set_result(None)
            return
        self._sent = time.perf_counter()
        self._transport.write(request)


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    at = head.lower().find(CONTENT_LENGTH)
    return at >= 0 and len(body) >= int(head[at + len(CONTENT_LENGTH) :].split(b"\r\n", 1)[0])


async def load(port: int, requests: Sequence[bytes], connections: int) -> Load:
    """Send all requests over this many connections."""
    loop = asyncio.get_running_loop()
    waiting, latencies = iter(requests), []
    ends = [loop.create_future() for _ in range(connections)]
    started = time.perf_counter()
    for ended in ends:
        await loop.create_connection(lambda ended=ended: _Client(waiting, latencies, ended), "127.0.0.1", port)
    await asyncio.gather(*ends)
    return Load(time.perf_counter() - started, tuple(latencies))
