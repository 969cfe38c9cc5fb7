"""The rounds that the bot makes: every watched estimate worked out anew, and one message where something moved."""

import asyncio
import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.feature import Services
from bot.observability import LOGGER
from bot.retrying import reason
from bot.sharing import ClientOf
from bot.starting import current_market
from bot.store.shelf import Order, OutdatedError, Revision, Shelf, StoreError
from bot.store.shelves import WATCHED
from bot.watch.figures import moved
from bot.watch.messages import Change, changed_message
from estimator.errors import RequestError
from service.answers import Answers
from service.market import Market
from service.models import ModelNotFetchedError

FIRST_SECONDS, EVERY_SECONDS = 2.0, 3_600.0
AT_MOST_EVERY = datetime.timedelta(days=7)
MAXIMUM_APART = 3
"""Above this, a channel gets one message on all that moved instead of one in each thread."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, as nobody in particular sees it."""

    team: str
    channel: str
    user: str = ""


class Rounds:
    """Looks at everything that is watched; run twice at once, or killed and started again, it tells each thing once."""

    def __init__(self, services: Services, client_of: ClientOf) -> None:
        self._services = services
        self._client_of = client_of

    async def keep_looking(self, connecting: "asyncio.Task[None]") -> None:
        """Look every hour for as long as the bot runs, once Slack has accepted it and its first answers are out."""
        await asyncio.shield(connecting)
        await asyncio.sleep(FIRST_SECONDS)
        while True:
            try:
                await self.look()
            except StoreError:
                LOGGER.warning("watched estimates wait for the store", extra={"event": "watch"})
            except Exception:  # noqa: BLE001 - one round that failed must not be the last
                LOGGER.exception("a round failed", extra={"event": "watch"})
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """One round. Raises StoreError."""
        await self._services.store.opened()
        async with self._services.store.open() as store:
            shelves = await store.shelves(WATCHED)
        market = await asyncio.to_thread(current_market)
        for shelf in shelves:
            try:
                await self._look_at(shelf, market)
            except SlackApiError as error:
                LOGGER.warning("Slack refused", extra={"event": "watch", "error": reason(error)})

    async def _look_at(self, shelf: Shelf, market: Market | None) -> None:
        """Tell a channel what moved of what it watches."""
        place = Place(shelf.team, shelf.channel)
        rules = await self._services.house.rules(place)
        if not rules.is_known:
            return
        answers = self._services.answers.under(rules.defaults, rules.runs)
        async with self._services.store.open() as store:
            watched = await store.everything(shelf)
        changes = [change for one in watched if (change := changed(one, answers, market))]
        apart = [[change] for change in changes] if len(changes) <= MAXIMUM_APART else [changes]
        for told in apart:
            await self._tell(shelf, told)

    async def _tell(self, shelf: Shelf, changes: Sequence[Change]) -> None:
        """Post a message once, then write down when it was posted."""
        client = await self._client_of(shelf.team)
        if client is None:
            return
        order = _order(shelf, changes)
        await self._services.sharing.share(client, order, asyncio.Event())
        today = self._services.answers.today.isoformat()
        async with self._services.store.open() as store:
            for one in (change.watched for change in changes):
                content = {**(one.content or {}), "told": today}
                try:
                    await store.add(shelf, one.name, content, one.author, after=one.number)
                except OutdatedError:
                    continue


def changed(watched: Revision, answers: Answers, market: Market | None) -> Change | None:
    """What moved of a watched estimate, unless somebody was told within a week or it cannot be answered any more."""
    content = watched.content or {}
    told = content.get("told")
    if told and answers.today - datetime.date.fromisoformat(told) < AT_MOST_EVERY:
        return None
    try:
        found = answers.answer(str(content["text"]))
    except (RequestError, ModelNotFetchedError):
        return None
    what = moved(content["figures"], found.estimate, market)
    return Change(watched, what) if what else None


def _order(shelf: Shelf, changes: Sequence[Change]) -> Order:
    """The order to tell of changes: the same for the same versions of what is watched, whoever gives it."""
    message = changed_message(changes)
    marks = [f"{change.watched.name} {change.watched.number}" for change in changes]
    key = hashlib.sha256("\n".join((shelf.team, shelf.channel, WATCHED, *marks)).encode()).hexdigest()[:40]
    about = changes[0].watched.content or {}
    thread = str(about.get("ts") or about.get("thread") or "") if len(changes) == 1 else ""
    content = {"text": message.text, "blocks": message.blocks, "metadata": message.metadata}
    return Order(key, shelf.team, shelf.channel, {**content, "user": "", "thread": thread})
