"""Finds a message of ours in a channel by the order that its metadata names."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

PAGES = 4
IN_PAGE = 100


async def posted_for(client: AsyncWebClient, channel: str, order: str) -> str:
    """The timestamp of an order's message among the newest in a channel, or nothing. Raises SlackApiError."""
    latest: dict[str, Any] = {}
    for _ in range(PAGES):
        page = await client.conversations_history(channel=channel, limit=IN_PAGE, include_all_metadata=True, **latest)
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
