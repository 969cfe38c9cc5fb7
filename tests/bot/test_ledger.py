"""What the ledger writes down comes back, once; and what it could not write down it remembers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger import Ledger, shelf_of
from bot.store.door import Door
from bot.store.shelf import Order, Revision, Shelf
from bot.store.shelves import SHARED, THREADS
from tests.bot.test_once import NOWHERE

PAYLOAD = {"text": "70B 2T a100"}
MESSAGE = {"text": "x", "user": "U1", "metadata": {"event_payload": PAYLOAD}}
ORDER = Order("key", "T1", "C1", MESSAGE, ts="1.0")
THREAD = Shelf("T1", "C1", THREADS)
SHARES = Shelf("T1", "C1", SHARED)


@pytest.fixture
async def door(database: str, tmp_path: Path) -> AsyncIterator[Door]:
    door = Door(database, tmp_path)
    await door.opened()
    yield door
    await door.close()


async def newest(door: Door, shelf: Shelf, name: str) -> Revision | None:
    async with door.open() as store:
        return await store.latest(shelf, name)


async def test_a_new_message_goes_on_its_channels_shelf_once(door: Door) -> None:
    ledger = Ledger(door)
    await ledger.taken(ORDER)
    await ledger.write(ORDER)
    assert await newest(door, shelf_of(ORDER), "1.0") is None
    for _ in range(2):
        await ledger.write(ORDER, is_new=True)
    kept = await newest(door, shelf_of(ORDER), "1.0")
    assert kept
    assert (kept.number, kept.content, kept.author) == (1, PAYLOAD, "U1")


async def test_a_message_without_an_estimate_goes_on_no_shelf(door: Door) -> None:
    ledger = Ledger(door)
    await ledger.write(replace(ORDER, message={"text": "x", "user": "U1"}), is_new=True)
    await ledger.write(replace(ORDER, message={"text": "x", "user": "U1", "thread": "0.5"}), is_new=True)
    assert await newest(door, SHARES, "1.0") is None
    assert await newest(door, THREAD, "0.5") is None


async def test_answers_of_a_thread_follow_one_another_on_its_shelf(door: Door) -> None:
    ledger = Ledger(door)
    for number in (1, 2):
        said = {"text": f"{number}B 2T a100"}
        message = {**MESSAGE, "metadata": {"event_payload": said}, "thread": "0.5"}
        await ledger.write(replace(ORDER, message=message, ts=f"{number}.0"), is_new=True)
        own, about = await newest(door, SHARES, f"{number}.0"), await newest(door, THREAD, "0.5")
        assert own
        assert about
        assert (own.number, own.content) == (1, said)
        assert (about.number, about.content) == (number, said)


async def test_an_answer_outside_a_thread_is_on_its_channels_shelf_alone(door: Door) -> None:
    await Ledger(door).write(replace(ORDER, message={**MESSAGE, "thread": ""}), is_new=True)
    assert await newest(door, SHARES, "1.0")
    assert await newest(door, THREAD, "") is None


async def test_what_was_posted_while_the_store_is_away_is_pinned_when_that_is_asked_for_later(tmp_path: Path) -> None:
    ledger = Ledger(Door(NOWHERE, tmp_path))
    ledger.keep(replace(ORDER, is_done=True))
    again = await ledger.taken(replace(ORDER, ts="", wants_pin=True))
    assert (again.ts, again.wants_pin, again.is_done) == ("1.0", True, False)
