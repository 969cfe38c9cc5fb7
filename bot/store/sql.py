"""The store in SQL: the same statements for SQLite and PostgreSQL."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from sqlalchemy import Row, Select, Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.shelf import Content, Order, OutdatedError, Revision, Shelf
from bot.store.tables import ORDERS, REVISIONS, SEEN
from bot.store.worker import is_gone

KEPT_CLAIMS = datetime.timedelta(days=1)
KEPT_ORDERS = datetime.timedelta(days=30)


class SqlStore:
    """A store within one transaction of a connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, shelf: Shelf, name: str, content: Content | None, author: str, *, after: int) -> Revision:
        """Put a new version on a shelf; see `Store.add`."""
        newest = await self.latest(shelf, name)
        if (newest.number if newest else 0) != after:
            raise OutdatedError
        revision = Revision(name, after + 1, content, author, _now())
        row = {"name": name, "number": after + 1, "content": content, "author": author, "at": revision.at}
        try:
            await self._connection.execute(
                insert(REVISIONS).values(team=shelf.team, channel=shelf.channel, kind=shelf.kind, **row)
            )
        except IntegrityError as error:
            raise OutdatedError from error
        return revision

    async def replace(self, shelf: Shelf, name: str, content: Content, author: str) -> None:
        """Put a version in the place of all there are."""
        newest = await self.latest(shelf, name)
        await self._connection.execute(delete(REVISIONS).where(_on(shelf), REVISIONS.c.name == name))
        row = {"name": name, "number": newest.number + 1 if newest else 1, "content": content, "author": author}
        place = {"team": shelf.team, "channel": shelf.channel, "kind": shelf.kind}
        await self._connection.execute(insert(REVISIONS).values(**place, **row, at=_now()))

    async def latest(self, shelf: Shelf, name: str) -> Revision | None:
        """The newest version of a thing."""
        found = await self._connection.execute(_versions(shelf, name).limit(1))
        return next(map(_revision, found), None)

    async def history(self, shelf: Shelf, name: str) -> Sequence[Revision]:
        """Every version of a thing, newest first."""
        return [_revision(row) for row in await self._connection.execute(_versions(shelf, name))]

    async def everything(self, shelf: Shelf) -> Sequence[Revision]:
        """The newest version of each thing that is not deleted, by name."""
        return (await self.everything_on([shelf]))[shelf]

    async def everything_on(self, shelves: Sequence[Shelf]) -> Mapping[Shelf, Sequence[Revision]]:
        """The same of several shelves at once."""
        on_shelves, thing = or_(*map(_on, shelves)), [REVISIONS.c[name] for name in ("team", "channel", "kind", "name")]
        newest = (
            select(*thing, func.max(REVISIONS.c.number).label("number")).where(on_shelves).group_by(*thing).subquery()
        )
        is_newest = and_(*(REVISIONS.c[column.name] == column for column in newest.c))
        found = await self._connection.execute(
            select(REVISIONS).join(newest, is_newest).where(on_shelves).order_by(REVISIONS.c.name)
        )
        kept: dict[Shelf, list[Revision]] = {shelf: [] for shelf in shelves}
        for row in found:
            if row.content is not None:
                kept[Shelf(row.team, row.channel, row.kind)].append(_revision(row))
        return kept

    async def shelves(self, kind: str) -> Sequence[Shelf]:
        """Every shelf of a kind."""
        places = select(REVISIONS.c.team, REVISIONS.c.channel).where(REVISIONS.c.kind == kind).distinct()
        ordered = places.order_by(REVISIONS.c.team, REVISIONS.c.channel)
        return [Shelf(row.team, row.channel, kind) for row in await self._connection.execute(ordered)]

    async def take(self, order: Order, worker: str, seconds: float) -> Order | None:
        """Take an order, or find how far it is; see `Store.take`."""
        until = _now() + datetime.timedelta(seconds=seconds)
        row = {name: getattr(order, name) for name in _WRITTEN}
        if await self._put(ORDERS, {"key": order.key, **row, "worker": worker, "taken_until": until}):
            return order
        [found] = await self._connection.execute(select(ORDERS).where(ORDERS.c.key == order.key).with_for_update())
        if not found.is_done and not _is_free(found, worker):
            return None
        is_done = bool(found.is_done and found.wants_pin >= order.wants_pin)
        wants_pin = bool(found.wants_pin or order.wants_pin)
        changed = {"worker": worker, "taken_until": until, "wants_pin": wants_pin, "is_done": is_done}
        await self._connection.execute(update(ORDERS).where(ORDERS.c.key == order.key).values(changed))
        return replace(_order(found), wants_pin=wants_pin, is_done=is_done)

    async def unfinished(self, worker: str, seconds: float) -> Sequence[Order]:
        """Take all orders that nobody works on any more."""
        until = _now() + datetime.timedelta(seconds=seconds)
        await self._connection.execute(
            delete(ORDERS).where(ORDERS.c.is_done, ORDERS.c.taken_until < _now() - KEPT_ORDERS)
        )
        found = await self._connection.execute(
            select(ORDERS).where(~ORDERS.c.is_done).with_for_update(skip_locked=True)
        )
        free = [row for row in found if _is_free(row, worker)]
        taken = ORDERS.c.key.in_([row.key for row in free])
        await self._connection.execute(update(ORDERS).where(taken).values(worker=worker, taken_until=until))
        return [_order(row) for row in free]

    async def progress(self, order: Order) -> None:
        """Write down how far an order is."""
        row = {name: getattr(order, name) for name in ("ts", "link", "is_done")}
        await self._connection.execute(update(ORDERS).where(ORDERS.c.key == order.key).values(row))

    async def forget(self, key: str) -> None:
        """Drop an order."""
        await self._connection.execute(delete(ORDERS).where(ORDERS.c.key == key))

    async def has_claimed(self, keys: Sequence[str]) -> bool:
        """Whether one of the keys was claimed within the last day."""
        claimed = select(SEEN.c.key).where(SEEN.c.key.in_(keys), SEEN.c.at >= _now() - KEPT_CLAIMS)
        return (await self._connection.execute(claimed)).first() is not None

    async def claim(self, keys: Sequence[str]) -> bool:
        """Claim keys; whether none of them was claimed within the last day."""
        await self._connection.execute(delete(SEEN).where(SEEN.c.at < _now() - KEPT_CLAIMS))
        return all([await self._put(SEEN, {"key": key, "at": _now()}) for key in keys])

    async def _put(self, table: Table, row: dict[str, Any]) -> bool:
        """Add a row unless its key is there; whether it was added."""
        # the other dialect's drivers take 2 MiB
        dialect = import_module(f"sqlalchemy.dialects.{self._connection.dialect.name}")
        adding = dialect.insert(table).values(row).on_conflict_do_nothing(index_elements=["key"])
        return (await self._connection.execute(adding.returning(table.c.key))).first() is not None


_WRITTEN = ("team", "channel", "message", "wants_pin", "number", "ts", "link", "is_done")


def _now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)


def _on(shelf: Shelf) -> Any:  # noqa: ANN401 - a condition
    return and_(REVISIONS.c.team == shelf.team, REVISIONS.c.channel == shelf.channel, REVISIONS.c.kind == shelf.kind)


def _versions(shelf: Shelf, name: str) -> Select[Any]:
    return select(REVISIONS).where(_on(shelf), REVISIONS.c.name == name).order_by(REVISIONS.c.number.desc())


def _revision(row: Row[Any]) -> Revision:
    return Revision(row.name, row.number, row.content, row.author, _aware(row.at))


def _order(row: Row[Any]) -> Order:
    return Order(**{name: getattr(row, name) for name in ("key", *_WRITTEN)}, tried=True)


def _is_free(row: Row[Any], worker: str) -> bool:
    """Whether an order's worker has given up or is gone."""
    return row.worker == worker or _aware(row.taken_until) < _now() or is_gone(row.worker)


def _aware(moment: datetime.datetime) -> datetime.datetime:
    """SQLite forgets the time zone, which is always UTC here."""
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
