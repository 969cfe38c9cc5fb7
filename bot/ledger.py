"""What is written down of orders and of what was posted, and what this process remembers where it could not be."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from bot.observability import LOGGER
from bot.store.door import Door
from bot.store.shelf import Content, Order, OutdatedError, Shelf, Store, StoreError
from bot.store.shelves import SHARED, THREADS
from bot.store.worker import this_worker

KEPT_POSTS = 1_024
LEASE = 75.0
PAUSE = 0.3
LONGEST_WAIT = 20.0
OPENING = 8.0
"""Seconds that an order waits for a store which is just being opened, so that it is not lost by a crash."""
ELSEWHERE = "Another process of mine is posting this already."


class Ledger:
    """Orders and posts in the store; while that is away, in memory."""

    def __init__(self, store: Door) -> None:
        self._store = store
        self._posted: OrderedDict[str, Order] = OrderedDict()

    async def taken(self, order: Order) -> Order:
        """The order as it is written down, taken by this process; as it is where the store is away.

        Raises StoreError when another process keeps it.
        """
        known = self._as_remembered(order)
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while True:
                    async with self._store.open(OPENING) as store:
                        taken = await store.take(known, this_worker(), LEASE)
                    if taken is not None:
                        return taken
                    await asyncio.sleep(PAUSE)
        except StoreError:
            return known
        except TimeoutError:
            raise StoreError(ELSEWHERE, "It will be in the channel in a moment.") from None

    async def write(self, order: Order, *, is_new: bool = False) -> None:
        """Write down how far an order is; an estimate that is new goes on its channel's and its thread's shelf."""
        payload = (order.message.get("metadata") or {}).get("event_payload") or {}
        try:
            async with self._store.open() as store:
                await store.progress(order)
                if is_new and "text" in payload:
                    await _shelve(store, order, payload)
        except (StoreError, OutdatedError):
            LOGGER.warning("an order is done, but not written down", extra={"event": "order"})

    async def forget(self, key: str) -> None:
        """Drop an order that Slack refused, so that it can be given again."""
        try:
            async with self._store.open() as store:
                await store.forget(key)
        except StoreError:
            LOGGER.warning("a refused order is not forgotten", extra={"event": "order"})

    async def unfinished(self) -> Sequence[Order]:
        """Take the orders that a process which is gone had begun. Raises StoreError."""
        async with self._store.open(LONGEST_WAIT) as store:
            return await store.unfinished(this_worker(), LEASE)

    def _as_remembered(self, order: Order) -> Order:
        """The order, as far as this process has carried it out already, whether or not that could be written down."""
        posted = self._posted.get(order.key)
        return replace(posted, wants_pin=order.wants_pin, is_done=False) if posted else order

    def keep(self, order: Order) -> None:
        """Remember what was posted, whether or not it can be written down."""
        self._posted[order.key] = order
        while len(self._posted) > KEPT_POSTS:
            self._posted.popitem(last=False)


async def _shelve(store: Store, order: Order, payload: Content) -> None:
    """Put an estimate that was posted on the shelf of its channel, and on that of its thread."""
    if await store.latest(shelf_of(order), order.ts) is not None:
        return
    user = str(order.message["user"])
    await store.add(shelf_of(order), order.ts, payload, user, after=0)
    if thread := order.message.get("thread"):
        threads = Shelf(order.team, order.channel, THREADS)
        about = await store.latest(threads, thread)
        await store.add(threads, thread, payload, user, after=about.number if about else 0)


def shelf_of(order: Order) -> Shelf:
    """The shelf of the shared messages of an order's channel."""
    return Shelf(order.team, order.channel, SHARED)
