"""Who the bot is in its workspace, asked once at the start."""

import asyncio

from aiohttp import ClientError
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import reason
from bot.observability import LOGGER

LONGEST_PAUSE = 30.0


class Identity(AsyncAuthorize):
    """The workspace's answer to auth.test; ready as soon as it is there."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._result = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=client.token)
        self.is_ready = False

    async def __call__(self, **_: object) -> AuthorizeResult:
        """The token and, once known, the bot's user: never a call to Slack, so that no command waits for one."""
        return self._result

    async def connect(self) -> None:
        """Ask Slack who we are until it answers, pausing longer each time."""
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
        except (ClientError, OSError, TimeoutError) as error:
            LOGGER.warning("Slack cannot be reached", extra={"event": "auth.test", "error": type(error).__name__})
            return False
        self._result = AuthorizeResult.from_auth_test_response(
            bot_token=self._client.token, auth_test_response=answer, user_auth_test_response=None
        )
        self.is_ready = True
        return True
