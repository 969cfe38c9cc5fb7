"""What a store is: shelves of named things, each with its whole history, and the orders that must be done once."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from estimator.errors import EstimatorError

Content: TypeAlias = Mapping[str, Any]


class StoreError(EstimatorError):
    """The store cannot be reached or is not open yet."""

    code = "store"


class OutdatedError(Exception):
    """Somebody else has changed it since it was looked at."""


class StoreOpeningError(StoreError):
    """The store will be open in a moment."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things of one kind in one channel of one workspace; nobody sees another channel's."""

    team: str
    channel: str
    kind: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a thing: its number counts from 1, its content is nothing when it was deleted."""

    name: str
    number: int
    content: Content | None
    author: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Order:
    """A message that is to be posted, or to take the place of the one at `ts`, exactly once however often it is asked.

    `key` stands for the occasion; `number` is the revision that a changed message shows. `tried` says that somebody
    has begun it before, so that the message may be there already. `link` is the posted message's address.
    """

    key: str
    team: str
    channel: str
    message: Content = field(default_factory=dict)
    wants_pin: bool = False
    number: int = 0
    ts: str = ""
    link: str = ""
    is_done: bool = False
    tried: bool = False


class Store(Protocol):
    """One transaction: all of it happens or nothing."""

    async def add(self, shelf: Shelf, name: str, content: Content | None, author: str, *, after: int) -> Revision:
        """Put a new version on a shelf, after the one with that number; 0 when there is none.

        Raises OutdatedError when there is a newer one.
        """

    async def replace(self, shelf: Shelf, name: str, content: Content, author: str) -> None:
        """Put a version in the place of all there are, for what needs no history."""

    async def latest(self, shelf: Shelf, name: str) -> Revision | None:
        """The newest version of a thing, deleted or not."""

    async def everything(self, shelf: Shelf) -> Sequence[Revision]:
        """The newest version of each thing that is not deleted, by name."""

    async def everything_on(self, shelves: Sequence[Shelf]) -> Mapping[Shelf, Sequence[Revision]]:
        """The same of several shelves at once."""

    async def history(self, shelf: Shelf, name: str) -> Sequence[Revision]:
        """Every version of a thing, newest first."""

    async def shelves(self, kind: str) -> Sequence[Shelf]:
        """Every shelf of a kind, in all channels of all workspaces: for the bot's own rounds, never for a person."""

    async def take(self, order: Order, worker: str, seconds: float) -> Order | None:
        """Take an order for some seconds, or find how far the one with its key is; nothing while another has it."""

    async def unfinished(self, worker: str, seconds: float) -> Sequence[Order]:
        """Take all orders that nobody works on any more."""

    async def progress(self, order: Order) -> None:
        """Write down how far an order is."""

    async def forget(self, key: str) -> None:
        """Drop an order, so that it can be given again."""

    async def claim(self, keys: Sequence[str]) -> bool:
        """Claim keys; whether none of them was claimed within the last day."""

    async def has_claimed(self, keys: Sequence[str]) -> bool:
        """Whether one of the keys was claimed within the last day."""
