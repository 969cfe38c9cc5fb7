"""The command's short way: behind Bolt's verification and authorization, before its search for a listener."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.turns import Payload

COMMAND = "/llmcost"
Heard = Callable[[Payload, AsyncWebClient, AsyncBoltContext], Awaitable[BoltResponse]]


class Command(AsyncMiddleware):
    """Answers `/llmcost` and leaves everything else to the listeners."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse | None:
        """The answer to the command; for all else, what comes next."""
        if req.body.get("command") != COMMAND:
            await next()
            return resp
        return await self._heard(req.body, req.context.client, req.context)
