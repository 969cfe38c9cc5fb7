"""`conversations.*`: channels and what was said in them."""

from workspace.directory import BOT
from workspace.messages import Message
from workspace.posting import joined
from workspace.state import State
from workspace.wire import Json, SlackError

MAXIMUM_MESSAGES = 15


def info(state: State, arguments: Json) -> Json:
    """A channel; private ones only where the bot is a member."""
    channel = state.channel_with_id(arguments.get("channel", ""))
    if channel.is_private and BOT.id not in channel.members:
        raise SlackError("channel_not_found")
    return {"channel": channel.as_wire()}


def join(state: State, arguments: Json) -> Json:
    """Make the bot a member of a public channel."""
    channel = state.channel_with_id(arguments.get("channel", ""))
    if channel.is_private:
        raise SlackError("channel_not_found")
    channel.members.add(BOT.id)
    state.changes.announce()
    return {"channel": channel.as_wire()}


def members(state: State, arguments: Json) -> Json:
    """Who is in a channel."""
    channel = joined(state.channel_with_id(arguments.get("channel", "")))
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def open_direct(state: State, arguments: Json) -> Json:
    """The direct messages with one person."""
    user = str(arguments.get("users", "")).split(",")[0]
    if user not in state.people or user == BOT.id:
        raise SlackError("user_not_found")
    return {"channel": state.direct(user).as_wire()}


def _page(messages: list[Message], arguments: Json) -> Json:
    latest, oldest = arguments.get("latest"), arguments.get("oldest")
    inclusive = str(arguments.get("inclusive", "")).lower() in ("true", "1")
    kept = [
        message
        for message in messages
        if (not latest or message.ts < latest or (inclusive and message.ts == latest))
        and (not oldest or message.ts > oldest or (inclusive and message.ts == oldest))
    ]
    most = min(int(arguments.get("limit") or MAXIMUM_MESSAGES), MAXIMUM_MESSAGES)
    return {"messages": [message.as_wire() for message in kept[:most]], "has_more": len(kept) > most}


def history(state: State, arguments: Json) -> Json:
    """What was said in a channel, newest first, at most fifteen messages, ephemeral ones left out."""
    channel = joined(state.channel_with_id(arguments.get("channel", "")))
    said = [one for one in state.messages if one.channel == channel.id and not one.is_ephemeral and not one.thread_ts]
    return _page(said[::-1], arguments)


def replies(state: State, arguments: Json) -> Json:
    """A message and the answers in its thread, oldest first."""
    channel = joined(state.channel_with_id(arguments.get("channel", "")))
    parent = state.message(channel.id, arguments.get("ts", ""))
    thread = [one for one in state.messages if one.thread_ts == parent.ts and not one.is_ephemeral]
    return _page([parent, *(one for one in thread if one is not parent)], arguments)
