"""Posts an answer to a channel for all to see, once for each occasion, whatever is pressed, sent or killed twice."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Delivery, reason
from bot.observability import LOGGER
from bot.slack.message import Message
from bot.store.door import Door
from bot.store.shelf import Order, OutdatedError, Revision, Shelf, StoreError
from bot.store.shelves import SHARED, THREADS
from bot.store.worker import this_worker

REMEMBERED = 1_024
LEASE = 75.0
PAUSE = 0.3
LONGEST_WAIT = 20.0
OPENING = 8.0
"""Seconds that an order waits for a store which is just being opened, so that it is not lost by a crash."""
ELSEWHERE = "Another process of mine is posting this already."


def order_of(message: Message, *, team: str, channel: str, user: str, occasion: str, pin: bool = False) -> Order:
    """The order to post a message; one for the same person, request and occasion, whatever asked for it."""
    made_from = (message.metadata or {}).get("event_payload", {})
    marks = (team, channel, user, occasion, str(made_from.get("text", message.text)))
    key = hashlib.sha256("\n".join(marks).encode()).hexdigest()[:40]
    content = {"text": message.text, "blocks": message.blocks, "metadata": message.metadata, "user": user}
    return Order(key, team, channel, content, wants_pin=pin)


class Sharing:
    """Carries out orders: one at a time for each occasion, written down before and after, and resumed after a crash."""

    def __init__(self, delivery: Delivery, store: Door) -> None:
        self._delivery = delivery
        self._store = store
        self._posted: OrderedDict[str, Order] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def share(self, client: AsyncWebClient, order: Order) -> Order:
        """Post, unless this occasion was posted before, and pin if that is wanted; the order with what became of it.

        Raises SlackApiError when Slack refuses to post; the occasion may then be tried again. A refused pin leaves
        `wants_pin` set and the order open, see `pin`.
        """
        async with self._alone(order.key):
            known = await self._taken(self._as_remembered(order))
            return known if known.ts else await self._post(client, known)

    async def pin(self, client: AsyncWebClient, order: Order) -> None:
        """Pin what was posted. Raises SlackApiError when Slack refuses, but not when it is pinned already."""
        try:
            await client.pins_add(channel=order.channel, timestamp=order.ts)
        except SlackApiError as error:
            if reason(error) != "already_pinned":
                await self._write(replace(order, is_done=True))
                raise
        await self._write(replace(order, is_done=True))

    async def remember(self, team: str, channel: str, ts: str, message: Message, user: str, thread: str = "") -> None:
        """Put an estimate that was posted on its channel's shelf, and on that of its thread; others are not kept."""
        payload = (message.metadata or {}).get("event_payload")
        if not payload:
            return
        try:
            async with self._store.open() as store:
                await store.add(Shelf(team, channel, SHARED), ts, payload, user, after=0)
                if thread:
                    about = await store.latest(Shelf(team, channel, THREADS), thread)
                    after = about.number if about else 0
                    await store.add(Shelf(team, channel, THREADS), thread, payload, user, after=after)
        except (StoreError, OutdatedError):
            LOGGER.warning("an answer is posted, but not written down", extra={"event": "answer"})

    async def change(self, client: AsyncWebClient, order: Order, revisions: Sequence[Revision]) -> None:
        """Change the message at the order's `ts`, once the revisions that lead to it are on its channel's shelf.

        Raises OutdatedError when somebody was faster, SlackApiError when Slack refuses: then the shelf has the old
        request on top again. Raises StoreError when there is no store to compare with.
        """
        async with self._store.open() as store:
            for one in revisions:
                await store.add(_shelf(order), order.ts, one.content, one.author, after=one.number - 1)
            await store.take(order, this_worker(), LEASE)
        await self._change(client, order)

    async def _change(self, client: AsyncWebClient, order: Order) -> None:
        """Change a message, unless it says something newer by now."""
        async with self._store.open() as store:
            newest = await store.latest(_shelf(order), order.ts)
        if newest and newest.number == order.number:
            content = order.message
            message = Message(content["text"], content["blocks"], metadata=marked(content["metadata"], order.key))
            try:
                await self._delivery.change(client, order.channel, order.ts, message)
            except SlackApiError:
                await self._undo(order)
                raise
        await self._write(replace(order, is_done=True))

    async def _undo(self, order: Order) -> None:
        """Put what a message still says on top of the shelf, after a change that Slack has refused."""
        async with self._store.open() as store:
            refused, before, *_ = await store.history(_shelf(order), order.ts)
            content = {**(before.content or {}), "undoes": refused.number}
            await store.add(_shelf(order), order.ts, content, refused.author, after=refused.number)
            await store.forget(order.key)

    async def resume(self, client: AsyncWebClient) -> None:
        """Finish what a process that is gone had begun."""
        async with self._store.open(LONGEST_WAIT) as store:
            orders = await store.unfinished(this_worker(), LEASE)
        for order in orders:
            if order.key not in self._locks:
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
        except (ClientError, OSError) as error:
            LOGGER.warning("an order waits for Slack", extra={"event": "resume", "error": type(error).__name__})

    async def _post(self, client: AsyncWebClient, order: Order) -> Order:
        """Post once: an order that was tried before may be in the channel already."""
        content = order.message
        message = Message(content["text"], content["blocks"], metadata=marked(content["metadata"], order.key))
        try:
            channel, ts = await self._delivery.post_once(client, order.channel, message, order.key, tried=order.tried)
        except Exception:
            await self._forget(order.key)
            raise
        posted = replace(order, channel=channel, ts=ts, is_done=not order.wants_pin)
        self._remember(posted)
        posted = replace(posted, link=await _link(client, channel, ts))
        self._remember(posted)
        await self._write(posted, is_new=True)
        return posted

    async def _taken(self, order: Order) -> Order:
        """The order as it is written down, taken by this process; as it is where the store is away.

        Raises StoreError when another process keeps it.
        """
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while True:
                    async with self._store.open(OPENING) as store:
                        taken = await store.take(order, this_worker(), LEASE)
                    if taken is not None:
                        return taken
                    await asyncio.sleep(PAUSE)
        except StoreError:
            return order
        except TimeoutError:
            raise StoreError(ELSEWHERE, "It will be in the channel in a moment.") from None

    async def _write(self, order: Order, *, is_new: bool = False) -> None:
        """Write down how far an order is; a message that is new goes on its channel's shelf."""
        payload = (order.message.get("metadata") or {}).get("event_payload")
        try:
            async with self._store.open() as store:
                await store.progress(order)
                if is_new and payload and await store.latest(_shelf(order), order.ts) is None:
                    await store.add(_shelf(order), order.ts, payload, order.message["user"], after=0)
        except StoreError:
            LOGGER.warning("an order is done, but not written down", extra={"event": "order"})

    async def _forget(self, key: str) -> None:
        try:
            async with self._store.open() as store:
                await store.forget(key)
        except StoreError:
            LOGGER.warning("a refused order is not forgotten", extra={"event": "order"})

    def _as_remembered(self, order: Order) -> Order:
        """The order, as far as this process has carried it out already, whether or not that could be written down."""
        posted = self._posted.get(order.key)
        return replace(posted, wants_pin=order.wants_pin, is_done=False) if posted else order

    def _remember(self, order: Order) -> None:
        self._posted[order.key] = order
        while len(self._posted) > REMEMBERED:
            self._posted.popitem(last=False)

    @asynccontextmanager
    async def _alone(self, key: str) -> AsyncIterator[None]:
        """Let nobody else in this process work on an order meanwhile."""
        lock = self._locks.setdefault(key, asyncio.Lock())  # kept as long as somebody holds it or waits for it
        async with lock:
            yield


def _shelf(order: Order) -> Shelf:
    return Shelf(order.team, order.channel, SHARED)


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
