"""Which shelf belongs to where somebody is."""

from typing import Protocol

from bot.store.shelf import Revision, Shelf, Store

SAVED, SHARED, THREADS, WATCHED = "saved", "shared", "threads", "watched"


class Place(Protocol):
    """A workspace and a channel in it."""

    @property
    def team(self) -> str:
        """The workspace."""

    @property
    def channel(self) -> str:
        """The channel; empty on somebody's home tab."""

    @property
    def user(self) -> str:
        """Who is there."""


def shelf(place: Place, kind: str) -> Shelf:
    """The shelf of a kind in a channel, or of a person alone where there is none."""
    return Shelf(place.team, place.channel or place.user, kind)


def saved(place: Place) -> Shelf:
    """The channel's saved estimates."""
    return shelf(place, SAVED)


async def about_thread(store: Store, place: Place, thread: str) -> Revision | None:
    """The estimate that a thread is about: the newest answer in it, else the shared message that it hangs on."""
    newest = await store.latest(shelf(place, THREADS), thread)
    return newest or await store.latest(shelf(place, SHARED), thread)
