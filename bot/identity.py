"""Who the bot is in the workspace of the settings' token, asked once at the start."""

import asyncio

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.observability import LOGGER
from bot.retrying import UNREACHED, reason

LONGEST_PAUSE = 30.0


class Identity:
    """The workspace's answer to auth.test; ready as soon as it is there."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self.result = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=client.token)
        """The token and, once known, the bot's user: never a call to Slack, so that no command waits for one."""
        self.is_ready = False

    @property
    def has_token(self) -> bool:
        """Whether the settings hold a token at all."""
        return bool(self._client.token)

    def of(self, team: str | None) -> AuthorizeResult | None:
        """Who the bot is in a workspace, if the token is that workspace's."""
        return self.result if self.is_ready and self.result.team_id == team else None

    async def connect(self) -> None:
        """Ask Slack who we are until it answers, pausing longer each time; not without a token."""
        if not self.has_token:
            return
        pause = 1.0
        while not await self._ask():
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        LOGGER.info("connected to Slack", extra={"event": "ready"})

    async def _ask(self) -> bool:
        try:
            answer = await self._client.auth_test()
        except SlackApiError as error:
            LOGGER.error("Slack does not accept the bot token", extra={"event": "auth.test", "error": reason(error)})
            return False
        except UNREACHED as error:
            LOGGER.warning("Slack cannot be reached", extra={"event": "auth.test", "error": type(error).__name__})
            return False
        self.result = AuthorizeResult.from_auth_test_response(
            bot_token=self._client.token, auth_test_response=answer, user_auth_test_response=None
        )
        self.is_ready = True
        return True
