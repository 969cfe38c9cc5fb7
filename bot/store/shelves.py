"""Which shelf belongs to where somebody is."""

from typing import Protocol

from bot.store.shelf import Shelf

SAVED, SHARED = "saved", "shared"


class Place(Protocol):
    """A workspace and a channel in it."""

    @property
    def team(self) -> str:
        """The workspace."""

    @property
    def channel(self) -> str:
        """The channel."""


def shelf(place: Place, kind: str) -> Shelf:
    """The shelf of a kind in a channel."""
    return Shelf(place.team, place.channel, kind)


def saved(place: Place) -> Shelf:
    """The channel's saved estimates."""
    return shelf(place, SAVED)
