"""Putting the app's messages into channels, with the checks that Slack makes first."""

import json
from typing import Any

from workspace.directory import BOT, Channel
from workspace.messages import Message, with_block_ids
from workspace.state import State
from workspace.validation import message_problems
from workspace.validation.checking import characters
from workspace.validation.limits import MAXIMUM_CHARACTERS_IN_BLOCKS
from workspace.wire import Json, SlackError

LONGEST_TEXT = 40_000


def decoded(value: Any) -> Any:  # noqa: ANN401 — forms carry JSON as text, JSON bodies carry it as it is
    """An argument that may be JSON in a string."""
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError as error:
            raise SlackError("invalid_arguments", [f"not JSON: {error}"]) from error
    return value


def checked_content(state: State, body: Json) -> tuple[str, list[Json]]:
    """The text and blocks of a message from the app.

    Raises:
        SlackError: `no_text`, `msg_too_long`, `msg_blocks_too_long` or `invalid_blocks`.
    """
    text, blocks = str(body.get("text") or ""), decoded(body.get("blocks")) or []
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    if blocks:
        check_blocks(state, blocks)
    if not text.strip():
        state.complain("A message has blocks and no text: notifications and screen readers would be empty.")
    return text, with_block_ids(blocks)


def check_blocks(state: State, blocks: list[Json]) -> None:
    """Refuse blocks that Slack would refuse.

    Raises:
        SlackError: `msg_blocks_too_long` or `invalid_blocks`, with a sentence for each problem.
    """
    problems = message_problems(blocks)
    code = "msg_blocks_too_long" if characters(blocks) > MAXIMUM_CHARACTERS_IN_BLOCKS else "invalid_blocks"
    if problems or code == "msg_blocks_too_long":
        state.complain(f"{code}: {'; '.join(problems) or 'too many characters in all blocks together'}")
        raise SlackError(code, problems)


def joined(channel: Channel) -> Channel:
    """The same channel, if the bot is a member of it.

    Raises:
        SlackError: `channel_not_found` (also for private channels that the bot is not in) or `not_in_channel`.
    """
    if BOT.id in channel.members:
        return channel
    raise SlackError("channel_not_found" if channel.is_private else "not_in_channel")


def new_message(state: State, channel: Channel, body: Json, visible_to: str | None = None) -> Message:
    """A message by the bot, shown in the channel.

    Raises:
        SlackError: What `checked_content` raises, or `invalid_metadata_format`.
    """
    text, blocks = checked_content(state, body)
    metadata = decoded(body.get("metadata"))
    if metadata is not None and not (isinstance(metadata, dict) and {"event_type", "event_payload"} <= metadata.keys()):
        raise SlackError("invalid_metadata_format")
    return state.add(
        Message(
            channel=channel.id,
            ts=state.clock.stamp(),
            user=BOT.id,
            text=text,
            blocks=blocks,
            thread_ts=body.get("thread_ts"),
            metadata=metadata,
            visible_to=visible_to,
        ),
    )


def change_message(state: State, message: Message, body: Json) -> None:
    """Give a message other text and blocks.

    Raises:
        SlackError: What `checked_content` raises.
    """
    message.text, message.blocks = checked_content(state, body)
    message.metadata = decoded(body.get("metadata")) or message.metadata
    message.is_edited = not message.blocks
    state.changes.announce()
