"""Carries messages to Slack once the acknowledgement is out: the Web API and response URLs."""

import asyncio
import json
from typing import Any

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from blockkit.kit import cut
from blockkit.message import MAXIMUM_TEXT, Message
from bot.looking import posted_for
from bot.observability import LOGGER, Metrics
from bot.pace import Pace

REFUSED_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "only_one_table_allowed")
LONGEST_WAIT = 20
SECONDS = 10
PAUSE = 0.5
TOO_MANY, BROKEN = 429, 500
POSTING = "chat.postMessage"
UNCERTAIN = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
"""Refusals after which the message may be there all the same."""


class CarefulRetryHandler(AsyncConnectionErrorRetryHandler):
    """Tries again when a connection breaks, but never to post: the message may be there already."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        broken = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return broken and not request.url.endswith(POSTING)


class PatientRetryHandler(AsyncRateLimitErrorRetryHandler):
    """Waits once when Slack asks for it, if that is soon enough for somebody who watches."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return limited and response is not None and retry_after(response.headers) <= LONGEST_WAIT


def retry_after(headers: dict[str, Any]) -> float:
    """The seconds that Slack asks to wait; 1 when it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            return float(value[0] if isinstance(value, list) else value)
    return 1.0


def web_client(token: str | None, address: str, session: ClientSession) -> AsyncWebClient:
    """A Web API client that shares one session, with explicit rules for what is tried again."""
    handlers: list[AsyncRetryHandler] = [CarefulRetryHandler(), PatientRetryHandler(max_retry_count=1)]
    return AsyncWebClient(
        token=token, base_url=address, session=session, timeout=SECONDS, retry_handlers=handlers, logger=LOGGER
    )


class Delivery:
    """Sends messages; one that Slack refuses for its blocks is sent again without them."""

    def __init__(self, session: ClientSession, metrics: Metrics) -> None:
        self._session = session
        self._metrics = metrics
        self._pace = Pace()

    async def post(self, client: AsyncWebClient, channel: str, message: Message, thread: str = "") -> tuple[str, str]:
        """Post to a channel for all to see and return the channel and the timestamp. Raises SlackApiError."""
        arguments: dict[str, Any] = {"channel": channel, "text": cut(message.text, MAXIMUM_TEXT), "unfurl_links": False}
        if thread:
            arguments["thread_ts"] = thread
        if message.metadata:
            arguments["metadata"] = message.metadata
        await self._pace.wait(channel)
        try:
            posted = await client.chat_postMessage(blocks=message.blocks or None, **arguments)
        except SlackApiError as error:
            self._count("chat.postMessage", reason(error))
            if not message.blocks or reason(error) not in REFUSED_BLOCKS:
                raise
            posted = await client.chat_postMessage(**arguments)
        return str(posted["channel"]), str(posted["ts"])

    async def change(self, client: AsyncWebClient, channel: str, ts: str, message: Message) -> None:
        """Put a message in the place of one that was posted. Raises SlackApiError."""
        arguments: dict[str, Any] = {"channel": channel, "ts": ts, "text": cut(message.text, MAXIMUM_TEXT)}
        if message.metadata:
            arguments["metadata"] = message.metadata
        try:
            await client.chat_update(blocks=message.blocks, **arguments)
        except SlackApiError as error:
            self._count("chat.update", reason(error))
            if reason(error) not in REFUSED_BLOCKS:
                raise
            await client.chat_update(blocks=[], **arguments)

    async def post_once(
        self, client: AsyncWebClient, channel: str, message: Message, order: str, thread: str = "", *, tried: bool
    ) -> tuple[str, str]:
        """Post what carries an order in its metadata; where it may be there already, look first.

        Raises SlackApiError, or what the connection raises, when it is not there or nobody can say.
        """
        if tried and (there := await self._looked(client, channel, order, thread)):
            return there
        try:
            return await self.post(client, channel, message, thread)
        except (SlackApiError, ClientError, OSError) as error:
            if not is_uncertain(error):
                raise
            await asyncio.sleep(PAUSE)
            there = await self._looked(client, channel, order, thread)
            if there is None:
                raise
            return there or await self.post(client, channel, message, thread)

    async def _looked(
        self, client: AsyncWebClient, channel: str, order: str, thread: str
    ) -> tuple[str, str] | tuple[()] | None:
        """Where the message of an order stands; empty where there is none, nothing where that cannot be seen."""
        try:
            ts = await posted_for(client, channel, order, thread)
        except (SlackApiError, ClientError, OSError) as error:
            self._count("conversations.history", reason(error) if isinstance(error, SlackApiError) else "unreachable")
            return None
        return (channel, ts) if ts else ()

    async def whisper(self, client: AsyncWebClient, channel: str, user: str, message: Message) -> None:
        """Show something to one person in a channel. Raises SlackApiError."""
        text = cut(message.text, MAXIMUM_TEXT)
        try:
            await client.chat_postEphemeral(channel=channel, user=user, text=text, blocks=message.blocks or None)
        except SlackApiError as error:
            self._count("chat.postEphemeral", reason(error))
            if not message.blocks or reason(error) not in REFUSED_BLOCKS:
                raise
            await client.chat_postEphemeral(channel=channel, user=user, text=text)

    async def respond(self, url: str, message: Message) -> bool:
        """Answer at a response URL and return whether Slack took it."""
        body = message.body()
        webhook = AsyncWebhookClient(url, session=self._session, timeout=SECONDS, logger=LOGGER)
        answer = await webhook.send_dict(body)
        refusal = _refusal(answer.status_code, answer.body)
        if refusal and "blocks" in body and any(name in refusal for name in REFUSED_BLOCKS):
            self._count("response_url", "invalid_blocks")
            answer = await webhook.send_dict({key: value for key, value in body.items() if key != "blocks"})
            refusal = _refusal(answer.status_code, answer.body)
        if refusal:
            self._count("response_url", f"http_{answer.status_code}")
            LOGGER.warning("a response URL refused", extra={"event": "respond", "outcome": str(answer.status_code)})
        return not refusal

    def _count(self, method: str, error: str) -> None:
        self._metrics.count("llmcost_slack_errors_total", method=method, error=error)


def reason(error: SlackApiError) -> str:
    """Slack's code for what went wrong, such as `not_in_channel` or `ratelimited`."""
    answer = error.response
    if getattr(answer, "status_code", 200) == TOO_MANY:
        return "ratelimited"
    data = getattr(answer, "data", answer)
    return str(data.get("error", "unknown_error")) if isinstance(data, dict) else "unknown_error"


def is_uncertain(error: Exception) -> bool:
    """Whether Slack may have done what it answered with an error, or did not answer."""
    if not isinstance(error, SlackApiError):
        return True
    return reason(error) in UNCERTAIN or getattr(error.response, "status_code", 200) >= BROKEN


def _refusal(status: int, body: str) -> str:
    """What a response URL said against a message; empty when it took it."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    refused = isinstance(answer, dict) and answer.get("ok") is False
    return (body or str(status)) if refused or status != 200 else ""  # noqa: PLR2004 - HTTP's OK
