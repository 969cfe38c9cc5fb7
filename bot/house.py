"""The defaults of a channel and of its workspace, as the store has them."""

import asyncio
import time
from collections import OrderedDict
from typing import NamedTuple

from bot.store.door import PAUSE, Door
from bot.store.shelf import Revision, Shelf, StoreError
from bot.store.shelves import Place, shelf
from estimator.catalogue.team import TeamDefault, TeamRun
from service.evidence import team_run
from service.house_rules import GROUP, VISIBILITY, default_of

RULES, RUNS = "rules", "runs"
LONGEST_LOOK = 0.5
KEPT_SECONDS = 5.0
MAXIMUM_KEPT = 1_024
EVERY_CHANNEL = ""


class TeamRules(NamedTuple):
    """What a channel takes where nothing was said, the stronger one last, and whether that could be looked up.

    `runs` are the measured ones, `is_open` says that answers are for all to see, `group` is the id of the user group
    that may set defaults.
    """

    defaults: tuple[TeamDefault, ...] = ()
    is_known: bool = True
    runs: tuple[TeamRun, ...] = ()
    is_open: bool = False
    group: str = ""


UNASKED = TeamRules()


class House:
    """Looks the defaults up before an answer, and remembers them for some seconds."""

    def __init__(self, store: Door) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[str, str], tuple[float, TeamRules]] = OrderedDict()
        self._looking: dict[tuple[str, str], asyncio.Task[TeamRules | None]] = {}
        self._slow_until = 0.0

    async def rules(self, place: Place) -> TeamRules:
        """The defaults of a place; where the store is out of reach those that were found last, or none.

        A store that took too long is not waited for again for some seconds.
        """
        here = shelf(place, RULES)
        key = (here.team, here.channel)
        at, found = self._kept.get(key, (-KEPT_SECONDS, TeamRules(is_known=False)))
        if time.monotonic() - at < KEPT_SECONDS or time.monotonic() < self._slow_until:
            return found
        looking = self._looking.get(key) or asyncio.create_task(self._look(key, place))
        self._looking[key] = looking
        # not cancelled: that an answer would not wait is no sign that the store is away, and the next one may have it
        await asyncio.wait([looking], timeout=LONGEST_LOOK)
        if not looking.done():
            self._slow_until = time.monotonic() + PAUSE
            return found
        return looking.result() or found

    def forget(self) -> None:
        """Look everything up anew, since something was set."""
        self._kept.clear()
        self._looking.clear()

    async def _look(self, key: tuple[str, str], place: Place) -> TeamRules | None:
        """Look the defaults of a place up and keep them; nothing where the store is out of reach."""
        try:
            found = await self._looked_up(place)
        except StoreError:
            return None
        finally:
            is_newest = self._looking.get(key) is asyncio.current_task()
            if is_newest:
                del self._looking[key]
        if is_newest:
            self._kept[key] = (time.monotonic(), found)
            self._kept.move_to_end(key)
            if len(self._kept) > MAXIMUM_KEPT:
                self._kept.popitem(last=False)
        return found

    async def _looked_up(self, place: Place) -> TeamRules:
        async with self._store.open() as store:
            kept = await store.everything_on([*shelves(place), *shelves(place, RUNS)])
        rules, runs = ([one for where in shelves(place, kind) for one in kept[where]] for kind in (RULES, RUNS))
        measured = tuple(team_run(one.content or {}, "") for one in runs)
        visible = [str((one.content or {})["value"]) for one in rules if one.name == VISIBILITY]
        defaults = tuple(_default(one) for one in rules if one.name not in (VISIBILITY, GROUP))
        group = next((str((one.content or {})["id"]) for one in rules if one.name == GROUP), "")
        return TeamRules(defaults, runs=measured, is_open=visible[-1:] == ["channel"], group=group)


def shelves(place: Place, kind: str = RULES) -> tuple[Shelf, Shelf]:
    """The shelf of the workspace's defaults, or of its measured runs, then that of the channel's, which is stronger."""
    return Shelf(place.team, EVERY_CHANNEL, kind), shelf(place, kind)


def _default(one: Revision) -> TeamDefault:
    content = one.content or {}
    return default_of(content, str(content["by"]))
