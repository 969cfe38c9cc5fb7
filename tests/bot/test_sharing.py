"""One occasion is one post: at its place, however often it is pressed, and in a memory that does not grow."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from blockkit.message import Message
from bot.delivery import Delivery
from bot.sharing import Sharing, order_of
from bot.store.door import Door
from tests.bot.test_once import NOWHERE
from workspace import LocalWorkspace

WORKED = "70B 2T a100 mfu=0.5"
Settled = Callable[[], Awaitable[None]]


def posted(workspace: LocalWorkspace, channel: str = "planning") -> int:
    return sum(not message.is_ephemeral for message in workspace.messages(channel))


async def test_the_same_words_asked_twice_are_shared_twice(over_http_only: LocalWorkspace, settled: Settled) -> None:
    workspace = over_http_only
    for count in (1, 2):
        await workspace.click(await workspace.command("/llmcost", WORKED), "Share")
        await settled()
        assert posted(workspace) == count


async def test_the_same_words_are_shared_in_each_channel_that_they_are_asked_in(
    over_http_only: LocalWorkspace, settled: Settled
) -> None:
    workspace = over_http_only
    for channel in ("planning", "general"):
        await workspace.click(await workspace.command("/llmcost", WORKED, channel=channel), "Share")
        await settled()
        assert posted(workspace, channel) == 1


async def test_a_post_that_is_pinned_already_counts_as_pinned_and_another_refusal_is_told(
    over_http_only: LocalWorkspace, settled: Settled
) -> None:
    for refusal, told in (("already_pinned", "Shared and pinned"), ("too_many_pins", "not pinned")):
        answer = await over_http_only.command("/llmcost", WORKED)
        over_http_only.faults.refuse("pins.add", refusal)
        await over_http_only.click(answer, "Share & pin")
        await settled()
        assert told in over_http_only.messages()[-1].text + answer.text


class Counting(Delivery):
    """Posts nowhere and counts."""

    posts = 0

    def __init__(self) -> None:
        """It needs no session."""

    async def post_once(self, *_: object, **__: object) -> tuple[str, str]:
        self.posts += 1
        return "C1", str(self.posts)


class Linkless:
    async def chat_getPermalink(self, **_: object) -> dict[str, str]:  # noqa: N802 - Slack's own name
        return {"permalink": ""}


async def test_the_memory_of_posts_forgets_the_oldest_and_keeps_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ledger.KEPT_POSTS", 3)
    delivery = Counting()
    sharing = Sharing(delivery, Door(NOWHERE, tmp_path))

    async def shared(occasion: str) -> str:
        order = order_of(Message("x"), team="T1", channel="C1", user="U1", occasion=occasion)
        return (await sharing.share(Linkless(), order, asyncio.Event())).ts

    assert [await shared(occasion) for occasion in "abcd"] == ["1", "2", "3", "4"]
    assert [await shared(occasion) for occasion in "bcd"] == ["2", "3", "4"]
    assert delivery.posts == 4
    assert await shared("a") == "5"
