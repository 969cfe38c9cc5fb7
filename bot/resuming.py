"""What the bot does every so often: finish what processes that are gone had begun, write down what was asked."""

import asyncio

from bot.observability import LOGGER
from bot.recent import Recent
from bot.sharing import ClientOf, Sharing
from bot.store.door import Door
from bot.store.shelf import StoreError

EVERY_SECONDS, WRITING_SECONDS = 20.0, 5.0


async def keep_resuming(sharing: Sharing, client_of: ClientOf, connecting: "asyncio.Task[None]") -> None:
    """Resume orders for as long as the bot runs, once Slack has accepted it."""
    await asyncio.shield(connecting)
    while True:
        try:
            await sharing.resume(client_of)
        except StoreError:
            LOGGER.warning("open orders wait for the store", extra={"event": "resume"})
        except Exception:  # noqa: BLE001 - one order must not end the care for the others
            LOGGER.exception("resuming failed", extra={"event": "resume"})
        await asyncio.sleep(EVERY_SECONDS)


async def keep_writing(recent: Recent, store: Door) -> None:
    """Write down what people asked, every few seconds, for as long as the bot runs."""
    while True:
        await asyncio.sleep(WRITING_SECONDS)
        await write_down(recent, store)


async def write_down(recent: Recent, store: Door) -> None:
    """Write down what people asked since the last time, if the store can be reached."""
    try:
        await recent.write_down(store)
    except StoreError:
        LOGGER.warning("what was asked waits for the store", extra={"event": "recent"})
