"""Who may set what a whole channel or workspace takes."""

import asyncio

from slack_sdk.errors import SlackApiError

from bot.feature import Turn
from bot.groups import is_in_group
from bot.retrying import UNREACHED
from estimator.errors import RequestError

SECONDS_FOR_SLACK = 1.5


async def allowed_name(turn: Turn, *, is_everywhere: bool, for_admins: bool = False) -> str:
    """The name of the person, who may set that. Raises RequestError when they may not, or Slack does not say."""
    try:
        async with asyncio.timeout(SECONDS_FOR_SLACK):
            person = (await turn.client.users_info(user=turn.user))["user"]
            is_admin = person.get("is_admin") or person.get("is_owner")
            is_allowed = is_admin or (not for_admins and await is_in_group(turn))
    except (SlackApiError, *UNREACHED):
        raise RequestError(
            "Slack did not tell me whether you may set that.",
            "I need the permission `users:read`; please try again, or ask who installed me.",
        ) from None
    is_their_own = turn.channel.startswith("D") and not is_everywhere
    if not (is_their_own or is_allowed):
        raise RequestError(
            "Only admins and owners of this workspace set defaults, and the group that they name.",
            "In a direct message with me you can set your own. An admin names a group by `set group=@ml-leads`.",
        )
    return str(person.get("name") or turn.user)
