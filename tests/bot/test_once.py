"""Posted once: whatever is pressed twice, typed and pressed, answered with an error after it was done, or restarted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.app import running_app
from service.answers import Answers
from tests.bot.conftest import over_http, over_socket, settings_for
from workspace import Fault, LocalWorkspace, Message, running_workspace

WORKED = "70B 2T a100 mfu=0.5"
NOWHERE = "postgres://nobody@127.0.0.1:9/nothing"
Settled = Callable[[], Awaitable[None]]


def posted(workspace: LocalWorkspace, channel: str = "planning") -> list[Message]:
    return [message for message in workspace.messages(channel) if not message.is_ephemeral]


@asynccontextmanager
async def bot(workspace: LocalWorkspace, answers: Answers, database: str, transport: str) -> AsyncIterator[Settled]:
    """A bot in a workspace, from its start to its stop."""
    async with running_app(settings_for(workspace, database), answers) as service:
        connection = over_http(service, workspace) if transport == "http" else over_socket(service, workspace)
        async with connection:
            yield lambda: service.tasks.drain(5)


@pytest.mark.parametrize("word", ["share", "pin"])
async def test_typing_share_and_then_pressing_share_and_pin_posts_once_and_pins_it(
    workspace: LocalWorkspace, settled: Settled, word: str
) -> None:
    answer = await workspace.command("/llmcost", f"{WORKED} {word}")
    await workspace.click(answer, "Share & pin")
    await settled()
    assert len(posted(workspace)) == 1
    assert workspace.pins() == posted(workspace)
    assert workspace.errors == []


async def test_asking_the_same_again_is_another_occasion(workspace: LocalWorkspace, settled: Settled) -> None:
    for _ in range(2):
        await workspace.click(await workspace.command("/llmcost", WORKED), "Share")
        await settled()
        await workspace.command("/llmcost", f"{WORKED} share")
        await settled()
    assert len(posted(workspace)) == 4


async def test_share_and_share_and_pin_pressed_at_once_post_once(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    block = answer.blocks[-1]
    share, pin = block["elements"][:2]
    await asyncio.gather(
        *(workspace.act(answer, block, one, {"value": one["value"]}, "U0LOCALYOU0") for one in (share, pin, share, pin))
    )
    await settled()
    assert len(posted(workspace)) == 1
    assert workspace.pins() == posted(workspace)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=503, is_late=True),
        Fault(error="fatal_error", is_late=True),
        Fault(drops=True, is_late=True),
        Fault(status=500),
        Fault(drops=True),
    ],
    ids=["503 after it was done", "error after it was done", "dropped after it was done", "500", "dropped"],
)
async def test_post_whose_answer_is_lost_is_there_once(
    workspace: LocalWorkspace, settled: Settled, fault: Fault
) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.plan("chat.postMessage", fault)
    await workspace.click(answer, "Share")
    await settled()
    assert len(posted(workspace)) == 1
    assert "Shared" in answer.text


async def test_post_that_nobody_can_look_for_is_not_tried_again(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", WORKED)
    workspace.faults.plan("chat.postMessage", Fault(status=503, is_late=True))
    workspace.faults.refuse("conversations.history", "missing_scope")
    await workspace.click(answer, "Share")
    await settled()
    assert len(posted(workspace)) == 1
    assert "internal_error" in workspace.messages()[-1].text


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_without_a_database_estimates_are_answered_and_shared_once(answers: Answers, transport: str) -> None:
    async with running_workspace() as workspace, bot(workspace, answers, NOWHERE, transport) as settled:
        answer = await workspace.command("/llmcost", WORKED)
        assert "$2.69M" in answer.text
        block = answer.blocks[-1]
        for button in block["elements"][:2]:
            await workspace.act(answer, block, button, {"value": button["value"]}, "U0LOCALYOU0")
            await settled()
        assert len(posted(workspace)) == 1
        assert workspace.pins() == posted(workspace)


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_what_was_answered_before_a_restart_is_not_answered_again(
    answers: Answers, database: str, transport: str
) -> None:
    async with running_workspace() as workspace:
        async with bot(workspace, answers, database, transport) as settled:
            await workspace.mention(WORKED)
            await settled()
            event = workspace.last_event
        async with bot(workspace, answers, database, transport) as settled:
            workspace.last_event = event
            await workspace.redeliver()
            await settled()
            await workspace.redeliver(same_id=False)
            await settled()
        assert len(workspace.messages()) == 2


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_share_pressed_before_and_after_a_restart_posts_once(
    answers: Answers, database: str, transport: str
) -> None:
    async with running_workspace() as workspace:
        answer, block = None, {}
        for button in (0, 1):
            async with bot(workspace, answers, database, transport) as settled:
                answer = answer or await workspace.command("/llmcost", WORKED)
                block = block or answer.blocks[-1]
                pressed = block["elements"][button]
                await workspace.act(answer, block, pressed, {"value": pressed["value"]}, "U0LOCALYOU0")
                await settled()
        assert len(posted(workspace)) == 1
        assert workspace.pins() == posted(workspace)


async def test_full_pins_offer_to_replace_the_oldest_of_ours(workspace: LocalWorkspace, settled: Settled) -> None:
    for text in (WORKED, "7B 1T h100"):
        await workspace.click(await workspace.command("/llmcost", text), "Share & pin")
        await settled()
    first, second = posted(workspace)
    answer = await workspace.command("/llmcost", "13B 1T h100")
    workspace.faults.refuse("pins.add", "too_many_pins")
    await workspace.click(answer, "Share & pin")
    await settled()
    offer = workspace.messages()[-1]
    assert "70B 2T a100" in offer.text
    for _ in range(2):
        await workspace.click(offer, "Replace it") if offer.blocks else None
        await settled()
    assert workspace.pins() == [second, posted(workspace)[-1]]
    assert first in posted(workspace)
    assert workspace.errors == []


async def test_pins_full_of_others_say_what_to_do(workspace: LocalWorkspace, settled: Settled) -> None:
    workspace.faults.refuse("pins.add", "too_many_pins")
    await workspace.click(await workspace.command("/llmcost", WORKED), "Share & pin")
    await settled()
    assert "Unpin one" in workspace.messages()[-1].text
