"""Which token speaks for the bot in which workspace: the one installed there, or the one of the settings."""

from typing import TYPE_CHECKING

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot.identity import Identity
from bot.store.shelf import StoreError

if TYPE_CHECKING:
    from bot.store.installations import Installations


class Workspaces(AsyncAuthorize):
    """Who the bot is in each workspace."""

    def __init__(self, identity: Identity, installations: "Installations | None") -> None:
        self._identity = identity
        self._installations = installations

    @property
    def is_ready(self) -> bool:
        """Whether Slack has accepted the settings' token, where there is one."""
        return self._identity.is_ready or not self._identity.has_token

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: object) -> AuthorizeResult | None:
        """Who the bot is in a workspace; nothing where it is not installed.

        Without a token where that cannot be looked up: what an acknowledgement carries needs none.
        """
        if self._installations is None:
            return self._identity.result
        try:
            found = await _installed(self._installations, enterprise_id, team_id)
        except StoreError:
            own = self._identity.of(team_id)
            return own or AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="")
        return found or self._identity.of(team_id)

    async def client_of(self, team: str, like: AsyncWebClient) -> AsyncWebClient | None:
        """A client that speaks for the bot in a workspace; nothing where it is not installed, or nobody can say."""
        found = await self(enterprise_id=None, team_id=team or None)
        if found is None or not found.bot_token:
            return None
        handlers, address = list(like.retry_handlers), like.base_url
        return AsyncWebClient(found.bot_token, address, like.timeout, session=like.session, retry_handlers=handlers)


async def _installed(
    installations: "Installations", enterprise: str | None, team: str | None
) -> AuthorizeResult | None:
    """What is installed in a workspace, else in its whole organisation. Raises StoreError."""
    bot = team and await installations.async_find_bot(enterprise_id=None, team_id=team)
    bot = bot or (enterprise and await installations.async_find_bot(enterprise_id=enterprise, team_id=None))
    if not bot:
        return None
    return AuthorizeResult(
        enterprise_id=enterprise,
        team_id=team,
        bot_token=bot.bot_token,
        bot_id=bot.bot_id,
        bot_user_id=bot.bot_user_id,
    )
