"""What is kept stays with those it belongs to, with its history, in SQLite and in PostgreSQL."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy

from bot.store.address import database_url
from bot.store.door import Door
from bot.store.shelf import Order, OutdatedError, Shelf, StoreError
from bot.store.tables import METADATA
from bot.store.worker import this_worker

SHELF = Shelf("T1", "C1", "saved")
ORDER = Order("key", "T1", "C1", {"text": "x"})
HERE, ELSEWHERE = this_worker(), "another-machine 7 0.0"


async def test_what_is_kept_comes_back_with_who_and_when(door: Door) -> None:
    async with door.open() as store:
        kept = await store.add(SHELF, "big", {"text": "70B 2T a100"}, "U1", after=0)
    async with door.open() as store:
        found = await store.latest(SHELF, "big")
    assert found == kept
    assert found.at.tzinfo is not None
    assert (found.author, found.number, found.content) == ("U1", 1, {"text": "70B 2T a100"})


@pytest.mark.parametrize("other", [{"team": "T2"}, {"channel": "C2"}, {"kind": "rule"}])
async def test_no_other_workspace_channel_or_kind_sees_it(door: Door, other: dict[str, str]) -> None:
    elsewhere = replace(SHELF, **other)
    async with door.open() as store:
        await store.add(SHELF, "big", {"text": "secret"}, "U1", after=0)
        assert await store.everything(elsewhere) == []
        assert await store.latest(elsewhere, "big") is None
        assert await store.history(elsewhere, "big") == []
        await store.add(elsewhere, "big", {"text": "mine"}, "U2", after=0)
        assert [one.content for one in await store.everything(SHELF)] == [{"text": "secret"}]


async def test_two_who_change_the_same_version_lose_nothing(door: Door) -> None:
    async with door.open() as store:
        await store.add(SHELF, "big", {"text": "1"}, "U1", after=0)
        await store.add(SHELF, "big", {"text": "2"}, "U1", after=1)
    with pytest.raises(OutdatedError):
        async with door.open() as store:
            await store.add(SHELF, "big", {"text": "3"}, "U2", after=1)
    async with door.open() as store:
        assert [one.content for one in await store.history(SHELF, "big")] == [{"text": "2"}, {"text": "1"}]


async def test_what_is_deleted_is_listed_no_more_and_keeps_its_history(door: Door) -> None:
    async with door.open() as store:
        await store.add(SHELF, "a", {"text": "1"}, "U1", after=0)
        await store.add(SHELF, "b", {"text": "1"}, "U1", after=0)
        await store.add(SHELF, "a", None, "U2", after=1)
        assert [one.name for one in await store.everything(SHELF)] == ["b"]
        assert [one.content for one in await store.history(SHELF, "a")] == [None, {"text": "1"}]


async def test_a_transaction_that_fails_keeps_nothing(door: Door) -> None:
    async def fail() -> None:
        async with door.open() as store:
            await store.add(SHELF, "a", {"text": "1"}, "U1", after=0)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with door.open() as store:
        assert await store.everything(SHELF) == []


async def test_an_order_is_taken_by_one_until_its_time_is_over(door: Door) -> None:
    async with door.open() as store:
        assert await store.take(ORDER, ELSEWHERE, 60) == ORDER
        assert await store.take(ORDER, HERE, 60) is None
        assert await store.unfinished(HERE, 60) == []
    async with door.open() as store:
        await store.forget(ORDER.key)
        await store.take(ORDER, ELSEWHERE, -1)
        [taken] = await store.unfinished(HERE, 60)
        assert taken.tried
        assert await store.unfinished("a-third 8 0.0", 60) == []


async def test_an_order_of_a_process_that_is_gone_is_taken_at_once(door: Door) -> None:
    machine = HERE.split()[0]
    async with door.open() as store:
        await store.take(ORDER, f"{machine} 4194305 0.0", 60)
        assert [one.key for one in await store.unfinished(HERE, 60)] == ["key"]


async def test_a_done_order_is_found_by_whoever_asks_again_and_by_nobody_else(door: Door) -> None:
    async with door.open() as store:
        await store.take(ORDER, ELSEWHERE, 60)
        await store.progress(replace(ORDER, ts="1.5", link="https://x", is_done=True))
        again = await store.take(ORDER, HERE, 60)
        assert (again.ts, again.link, again.is_done) == ("1.5", "https://x", True)
        assert await store.unfinished(HERE, 60) == []


async def test_a_pin_wanted_after_the_post_opens_the_order_again(door: Door) -> None:
    async with door.open() as store:
        await store.take(ORDER, HERE, 60)
        await store.progress(replace(ORDER, ts="1.5", is_done=True))
        again = await store.take(replace(ORDER, wants_pin=True), HERE, 60)
        assert (again.ts, again.wants_pin, again.is_done) == ("1.5", True, False)
        assert [one.wants_pin for one in await store.unfinished(HERE, 60)] == [True]


async def test_a_claim_is_new_once(door: Door) -> None:
    async with door.open() as store:
        assert not await store.has_claimed(["event 1", "message 1"])
        assert await store.claim(["event 1", "message 1"])
    async with door.open() as store:
        assert await store.has_claimed(["event 2", "message 1"])
        assert not await store.claim(["event 2", "message 1"])
        assert await store.claim(["event 3"])


async def test_migrations_leave_exactly_the_tables_that_the_code_uses(door: Door, address: str, tmp_path: Path) -> None:
    engine = await door.unlock()
    async with engine.connect() as connection:
        found = await connection.run_sync(_columns)
    assert found == {
        table.name: {column.name: (str(column.type), bool(column.nullable)) for column in table.columns}
        for table in METADATA.sorted_tables
    }
    again = Door(address, tmp_path)
    await again.unlock()
    await again.close()


def _columns(connection: sqlalchemy.Connection) -> dict[str, dict[str, tuple[str, bool]]]:
    inspected = sqlalchemy.MetaData()
    inspected.reflect(connection)
    return {
        table.name: {column.name: (_kind(column.type), bool(column.nullable)) for column in table.columns}
        for table in inspected.sorted_tables
        if table.name != "alembic_version"
    }


def _kind(kind: sqlalchemy.types.TypeEngine[object]) -> str:
    return {"TIMESTAMP": "DATETIME"}.get(str(kind), str(kind))


async def test_a_store_out_of_reach_says_so_at_once_and_is_tried_again_later(tmp_path: Path) -> None:
    door = Door("postgres://nobody@127.0.0.1:9/nothing", tmp_path)
    for _ in range(2):
        with pytest.raises(StoreError, match="can't reach my database"):
            async with door.open(20):
                pass
    await door.close()


@pytest.mark.parametrize(
    ("setting", "driver"),
    [
        ("postgres://u:p@h:5/d?sslmode=require", "postgresql+psycopg"),
        ("postgresql+asyncpg://h/d", "postgresql+psycopg"),
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        (None, "sqlite+aiosqlite"),
    ],
)
def test_an_address_is_taken_as_people_and_heroku_write_it(setting: str | None, driver: str) -> None:
    url = database_url(setting, Path("/folder"))
    assert url.drivername == driver
    assert setting is not None or url.database == "/folder/llmcost.sqlite"
    assert setting is None or "sslmode" not in setting or url.query["sslmode"] == "require"


async def test_several_shelves_are_read_at_once_each_with_its_own(door: Door) -> None:
    others = [replace(SHELF, channel="C2"), replace(SHELF, kind="rules"), replace(SHELF, team="T2")]
    async with door.open() as store:
        for number, shelf in enumerate((SHELF, *others)):
            await store.add(shelf, "big", {"text": "old"}, "U1", after=0)
            await store.add(shelf, "big", {"text": str(number)}, "U1", after=1)
        await store.add(SHELF, "gone", None, "U1", after=0)
        found = await store.everything_on([SHELF, *others[:2]])
    assert {shelf: [one.content for one in kept] for shelf, kept in found.items()} == {
        SHELF: [{"text": "0"}],
        others[0]: [{"text": "1"}],
        others[1]: [{"text": "2"}],
    }


async def test_what_needs_no_history_is_replaced(door: Door) -> None:
    async with door.open() as store:
        for text in ("1", "2"):
            await store.replace(SHELF, "big", {"text": text}, "U1")
        assert [one.content for one in await store.history(SHELF, "big")] == [{"text": "2"}]


async def test_shelves_of_a_kind_are_found_in_every_channel(door: Door) -> None:
    async with door.open() as store:
        for team, channel, kind in (("T2", "C1", "saved"), ("T1", "C2", "saved"), ("T1", "C2", "rules")):
            await store.add(Shelf(team, channel, kind), "big", {"text": "1"}, "U1", after=0)
        assert await store.shelves("saved") == [Shelf("T1", "C2", "saved"), Shelf("T2", "C1", "saved")]


async def test_while_a_store_that_was_away_is_tried_again_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.door.PAUSE", 0.0)
    door, tried = Door("postgres://nobody@127.0.0.1:9/nothing", tmp_path), asyncio.Event()
    with pytest.raises(StoreError):
        async with door.open():
            pass

    async def endless(_: Door) -> None:
        tried.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.store.door.Door._open", endless)
    with pytest.raises(StoreError, match="can't reach"):
        async with door.open(60):
            pass
    await tried.wait()
    door.unlock().cancel()
