"""A store of each kind, new for each test."""

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store.door import Door
from tests.postgresql import running_postgresql


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database, skipped where there is no server."""
    with running_postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, as people write it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kept.sqlite'}"
    server: str = request.getfixturevalue("postgresql")
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    return f"{server.removesuffix('/postgres')}/{name}"


@pytest.fixture
async def door(address: str, tmp_path: Path) -> AsyncIterator[Door]:
    """The way to that database."""
    door = Door(address, tmp_path)
    await door.unlock()
    yield door
    await door.close()
