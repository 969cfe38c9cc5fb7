"""The small pages beside Slack's own: how the process is, its metrics, and why nothing can be installed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.observability import Metrics

TEXT = "text/plain; charset=utf-8"
INSTALL = (
    "This llmcost serves one workspace: install it there from its app manifest.\n"
    "To install it from a link, whoever runs it sets SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and LLMCOST_ENCRYPTION_KEY.\n"
)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to a GET request."""

    status: int
    body: str
    content_type: str = TEXT


class Pages:
    """The pages by path."""

    def __init__(self, is_ready: Callable[[], Awaitable[bool]], metrics: Metrics) -> None:
        self._is_ready = is_ready
        self._metrics = metrics

    async def page(self, path: str) -> Page:
        """The page at a path."""
        match path:
            case "/healthz":
                return Page(200, "ok\n")
            case "/readyz":
                return Page(200, "ready\n") if await self._is_ready() else Page(503, "not connected to Slack yet\n")
            case "/metrics":
                return Page(200, self._metrics.exposition(), "text/plain; version=0.0.4; charset=utf-8")
            case "/slack/install" | "/slack/oauth_redirect":
                return Page(501, INSTALL)
            case _:
                return Page(404, "not found\n")
