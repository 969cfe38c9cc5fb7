"""One occasion is one post: at its place, however often it is pressed, and in a memory that does not grow."""

from collections.abc import Awaitable, Callable

import pytest

from bot.sharing import Post, Sharing
from service.answers import Answers
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


class Counting(Sharing):
    """Posts nowhere and counts."""

    def __init__(self) -> None:
        super().__init__(delivery=None)
        self.posts = 0

    async def _post(self, *_: object) -> Post:
        self.posts += 1
        return Post("C1", str(self.posts), "")


async def test_the_memory_of_posts_forgets_the_oldest_and_keeps_the_newest(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sharing.KEPT_POSTS", 3)
    sharing, answer = Counting(), answers.answer(WORKED)
    first, second, third, fourth = [await sharing.share(None, "C1", "U1", answer, occasion) for occasion in "abcd"]
    for occasion, post in zip("bcd", (second, third, fourth), strict=True):
        assert await sharing.share(None, "C1", "U1", answer, occasion) is post
    assert sharing.posts == 4
    assert await sharing.share(None, "C1", "U1", answer, "a") != first
