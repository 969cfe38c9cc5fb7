"""Slack's payloads as turns: commands, interactions, forms, shortcuts and events."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from blockkit.blocks import EVENT_TYPE
from blockkit.neutral import typed
from bot.feature import Services, Turn

Payload: TypeAlias = Mapping[str, Any]
OCCASION = "occasion-"


def command_turn(services: Services, client: AsyncWebClient, body: Payload, team: str) -> Turn:
    """A slash command, its first word apart."""
    turn = Turn(
        services,
        client,
        text="",
        user=str(body.get("user_id", "")),
        team=team,
        channel=str(body.get("channel_id", "")),
        trigger=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        replaceable=True,
        occasion=occasion_of(str(body.get("trigger_id", ""))),
    )
    return turn.typed(str(body.get("text") or "").strip())


def action_turn(services: Services, client: AsyncWebClient, body: Payload, team: str) -> Turn:
    """A button pressed or a menu's choice."""
    action = body["actions"][0]
    container = body.get("container", {})
    channel = body.get("channel", {}).get("id", "")
    message = body.get("message", {})
    message_ts = str(container.get("message_ts") or message.get("ts") or "")
    block, trigger = str(action.get("block_id", "")), str(body.get("trigger_id", ""))
    return Turn(
        services,
        client,
        text=str(action.get("value") or action.get("selected_option", {}).get("value") or "").strip(),
        user=body["user"]["id"],
        team=team,
        channel=channel,
        action=str(action.get("action_id", "")),
        trigger=trigger,
        response_url=str(body.get("response_url") or ""),
        message_ts=message_ts,
        thread=str(container.get("thread_ts") or message.get("thread_ts") or ""),
        view=str(container.get("view_id") or ""),
        replaceable=bool(container.get("is_ephemeral")) or channel.startswith("D"),
        is_estimate=(message.get("metadata") or {}).get("event_type") == EVENT_TYPE,
        occasion=block if block.startswith(OCCASION) else occasion_of(channel, message_ts or trigger),
        values=_values(body.get("view", {}).get("state", {}).get("values", {})),
        memory=json.loads(body.get("view", {}).get("private_metadata") or "{}"),
    )


def form_turn(services: Services, client: AsyncWebClient, body: Payload, team: str) -> Turn:
    """A form that was submitted."""
    view = body["view"]
    memory = json.loads(view.get("private_metadata") or "{}")
    return Turn(
        services,
        client,
        text="",
        user=body["user"]["id"],
        team=team,
        channel=memory.get("channel", ""),
        action=str(view.get("callback_id", "")),
        response_url=memory.get("response_url", ""),
        message_ts=memory.get("message_ts", ""),
        replaceable=memory.get("replaceable", False),
        occasion=occasion_of(str(view.get("id", ""))),
        values=_values(view.get("state", {}).get("values", {})),
        memory=memory,
    )


def _values(state: Mapping[str, Mapping[str, Payload]]) -> dict[str, str]:
    """What each field holds, by block_id; a field left empty is an empty text."""
    entries = ((block, entry) for block, fields in state.items() for entry in fields.values())
    return {
        block: str(entry.get("value") or (entry.get("selected_option") or {}).get("value") or "").strip()
        for block, entry in entries
    }


def shortcut_turn(services: Services, client: AsyncWebClient, body: Payload, team: str) -> Turn:
    """A shortcut, with the message that it was used on, if any."""
    message = body.get("message", {})
    return Turn(
        services,
        client,
        text=typed(str(message.get("text", ""))) if message else "",
        user=body["user"]["id"],
        team=team,
        channel=body.get("channel", {}).get("id", ""),
        action=str(body.get("callback_id", "")),
        trigger=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url") or ""),
        occasion=occasion_of(str(body.get("trigger_id", ""))),
    )


def event_turn(services: Services, client: AsyncWebClient, body: Payload, team: str, bot_user: str) -> Turn:
    """A mention (answered in its thread), a direct message, the home tab opened, or a step of a workflow to be run."""
    event = body["event"]
    kind, ts = str(event.get("type", "")), str(event.get("ts", ""))
    return Turn(
        services,
        client,
        text=typed(str(event.get("text", "")), bot_user),
        user=str(event.get("user", "")),
        team=team,
        channel=str(event.get("channel", "")),
        action=kind,
        message_ts=ts,
        thread=str(event.get("thread_ts") or (ts if kind == "app_mention" else "")),
        is_public=True,
        occasion=occasion_of(str(event.get("channel", "")), ts),
        memory={"inputs": event.get("inputs") or {}, "execution": event.get("function_execution_id", "")},
    )


def occasion_of(*marks: str) -> str:
    """A block_id that stands for one occasion, by what Slack gives to nothing else."""
    return OCCASION + hashlib.sha256("\n".join(marks).encode()).hexdigest()[:24]
