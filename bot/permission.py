"""Who may set what a whole channel or workspace takes."""

import asyncio

from slack_sdk.errors import SlackApiError

from bot.feature import Turn
from bot.retrying import UNREACHED
from estimator.errors import RequestError

SECONDS_FOR_SLACK = 1.5


async def allowed_name(turn: Turn, *, is_everywhere: bool) -> str:
    """The name of the person, who may set that. Raises RequestError when they may not, or Slack does not say."""
    try:
        async with asyncio.timeout(SECONDS_FOR_SLACK):
            person = (await turn.client.users_info(user=turn.user))["user"]
    except (SlackApiError, *UNREACHED):
        raise RequestError(
            "Slack did not tell me whether you may set that.",
            "I need the permission `users:read`; please try again, or ask who installed me.",
        ) from None
    is_their_own = turn.channel.startswith("D") and not is_everywhere
    if not (is_their_own or person.get("is_admin") or person.get("is_owner")):
        raise RequestError(
            "Only admins and owners of this workspace set defaults.",
            "In a direct message with me you can set your own; `settings` shows what is set here.",
        )
    return str(person.get("name") or turn.user)
