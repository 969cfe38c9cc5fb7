"""The payloads that Slack sends for what people do."""

from workspace.directory import APP_ID, BOT, TEAM_DOMAIN, TEAM_ID, Channel, Person
from workspace.messages import Message
from workspace.state import State
from workspace.views import View
from workspace.wire import Json, identifier

VERIFICATION_TOKEN = "not-used"  # noqa: S105 — Slack's old check, replaced by signatures; apps get it and ignore it


def response_url(state: State, channel: Channel, person: Person, message: Message | None = None) -> str:
    """A new response URL, complete."""
    return state.base_url + state.response_urls.issue(channel.id, person.id, message)


def command(state: State, name: str, text: str, channel: Channel, person: Person) -> Json:
    """A slash command; user and channel names in the text stay as typed (`should_escape: false`)."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_direct else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(state, channel, person),
        "trigger_id": state.triggers.issue(person.id),
    }


def _interaction(state: State, kind: str, person: Person) -> Json:
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": APP_ID,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": TEAM_ID},
        "trigger_id": state.triggers.issue(person.id),
    }


def message_action(state: State, message: Message, person: Person, actions: list[Json], values: Json) -> Json:
    """A button or menu used in a message; the payload carries the message only when it is not ephemeral."""
    channel = state.channels[message.channel]
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    shown = {} if message.is_ephemeral else {"message": message.as_wire()}
    return {
        **_interaction(state, "block_actions", person),
        **shown,
        "container": container,
        "channel": {"id": channel.id, "name": "directmessage" if channel.is_direct else channel.name},
        "response_url": response_url(state, channel, person, message),
        "state": {"values": values},
        "actions": actions,
    }


def view_action(state: State, view: View, person: Person, actions: list[Json]) -> Json:
    """A button, menu or dispatching field used in a modal or home tab."""
    return {
        **_interaction(state, "block_actions", person),
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_wire(),
        "actions": actions,
    }


def view_submission(state: State, view: View, person: Person) -> Json:
    """A modal sent off."""
    return {**_interaction(state, "view_submission", person), "view": view.as_wire(), "response_urls": []}


def view_closed(state: State, view: View, person: Person, *, is_cleared: bool) -> Json:
    """A modal closed without sending it."""
    body = _interaction(state, "view_closed", person)
    del body["trigger_id"]
    return {**body, "view": view.as_wire(), "is_cleared": is_cleared}


def shortcut(state: State, callback_id: str, person: Person, message: Message | None = None) -> Json:
    """A global shortcut, or one on a message."""
    kind = "message_action" if message else "shortcut"
    body = {**_interaction(state, kind, person), "callback_id": callback_id, "action_ts": state.clock.stamp()}
    if message is None:
        return body
    channel = state.channels[message.channel]
    return {
        **body,
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.name},
        "message": message.as_wire(),
        "response_url": response_url(state, channel, person, message),
    }


def event(state: State, body: Json) -> Json:
    """The outer part of an event, around what happened."""
    authorization = {"enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT.id, "is_bot": True}
    return {
        "type": "event_callback",
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": body,
        "event_id": identifier("Ev"),
        "event_time": int(state.clock.now()),
        "authorizations": [{**authorization, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
    }
