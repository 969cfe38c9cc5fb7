"""What the app answers outside the Web API: acknowledgements of commands, and posts to response URLs."""

from typing import Any

from workspace.directory import SLACKBOT, Channel
from workspace.messages import Message
from workspace.posting import change_message, new_message
from workspace.response_urls import Occasion
from workspace.state import State
from workspace.wire import Json


def show_answer(state: State, body: Any, channel: Channel, user: str) -> Message | None:  # noqa: ANN401 — any JSON
    """The message that an answer makes: seen by the asker alone unless `response_type` is `in_channel`.

    Raises:
        SlackError: The answer's text or blocks are refused.
    """
    content: Json = body if isinstance(body, dict) else {"text": str(body or "")}
    if not content.get("text") and not content.get("blocks"):
        return None
    visible_to = None if content.get("response_type") == "in_channel" else user
    return new_message(state, channel, content, visible_to)


def respond(state: State, occasion: Occasion, body: Json) -> None:
    """Do what a post to a response URL asks for: replace, delete, or add a message.

    Raises:
        SlackError: The answer's text or blocks are refused.
    """
    message = occasion.message if occasion.message in state.messages else None
    if message is not None and body.get("delete_original"):
        state.remove(message)
    elif message is not None and body.get("replace_original"):
        change_message(state, message, body)
    elif not body.get("delete_original"):
        show_answer(state, body, state.channels[occasion.channel], occasion.user)


def notice(state: State, text: str, channel: Channel, user: str) -> Message:
    """A line by the workspace itself that one person sees, such as `operation_timeout`."""
    state.complain(text)
    line = Message(channel.id, state.clock.stamp(), SLACKBOT.id, text, visible_to=user, is_notice=True)
    return state.add(line)
