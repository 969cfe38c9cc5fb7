"""The ASGI application: Slack's requests go to Bolt, the rest to the pages."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler

from bot.transports.pages import Page, Pages

Scope: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

EVENTS_PATH = "/slack/events"
INSTALLING_PATHS = ("/slack/install", "/slack/oauth_redirect")
MAXIMUM_BYTES = 1_000_000
TOO_LARGE = Page(413, "too large\n")
NOT_ALLOWED = Page(405, "Slack posts here\n")


class Front:
    """Sends each request where it belongs; a body above a megabyte is refused before it is read.

    Without `bolt` there are only the pages and what `installer` answers: in Socket Mode nothing else comes in this way.
    """

    def __init__(
        self,
        pages: Pages,
        bolt: AsyncSlackRequestHandler | None = None,
        installer: AsyncSlackRequestHandler | None = None,
    ) -> None:
        self._pages = pages
        self._bolt = bolt
        self._installer = installer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path, method = scope["path"], scope["method"]
        if self._installer and path in INSTALLING_PATHS and method == "GET":
            await self._installer(scope, receive, send)
        elif path != EVENTS_PATH or self._bolt is None:
            await _send(await self._pages.page(path), send)
        elif method != "POST":
            await _send(NOT_ALLOWED, send)
        elif _declared_length(scope) > MAXIMUM_BYTES:
            await _send(TOO_LARGE, send)
        else:
            await self._bolt(scope, receive, send)


def _declared_length(scope: Scope) -> int:
    """The body's length as its header says; a body without one is as long as can be."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value)
    return MAXIMUM_BYTES + 1


async def _send(page: Page, send: Send) -> None:
    body = page.body.encode()
    headers = [(b"content-type", (page.content_type).encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": page.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
