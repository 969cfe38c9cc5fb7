"""What each person asked last, so that `save NAME` needs no more words and their home tab shows it."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from bot.store.door import Door
from bot.store.shelf import Shelf, Store

REMEMBERED = 5_000
OF_EACH = 5
# nobody waits for it, and a transaction that is broken off costs its connection
LONGEST_WRITING = 20.0
KIND = "recent"


class Asked(NamedTuple):
    """A request, and the channel in which it was asked."""

    channel: str
    text: str


class Recent:
    """The latest requests of up to 5,000 people, newest first; written down every so often, not while they wait."""

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, str], tuple[Asked, ...]] = OrderedDict()
        self._unwritten: set[tuple[str, str]] = set()

    def remember(self, team: str, channel: str, user: str, text: str) -> None:
        """Note what somebody asked."""
        self._keep((team, user), (Asked(channel, text), *self._asked.get((team, user), ())))
        self._unwritten.add((team, user))

    def of(self, team: str, channel: str, user: str) -> str:
        """What somebody asked last in a channel; empty when that is not known."""
        return next((asked.text for asked in self.all_of(team, user) if asked.channel == channel), "")

    def all_of(self, team: str, user: str) -> Sequence[Asked]:
        """What somebody asked last, anywhere."""
        return self._asked.get((team, user), ())

    async def recall(self, store: Door, team: str, user: str) -> None:
        """Add what was written down of somebody before this process began. Raises StoreError."""
        async with store.open() as opened:
            there = await opened.latest(Shelf(team, user, KIND), KIND)
        if there and there.content:
            self._keep((team, user), (*self.all_of(team, user), *(Asked(*one) for one in there.content["asked"])))

    async def write_down(self, store: Door) -> None:
        """Write down what was asked since the last time. Raises StoreError."""
        for person in list(self._unwritten):
            async with store.open(LONGEST_WRITING) as opened:
                await _write(opened, *person, self.all_of(*person))
            self._unwritten.discard(person)

    def _keep(self, person: tuple[str, str], asked: Sequence[Asked]) -> None:
        """Keep the newest of somebody, each once, and the newest people."""
        self._asked[person] = tuple(dict.fromkeys(asked))[:OF_EACH]
        self._asked.move_to_end(person)
        while len(self._asked) > REMEMBERED:
            self._unwritten.discard(self._asked.popitem(last=False)[0])


async def _write(store: Store, team: str, user: str, asked: Sequence[Asked]) -> None:
    """Put it in the place of what was written before: nobody wants the history of that."""
    await store.replace(Shelf(team, user, KIND), KIND, {"asked": [list(one) for one in asked]}, user)
