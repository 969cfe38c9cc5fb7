"""`auth.test`, `team.info`, `users.info` and `usergroups.*`: who and where the app is."""

from workspace.directory import BOT, BOT_ID, GROUPS, TEAM_DOMAIN, TEAM_ID, TEAM_NAME
from workspace.state import State
from workspace.wire import Json, SlackError


def auth_test(_state: State, _arguments: Json) -> Json:
    """Whom the token speaks for."""
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "team_id": TEAM_ID,
        "user": BOT.name,
        "user_id": BOT.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def team_info(_state: State, _arguments: Json) -> Json:
    """The workspace."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN}}


def user_info(state: State, arguments: Json) -> Json:
    """One person."""
    person = state.people.get(arguments.get("user", ""))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": person.as_wire()}


def list_groups(_state: State, _arguments: Json) -> Json:
    """The user groups."""
    return {"usergroups": [{"id": group.id, "team_id": TEAM_ID, "handle": group.handle} for group in GROUPS]}


def list_members(_state: State, arguments: Json) -> Json:
    """Who is in a group."""
    for group in GROUPS:
        if group.id == arguments.get("usergroup"):
            return {"users": sorted(group.members)}
    raise SlackError("no_such_subteam")
