"""`pins.*`: at most a hundred pinned messages in a channel."""

from workspace.directory import Channel
from workspace.posting import joined
from workspace.state import State
from workspace.wire import Json, SlackError

MAXIMUM_PINS = 100


def pin(state: State, channel: Channel, ts: str) -> None:
    """Pin a message.

    Raises:
        SlackError: `message_not_found` (ephemeral ones too), `already_pinned` or `too_many_pins`.
    """
    state.message(channel.id, ts)
    if ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= MAXIMUM_PINS:
        raise SlackError("too_many_pins")
    channel.pins.append(ts)
    state.changes.announce()


def unpin(state: State, channel: Channel, ts: str) -> None:
    """Take a pin off.

    Raises:
        SlackError: `no_pin`.
    """
    if ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(ts)
    state.changes.announce()


def add(state: State, arguments: Json) -> Json:
    """Pin a message for the app."""
    pin(
        state,
        joined(state.channel_with_id(arguments.get("channel", ""))),
        arguments.get("timestamp", ""),
    )
    return {}


def remove(state: State, arguments: Json) -> Json:
    """Take a pin off for the app."""
    unpin(
        state,
        joined(state.channel_with_id(arguments.get("channel", ""))),
        arguments.get("timestamp", ""),
    )
    return {}


def list_pins(state: State, arguments: Json) -> Json:
    """The pinned messages, newest pin first."""
    channel = joined(state.channel_with_id(arguments.get("channel", "")))
    pinned = [state.message(channel.id, ts) for ts in reversed(channel.pins)]
    return {"items": [{"type": "message", "channel": channel.id, "message": one.as_wire()} for one in pinned]}
