"""Carries messages to Slack once the acknowledgement is out: the Web API and response URLs."""

import asyncio
import json
from typing import Any

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from blockkit.kit import cut
from blockkit.message import MAXIMUM_TEXT, Message
from bot.looking import posted_for
from bot.observability import LOGGER, Metrics
from bot.pace import Pace
from bot.retrying import PAUSE, UNREACHED, is_uncertain, reason

REFUSED_BLOCKS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "only_one_table_allowed")


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
        except (SlackApiError, *UNREACHED) as error:
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
        except (SlackApiError, *UNREACHED) as error:
            self._count("conversations.history", reason(error) if isinstance(error, SlackApiError) else "unreachable")
            return None
        return (channel, ts) if ts else ()

    async def show(self, client: AsyncWebClient, channel: str, user: str, message: Message) -> None:
        """Show something to one person: in a channel, or directly where they cannot be shown anything there.

        Raises SlackApiError.
        """
        try:
            await self.whisper(client, channel, user, message)
        except (SlackApiError, *UNREACHED):
            await self.post(client, user, message)

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

    async def send_file(self, client: AsyncWebClient, user: str, message: Message, name: str, content: str) -> None:
        """Send one person a message and a file below it. Raises SlackApiError."""
        channel, _ = await self.post(client, user, message)
        await client.files_upload_v2(channel=channel, filename=name, title=name, content=content)

    async def respond(self, url: str, message: Message) -> bool:
        """Answer at a response URL and return whether Slack took it."""
        body = message.body()
        webhook = AsyncWebhookClient(url, session=self._session, logger=LOGGER)
        refusal = await self._refused(webhook, body)
        if refusal and "blocks" in body and any(name in refusal for name in REFUSED_BLOCKS):
            refusal = await self._refused(webhook, {key: value for key, value in body.items() if key != "blocks"})
        return not refusal

    async def _refused(self, webhook: AsyncWebhookClient, body: dict[str, Any]) -> str:
        """What a response URL said against a message, or how it could not be reached; empty when it took it."""
        try:
            answer = await webhook.send_dict(body)
        except UNREACHED as error:
            outcome = refusal = type(error).__name__
        else:
            outcome, refusal = f"http_{answer.status_code}", _refusal(answer.status_code, answer.body)
        if refusal:
            self._count("response_url", outcome)
            LOGGER.warning("a response URL refused", extra={"event": "respond", "outcome": outcome})
        return refusal

    def _count(self, method: str, error: str) -> None:
        self._metrics.count("llmcost_slack_errors_total", method=method, error=error)


def _refusal(status: int, body: str) -> str:
    """What a response URL said against a message; empty when it took it."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    refused = isinstance(answer, dict) and answer.get("ok") is False
    return (body or str(status)) if refused or status != 200 else ""  # noqa: PLR2004 - HTTP's OK
