"""A channel whose pins are full: which of ours is the oldest, and putting a new one in its place."""

import json
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from blockkit import blocks, report
from blockkit.kit import actions, button, context, section
from blockkit.message import Message
from blockkit.neutral import code
from bot.retrying import reason
from bot.store.shelf import Order

FULL = "This channel has 100 pins, which is all that Slack allows."
REPLACE = "replace_pin"
_OURS = (blocks.EVENT_TYPE, report.EVENT_TYPE)


async def crowded(client: AsyncWebClient, order: Order, shared: str) -> Message:
    """That the pins are full, with an offer to unpin the oldest of our answers."""
    try:
        oldest = await _oldest(client, order.channel)
    except SlackApiError:
        oldest = None
    if oldest is None:
        return Message(f"{shared} {FULL} Unpin one, then try again.")
    asked = code(str(oldest["metadata"]["event_payload"].get("text", "")))
    said = f"{shared} {FULL} Shall I unpin the oldest of my answers, {asked}, and pin this one?"
    value = json.dumps({"old": oldest["ts"], "new": order.ts})
    return Message(
        said, [section(said), actions(button("Replace it", REPLACE, value, "primary")), context("Only the pin goes.")]
    )


async def replace_pin(client: AsyncWebClient, channel: str, old: str, new: str) -> None:
    """Unpin one message and pin another. Raises SlackApiError; being done already is no error."""
    for method, ts, done in ((client.pins_remove, old, "no_pin"), (client.pins_add, new, "already_pinned")):
        try:
            await method(channel=channel, timestamp=ts)
        except SlackApiError as error:
            if reason(error) != done:
                raise


async def _oldest(client: AsyncWebClient, channel: str) -> dict[str, Any] | None:
    """The oldest pinned answer of ours; Slack lists the newest pin first."""
    pinned = [item["message"] for item in (await client.pins_list(channel=channel))["items"] if "message" in item]
    ours = [one for one in pinned if (one.get("metadata") or {}).get("event_type") in _OURS]
    return min(ours, key=lambda one: float(one["ts"]), default=None)
