"""The user group whose members may set defaults beside admins and owners."""

import datetime
import re
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.feature import Turn
from estimator.errors import RequestError
from service.house_rules import GROUP, Rule

_WORDS = re.compile(r"(?:workspace\s+)?group\s*=\s*(?P<value>.*)", re.IGNORECASE)
_NAMED = re.compile(r"<!subteam\^(?P<id>\w+)(?:\|[^>]*)?>|@?(?P<handle>[\w.-]+)")


async def group_rule(turn: Turn, today: datetime.date) -> Rule | None:
    """The rule of `set group=@leads`, for the whole workspace; nothing where the words ask for another.

    Raises RequestError where there is no such group, SlackApiError.
    """
    match = _WORDS.fullmatch(turn.text.strip())
    if match is None:
        return None
    value = match["value"].strip()
    if not value:
        return Rule(GROUP, None, is_everywhere=True)
    found = await _found(turn, value)
    content = {"name": GROUP, "accelerator": "", "value": f"@{found['handle']}", "id": found["id"]}
    return Rule(GROUP, {**content, "since": today.isoformat(), "until": "", "provider": ""}, is_everywhere=True)


async def _found(turn: Turn, value: str) -> dict[str, Any]:
    """The group of a name or a mention. Raises RequestError, SlackApiError."""
    named = _NAMED.fullmatch(value)
    groups: list[dict[str, Any]] = (await turn.client.usergroups_list())["usergroups"] if named else []
    wanted = [one for one in groups if named and (one["id"] == named["id"] or one["handle"] == named["handle"])]
    if not wanted:
        raise RequestError(f"There is no user group {value[:100]} here.", "Say its name: `set group=@ml-leads`.")
    return wanted[0]


async def is_in_group(turn: Turn) -> bool:
    """Whether a person is in the group that may set defaults; not where there is none or Slack does not say."""
    if not turn.rules.group:
        return False
    try:
        members = (await turn.client.usergroups_users_list(usergroup=turn.rules.group))["users"]
    except SlackApiError:
        return False
    return turn.user in members
