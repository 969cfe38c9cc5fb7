"""An open database: its engine, brought to the newest tables."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.address import database_url
from bot.store.migrating import migrate

CONNECT_SECONDS = 2
WAIT_FOR_LOCK = 2_000


async def opened(setting: str | None, folder: Path) -> AsyncEngine:
    """The engine of a database that was reached and migrated. Raises what the driver raises when it cannot be."""
    url = database_url(setting, folder)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
    except BaseException:
        await engine.dispose()
        raise
    return engine


async def migrated(setting: str | None, folder: Path) -> str:
    """Bring a database to the newest tables and return why that cannot be, in a line without its address."""
    try:
        engine = await opened(setting, folder)
    except (SQLAlchemyError, OSError) as error:
        return f"DATABASE_URL: the database cannot be reached or migrated ({type(error).__name__})."
    await engine.dispose()
    return ""


def _postgresql(url: URL) -> AsyncEngine:
    waits = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    return create_async_engine(url, pool_pre_ping=True, pool_size=4, hide_parameters=True, connect_args=waits)


def _sqlite(url: URL) -> AsyncEngine:
    """SQLite with a write-ahead log, where a transaction takes its lock at once and so cannot fail half-way."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own connection
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={WAIT_FOR_LOCK}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
