"""Finds a message of ours in a channel or a thread by the order that its metadata names."""

from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

PAGES = 4
IN_PAGE = 100


async def posted_for(client: AsyncWebClient, channel: str, order: str, thread: str = "") -> str:
    """The timestamp of an order's message among the newest in a channel, or in a thread. Raises SlackApiError."""
    latest: dict[str, Any] = {}
    for _ in range(PAGES):
        asked = {"channel": channel, "limit": IN_PAGE, "include_all_metadata": True, **latest}
        replies = partial(client.conversations_replies, ts=thread) if thread else client.conversations_history
        page = await replies(**asked)
        messages: list[dict[str, Any]] = page["messages"]
        for message in messages:
            if _order(message) == order:
                return str(message["ts"])
        if not page.get("has_more") or not messages:
            break
        latest = {"latest": str(messages[-1]["ts"])}
    return ""


def _order(message: dict[str, Any]) -> object:
    return ((message.get("metadata") or {}).get("event_payload") or {}).get("order")
