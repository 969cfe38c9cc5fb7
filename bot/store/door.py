"""The way to the store: opened at the first need, and never in the way of an answer when it is out of reach."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bot.observability import LOGGER
from bot.store.shelf import Store, StoreError, StoreOpeningError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

LONGEST_OPENING = 20.0
LONGEST_WAIT, LONGEST_USE = 0.9, 2.0
LONGEST_CLOSING = 2.0
PAUSE = 5.0
AWAY = "I can't reach my database right now, so nothing can be saved or looked up."
OPENING = "I am still opening my database."
HINT = "Estimates work as always. Please try again in a minute."


class Door:
    """Opens the database in the background; while it is away, and is tried again, says so at once."""

    def __init__(self, setting: str | None, folder: Path) -> None:
        self._setting = setting
        self._folder = folder
        self._opening: asyncio.Task[AsyncEngine] | None = None
        self._away_until = 0.0

    @asynccontextmanager
    async def open(self, seconds: float | None = None) -> AsyncIterator[Store]:
        """The store for one transaction. Raises StoreError when it cannot be reached within some seconds."""
        async with self.reached(seconds) as engine:
            from bot.store.sql import SqlStore  # noqa: PLC0415 - the store is loaded where it is opened

            async with engine.begin() as connection:
                yield SqlStore(connection)

    @asynccontextmanager
    async def reached(self, seconds: float | None = None) -> "AsyncIterator[AsyncEngine]":
        """The open database. Raises StoreError when it cannot be reached, or its use takes longer than some seconds."""
        if time.monotonic() < self._away_until:
            raise StoreError(AWAY, HINT)
        was_away = self._away_until > 0
        opening = self.unlock()
        if was_away and not opening.done():
            raise StoreError(AWAY, HINT)
        try:
            engine = await self._waited(opening, seconds or LONGEST_WAIT)
            async with asyncio.timeout(seconds or LONGEST_USE):
                yield engine
        except Exception as error:
            if not _is_of_database(error):
                raise
            self._away_until = time.monotonic() + PAUSE
            LOGGER.warning("the store is out of reach", extra={"event": "store", "error": type(error).__name__})
            raise StoreError(AWAY, HINT) from None

    async def _waited(self, opening: "asyncio.Task[AsyncEngine]", seconds: float) -> "AsyncEngine":
        """The open database. Raises StoreOpeningError when that takes longer, and what its opening raises."""
        await asyncio.wait([opening], timeout=seconds)
        if not opening.done():
            raise StoreOpeningError(OPENING, HINT)
        engine = opening.result()
        self._away_until = 0.0
        return engine

    def unlock(self) -> "asyncio.Task[AsyncEngine]":
        """Begin to open the database, unless it is open or being opened."""
        if self._opening is None or _has_failed(self._opening):
            self._opening = asyncio.create_task(self._open())
        return self._opening

    async def opened(self) -> None:
        """Wait until the database is open, or until it is known to be away."""
        await asyncio.wait([self.unlock()])

    async def close(self) -> None:
        """Give back the connections."""
        if self._opening is None:
            return
        await asyncio.wait([self._opening], timeout=LONGEST_CLOSING)
        if self._opening.done() and not _has_failed(self._opening):
            await self._opening.result().dispose()

    async def _open(self) -> "AsyncEngine":
        # half a second of loading, which no start and no answer waits for
        database = await asyncio.to_thread(import_module, "bot.store.database")
        async with asyncio.timeout(LONGEST_OPENING):
            engine: AsyncEngine = await database.opened(self._setting, self._folder)
        return engine


def _has_failed(opening: "asyncio.Task[AsyncEngine]") -> bool:
    return opening.done() and (opening.cancelled() or opening.exception() is not None)


def _is_of_database(error: Exception) -> bool:
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - loaded by now

    return isinstance(error, SQLAlchemyError | TimeoutError | OSError)
