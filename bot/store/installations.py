"""In which workspaces the app is installed: slack_sdk's stores over our database, each token encrypted at rest."""

import copy
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.observability import LOGGER
from bot.store.door import Door
from bot.store.shelf import StoreError

LIBRARY = logging.getLogger("slack_sdk.oauth")
"""Not our own log: what the library says there may hold a state, so only its place is written."""
SECRETS = ("bot_token", "bot_refresh_token")
STATE_SECONDS = 600
KEPT_SECONDS = 60.0
MAXIMUM_KEPT = 1_024
LONGEST_LOOK = 1.0
Place: TypeAlias = tuple[str | None, str | None]


class Installations(AsyncInstallationStore):
    """The bot token of each workspace; a workspace's id is unique, so its organisation is not asked for.

    `keys` are Fernet's, with commas between them: the first encrypts, all decrypt. A token is remembered for a minute,
    and for longer while the database is away. Every method raises StoreError.
    """

    def __init__(self, client_id: str, keys: str, store: Door) -> None:
        self._client_id = client_id
        self._keys = keys
        self._store = store
        self._kept: OrderedDict[Place, tuple[float, Bot]] = OrderedDict()

    @property
    def logger(self) -> logging.Logger:
        """The library's log: Bolt asks for it."""
        return LIBRARY

    async def async_save(self, installation: Installation) -> None:
        """Keep the bot's token in the place of the one before; tokens of persons are not kept."""
        bot = self._crypted(installation.to_bot(), "encrypt")
        bot.enterprise_id, _ = place = _place(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)
        await self._delete(place)
        async with self._stored() as store:
            await store.async_save_bot(bot)

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, or of an organisation; nothing where it is not installed, or its key is gone."""
        place = _place(enterprise_id, team_id, is_enterprise_install)
        at, known = self._kept.get(place, (-KEPT_SECONDS, None))
        if known and time.monotonic() - at < KEPT_SECONDS:
            return known
        try:
            found = await self._looked_up(place)
        except StoreError:
            if known is None:
                raise
            return known
        self._kept.pop(place, None)
        if found:
            self._kept[place] = (time.monotonic(), found)
            if len(self._kept) > MAXIMUM_KEPT:
                self._kept.popitem(last=False)
        return found

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget the token of a workspace, or of an organisation where no workspace is named."""
        await self._delete(_place(enterprise_id, team_id))

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing to forget: tokens of persons are not kept."""

    async def _delete(self, place: Place) -> None:
        self._kept.pop(place, None)
        async with self._stored() as store:
            await store.async_delete_bot(enterprise_id=place[0], team_id=place[1])

    async def _looked_up(self, place: Place) -> Bot | None:
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - loaded where apps are installed

        async with self._stored(LONGEST_LOOK) as store:
            found: Bot | None = await store.async_find_bot(enterprise_id=place[0], team_id=place[1])
        try:
            return self._crypted(found, "decrypt") if found else None
        except InvalidToken:
            LOGGER.error("a token was encrypted with a key that LLMCOST_ENCRYPTION_KEY lacks", extra={"event": "key"})
            return None

    def _crypted(self, bot: Bot, how: str) -> Bot:
        """A copy of a bot with its tokens encrypted or decrypted. Raises InvalidToken without the key."""
        from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415 - as above

        turn = getattr(MultiFernet([Fernet(key) for key in self._keys.split(",")]), how)
        bot = copy.copy(bot)
        for name in SECRETS:
            if value := getattr(bot, name):
                setattr(bot, name, turn(value.encode()).decode())
        return bot

    @asynccontextmanager
    async def _stored(self, seconds: float | None = None) -> AsyncIterator[Any]:
        async with self._store.reached(seconds) as engine:
            from slack_sdk.oauth.installation_store.sqlalchemy import (  # noqa: PLC0415 - as above
                AsyncSQLAlchemyInstallationStore,
            )

            yield AsyncSQLAlchemyInstallationStore(self._client_id, engine, logger=LIBRARY)


class States(AsyncOAuthStateStore):
    """Installations that somebody has begun within the last ten minutes; each can be finished once."""

    def __init__(self, store: Door) -> None:
        self._store = store

    async def async_issue(self, *_: object, **__: object) -> str:
        """A new state. Raises StoreError."""
        async with self._store.reached() as engine:
            return str(await _states(engine).async_issue())

    async def async_consume(self, state: str) -> bool:
        """Whether the state was issued and not consumed yet. Raises StoreError."""
        async with self._store.reached() as engine:
            return bool(await _states(engine).async_consume(state))


def _states(engine: Any) -> Any:  # noqa: ANN401 - SQLAlchemy is loaded by now, and only here
    from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore  # noqa: PLC0415 - as above

    return AsyncSQLAlchemyOAuthStateStore(STATE_SECONDS, engine, logger=LIBRARY)


def _place(enterprise: str | None, team: str | None, is_whole: bool | None = False) -> Place:
    """The organisation alone, or the workspace alone."""
    return (enterprise, None) if is_whole or team is None else (None, team)
