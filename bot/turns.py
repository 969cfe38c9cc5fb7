"""Slack's payloads as turns: commands, interactions, forms, shortcuts and events."""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from bot.feature import Services, Turn
from bot.slack.neutral import typed

Payload: TypeAlias = Mapping[str, Any]


def command_turn(services: Services, client: AsyncWebClient, body: Payload) -> Turn:
    """A slash command, its first word apart."""
    turn = Turn(
        services,
        client,
        text="",
        user=str(body.get("user_id", "")),
        channel=str(body.get("channel_id", "")),
        trigger=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        replaceable=True,
    )
    return turn.typed(str(body.get("text") or "").strip())


def action_turn(services: Services, client: AsyncWebClient, body: Payload) -> Turn:
    """A button pressed or a menu's choice."""
    action = body["actions"][0]
    container = body.get("container", {})
    channel = body.get("channel", {}).get("id", "")
    message = body.get("message", {})
    return Turn(
        services,
        client,
        text=str(action.get("value") or action.get("selected_option", {}).get("value") or "").strip(),
        user=body["user"]["id"],
        channel=channel,
        action=str(action.get("action_id", "")),
        trigger=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url") or ""),
        message_ts=str(container.get("message_ts") or message.get("ts") or ""),
        thread=str(container.get("thread_ts") or message.get("thread_ts") or ""),
        replaceable=bool(container.get("is_ephemeral")) or channel.startswith("D"),
    )


def form_turn(services: Services, client: AsyncWebClient, body: Payload) -> Turn:
    """A form that was submitted."""
    view = body["view"]
    memory = json.loads(view.get("private_metadata") or "{}")
    return Turn(
        services,
        client,
        text="",
        user=body["user"]["id"],
        channel=memory.get("channel", ""),
        action=str(view.get("callback_id", "")),
        response_url=memory.get("response_url", ""),
        message_ts=memory.get("message_ts", ""),
        replaceable=memory.get("replaceable", False),
        values=_values(view.get("state", {}).get("values", {})),
    )


def _values(state: Mapping[str, Mapping[str, Payload]]) -> dict[str, str]:
    """What each field holds, by block_id; a field left empty is an empty text."""
    entries = ((block, entry) for block, fields in state.items() for entry in fields.values())
    return {
        block: str(entry.get("value") or (entry.get("selected_option") or {}).get("value") or "").strip()
        for block, entry in entries
    }


def shortcut_turn(services: Services, client: AsyncWebClient, body: Payload) -> Turn:
    """A shortcut, with the message that it was used on, if any."""
    message = body.get("message", {})
    return Turn(
        services,
        client,
        text=typed(str(message.get("text", ""))) if message else "",
        user=body["user"]["id"],
        channel=body.get("channel", {}).get("id", ""),
        action=str(body.get("callback_id", "")),
        trigger=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url") or ""),
    )


def event_turn(services: Services, client: AsyncWebClient, body: Payload, bot_user: str) -> Turn:
    """A mention, a direct message, or the home tab opened; a mention is answered in its thread."""
    event = body["event"]
    kind, ts = str(event.get("type", "")), str(event.get("ts", ""))
    return Turn(
        services,
        client,
        text=typed(str(event.get("text", "")), bot_user),
        user=str(event.get("user", "")),
        channel=str(event.get("channel", "")),
        action=kind,
        message_ts=ts,
        thread=str(event.get("thread_ts") or (ts if kind == "app_mention" else "")),
        is_public=True,
    )
