"""Posts an answer to a channel for all to see, once, and pins it."""

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from blockkit.blocks import shared_message
from bot.delivery import Delivery, reason
from bot.refusals import explained
from service.answers import Answer

KEPT_POSTS = 1_024


@dataclass(frozen=True, slots=True)
class Post:
    """A message that the bot posted; `link` is empty when Slack would not say."""

    channel: str
    ts: str
    link: str


class Sharing:
    """What this process has posted, by what asked for it, so that pressing twice posts once."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._posts: OrderedDict[Hashable, asyncio.Future[Post]] = OrderedDict()

    async def share(self, client: AsyncWebClient, channel: str, user: str, answer: Answer, occasion: Hashable) -> Post:
        """Post an answer with who asked and the exact command, or return the post that this occasion made before.

        Raises SlackApiError when Slack refuses; the occasion may then be tried again.
        """
        if occasion not in self._posts:
            self._posts[occasion] = asyncio.ensure_future(self._post(client, channel, user, answer))
            while len(self._posts) > KEPT_POSTS:
                self._posts.popitem(last=False)
        try:
            return await asyncio.shield(self._posts[occasion])
        except Exception:
            self._posts.pop(occasion, None)
            raise

    async def pin(self, client: AsyncWebClient, post: Post) -> str:
        """Pin a post and return why Slack would not, as a sentence; empty when it is pinned."""
        try:
            await client.pins_add(channel=post.channel, timestamp=post.ts)
        except SlackApiError as error:
            return "" if reason(error) == "already_pinned" else explained(error)
        return ""

    async def _post(self, client: AsyncWebClient, channel: str, user: str, answer: Answer) -> Post:
        where, ts = await self._delivery.post(client, channel, shared_message(answer, user))
        return Post(where, ts, await _link(client, where, ts))


async def _link(client: AsyncWebClient, channel: str, ts: str) -> str:
    try:
        return str((await client.chat_getPermalink(channel=channel, message_ts=ts))["permalink"])
    except SlackApiError:
        return ""
