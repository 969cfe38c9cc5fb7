"""Finishes, from the start on and every so often, what processes that are gone had begun."""

import asyncio

from bot.observability import LOGGER
from bot.sharing import ClientOf, Sharing
from bot.store.shelf import StoreError

EVERY_SECONDS = 20.0


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
