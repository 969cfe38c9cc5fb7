"""Posts an answer to a channel for all to see, once for each occasion, whatever is pressed, sent or killed twice."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeAlias
from weakref import WeakValueDictionary

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from blockkit.message import Message
from bot.delivery import Delivery
from bot.ledger import LEASE, Ledger, shelf_of
from bot.observability import LOGGER
from bot.retrying import UNREACHED, is_uncertain, reason
from bot.store.door import Door
from bot.store.shelf import Order, Revision
from bot.store.worker import this_worker

REPLY = "llmcost_reply"
ClientOf: TypeAlias = Callable[[str], Awaitable[AsyncWebClient | None]]
"""A client that speaks for the bot in a workspace."""


def order_of(message: Message, *, team: str, channel: str, user: str, occasion: str, pin: bool = False) -> Order:
    """The order to post a message; one for the same person, request and occasion, whatever asked for it."""
    made_from = (message.metadata or {}).get("event_payload", {})
    marks = (team, channel, user, occasion, str(made_from.get("text", message.text)))
    return Order(_key(*marks), team, channel, _content(message, user), wants_pin=pin)


def reply_order(message: Message, *, team: str, channel: str, user: str, occasion: str, thread: str) -> Order:
    """The order to say something in answer to what a person said: one for each occasion, whatever the answer is."""
    marked_message = replace(message, metadata=message.metadata or {"event_type": REPLY})
    content = {**_content(marked_message, user), "thread": thread}
    return Order(_key(team, channel, user, occasion, REPLY), team, channel, content)


def _key(*marks: str) -> str:
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:40]


def _content(message: Message, user: str) -> dict[str, object]:
    return {"text": message.text, "blocks": message.blocks, "metadata": message.metadata, "user": user}


class Sharing:
    """Carries out orders: one at a time for each occasion, written down before and after, and resumed after a crash."""

    def __init__(self, delivery: Delivery, store: Door) -> None:
        self.ledger = Ledger(store)
        self._delivery = delivery
        self._store = store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def share(self, client: AsyncWebClient, order: Order, written: asyncio.Event) -> Order:
        """Post, unless this occasion was posted before, and pin if that is wanted; the order with what became of it.

        `written` is set as soon as the order is written down, so that a crash no longer loses it.
        Raises SlackApiError when Slack refuses to post; the occasion may then be tried again. A refused pin leaves
        `wants_pin` set and the order open, see `pin`.
        """
        async with self._alone(order.key):
            known = await self.ledger.taken(order)
            written.set()
            return known if known.ts else await self._post(client, known)

    async def pin(self, client: AsyncWebClient, order: Order) -> None:
        """Pin what was posted. Raises SlackApiError when Slack refuses, but not when it is pinned already."""
        try:
            await client.pins_add(channel=order.channel, timestamp=order.ts)
        except SlackApiError as error:
            if reason(error) != "already_pinned":
                await self.ledger.write(replace(order, is_done=True))
                raise
        await self.ledger.write(replace(order, is_done=True))

    async def change(
        self, client: AsyncWebClient, order: Order, revisions: Sequence[Revision], written: asyncio.Event
    ) -> None:
        """Change the message at the order's `ts`, once the revisions that lead to it are on its channel's shelf.

        Raises OutdatedError when somebody was faster, SlackApiError when Slack refuses: then the shelf has the old
        request on top again, unless Slack may have made the change: then the order stays, and is tried again. Raises
        StoreError when there is no store to compare with.
        """
        async with self._store.open() as store:
            for one in revisions:
                await store.add(shelf_of(order), order.ts, one.content, one.author, after=one.number - 1)
            await store.take(order, this_worker(), LEASE)
        written.set()
        await self._change(client, order)

    async def _change(self, client: AsyncWebClient, order: Order) -> None:
        """Change a message, unless it says something newer by now."""
        async with self._store.open() as store:
            newest = await store.latest(shelf_of(order), order.ts)
        if newest and newest.number == order.number:
            content = order.message
            message = Message(content["text"], content["blocks"], metadata=marked(content["metadata"], order.key))
            try:
                await self._delivery.change(client, order.channel, order.ts, message)
            except SlackApiError as error:
                if not is_uncertain(error):
                    await self._undo(order)
                raise
        await self.ledger.write(replace(order, is_done=True))

    async def _undo(self, order: Order) -> None:
        """Put what a message still says on top of the shelf, after a change that Slack has refused."""
        async with self._store.open() as store:
            refused, before, *_ = await store.history(shelf_of(order), order.ts)
            content = {**(before.content or {}), "undoes": refused.number}
            await store.add(shelf_of(order), order.ts, content, refused.author, after=refused.number)
            await store.forget(order.key)

    async def resume(self, client_of: ClientOf) -> None:
        """Finish what a process that is gone had begun, where the bot is still installed."""
        for order in await self.ledger.unfinished():
            if order.key not in self._locks and (client := await client_of(order.team)):
                LOGGER.info("resuming an order", extra={"event": "resume"})
                await self._resume(client, order)

    async def _resume(self, client: AsyncWebClient, order: Order) -> None:
        try:
            if order.number:
                await self._change(client, order)
                return
            async with self._alone(order.key):
                posted = order if order.ts else await self._post(client, order)
            if posted.wants_pin:
                await self.pin(client, posted)
        except SlackApiError as error:
            LOGGER.warning("an order was refused", extra={"event": "resume", "error": reason(error)})
        except UNREACHED as error:
            LOGGER.warning("an order waits for Slack", extra={"event": "resume", "error": type(error).__name__})

    async def _post(self, client: AsyncWebClient, order: Order) -> Order:
        """Post once: an order that was tried before may be in the channel already."""
        content = order.message
        message = Message(content["text"], content["blocks"], metadata=marked(content["metadata"], order.key))
        try:
            channel, ts = await self._delivery.post_once(
                client, order.channel, message, order.key, content.get("thread", ""), tried=order.tried
            )
        except Exception:
            await self.ledger.forget(order.key)
            raise
        posted = replace(order, channel=channel, ts=ts, is_done=not order.wants_pin)
        self.ledger.keep(posted)
        if "thread" not in content:
            posted = replace(posted, link=await _link(client, channel, ts))
            self.ledger.keep(posted)
        await self.ledger.write(posted, is_new=True)
        return posted

    @asynccontextmanager
    async def _alone(self, key: str) -> AsyncIterator[None]:
        """Let nobody else in this process work on an order meanwhile."""
        lock = self._locks.setdefault(key, asyncio.Lock())  # kept as long as somebody holds it or waits for it
        async with lock:
            yield


def marked(metadata: dict[str, object] | None, key: str) -> dict[str, object] | None:
    """The metadata of a message, with the order that it was posted for."""
    if metadata is None:
        return None
    payload = metadata.get("event_payload")
    return {**metadata, "event_payload": {**(payload if isinstance(payload, dict) else {}), "order": key}}


async def _link(client: AsyncWebClient, channel: str, ts: str) -> str:
    try:
        return str((await client.chat_getPermalink(channel=channel, message_ts=ts))["permalink"])
    except SlackApiError:
        return ""
