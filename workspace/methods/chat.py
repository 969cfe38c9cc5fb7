"""`chat.*` and `reactions.add`: messages by the app."""

from workspace.directory import BOT, TEAM_DOMAIN
from workspace.messages import Message
from workspace.posting import change_message, joined, new_message
from workspace.state import State
from workspace.wire import Json, SlackError


def post_message(state: State, arguments: Json) -> Json:
    """Post a message that everyone in the channel sees."""
    channel = joined(state.channel(arguments.get("channel", "")))
    message = new_message(state, channel, arguments)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_wire()}


def post_ephemeral(state: State, arguments: Json) -> Json:
    """Post a message that one person sees."""
    channel = joined(state.channel(arguments.get("channel", "")))
    user = arguments.get("user", "")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    return {"message_ts": new_message(state, channel, arguments, visible_to=user).ts}


def _own_message(state: State, arguments: Json, refusal: str) -> Message:
    channel = state.channel_with_id(arguments.get("channel", ""))
    message = state.message(channel.id, arguments.get("ts", ""))
    if message.user != BOT.id:
        raise SlackError(refusal)
    return message


def update(state: State, arguments: Json) -> Json:
    """Change a message of the bot; without text and blocks it keeps those that it has."""
    message = _own_message(state, arguments, "cant_update_message")
    is_given = arguments.get("text") or arguments.get("blocks")
    kept = {} if is_given else {"text": message.text, "blocks": message.blocks}
    change_message(state, message, {**arguments, **kept})
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message.as_wire()}


def delete(state: State, arguments: Json) -> Json:
    """Delete a message of the bot."""
    message = _own_message(state, arguments, "cant_delete_message")
    state.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(state: State, arguments: Json) -> Json:
    """The address of a message; there is nothing to be fetched at it."""
    channel = state.channel_with_id(arguments.get("channel", ""))
    message = state.message(channel.id, arguments.get("message_ts", ""))
    address = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def add_reaction(state: State, arguments: Json) -> Json:
    """Add an emoji to a message."""
    channel = joined(state.channel_with_id(arguments.get("channel", "")))
    message = state.message(channel.id, arguments.get("timestamp", ""))
    if (name := arguments.get("name", "")) in message.reactions:
        raise SlackError("already_reacted")
    message.reactions.append(name)
    state.changes.announce()
    return {}
