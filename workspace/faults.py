"""Failures on demand: how the next calls of a Web API method shall go wrong."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from workspace.wire import SlackError


@dataclass(frozen=True)
class Fault:
    """One way for a call to fail: an error code, an HTTP status, a broken connection, or only a delay in seconds.

    A late one happens when what was asked for is done already, so that the app cannot know that it was.
    """

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    drops: bool = False
    delay: float = 0.0
    is_late: bool = False

    async def happen_to(self, request: web.Request) -> None:
        """Delay, drop or refuse a request.

        Raises:
            SlackError: The request is refused; what it asked for must not be done.
        """
        await asyncio.sleep(self.delay)
        if self.drops and request.transport is not None:
            request.transport.abort()
        if self.drops or self.error or self.status != HTTPStatus.OK:
            raise SlackError(self.error or "internal_error")


class Faults:
    """The failures planned for each method, used up in order; `response_url` plans them for response URLs."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)

    def plan(self, method: str, fault: Fault, times: int = 1) -> None:
        """Make the next calls of a method fail."""
        self._planned[method].extend([fault] * times)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next calls with `{"ok": false, "error": …}`."""
        self.plan(method, Fault(error=error), times)

    def break_down(self, method: str, status: int = 500, times: int = 1) -> None:
        """Answer the next calls with an HTTP error."""
        self.plan(method, Fault(status=status), times)

    def limit_rate(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next calls with 429 and Retry-After in seconds."""
        self.plan(method, Fault(error="ratelimited", status=429, retry_after=retry_after), times)

    def drop(self, method: str, times: int = 1) -> None:
        """Close the connection of the next calls without an answer."""
        self.plan(method, Fault(drops=True), times)

    def slow_down(self, method: str, seconds: float, times: int = 1) -> None:
        """Answer the next calls correctly, but late."""
        self.plan(method, Fault(delay=seconds), times)

    def next(self, method: str) -> Fault | None:
        """The failure for this call, taken off the plan."""
        planned = self._planned[method]
        return planned.popleft() if planned else None
