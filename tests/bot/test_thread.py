"""A few words in the thread of an estimate are answered with the change."""

from collections.abc import Awaitable, Callable

import pytest

from bot.following import changed
from estimator import Request
from tests.bot.test_once import posted
from workspace import LocalWorkspace, Message

Settled = Callable[[], Awaitable[None]]
WORKED = "70B 2T a100 mfu=0.5 price=1.8"


async def shared(workspace: LocalWorkspace, settled: Settled) -> Message:
    await workspace.click(await workspace.command("/llmcost", WORKED), "Share")
    await settled()
    return posted(workspace)[-1]


async def asked(workspace: LocalWorkspace, settled: Settled, text: str, thread: Message) -> Message:
    await workspace.mention(text, thread_ts=thread.thread_ts or thread.ts, user="maya")
    await settled()
    return workspace.messages()[-1]


async def test_other_accelerator_is_answered_with_what_it_moves(workspace: LocalWorkspace, settled: Settled) -> None:
    root = await shared(workspace, settled)
    answer = await asked(workspace, settled, "on h100?", root)
    assert answer.thread_ts == root.ts
    first = answer.text.splitlines()
    assert "accelerator a100-80gb-sxm → h100-sxm" in first[0]
    assert "Cost $2.69M → " in first[1]
    assert "Hours" in first[1]
    assert "%" in first[1]
    assert "price" not in answer.metadata["event_payload"]["text"]
    assert workspace.errors == []


async def test_next_words_change_the_newest_answer_of_the_thread(workspace: LocalWorkspace, settled: Settled) -> None:
    root = await shared(workspace, settled)
    await asked(workspace, settled, "with 4T tokens?", root)
    answer = await asked(workspace, settled, "what if mfu is 40%?", root)
    assert "Cost $5.38M → $6.73M (+25 %)" in answer.text
    assert root.text.count("$2.69M")


async def test_thread_under_a_mention_goes_on_too(workspace: LocalWorkspace, settled: Settled) -> None:
    await workspace.mention(WORKED)
    await settled()
    answer = await asked(workspace, settled, "and with 4T tokens?", workspace.messages()[-1])
    assert "Cost $2.69M → $5.38M (+100 %)" in answer.text


async def test_whole_run_in_a_thread_is_a_run_of_its_own(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await asked(workspace, settled, "7B 1T h100", await shared(workspace, settled))
    assert answer.text.startswith("<@U0LOCALMAYA> asked")


async def test_words_that_say_nothing_new_are_told_as_before(workspace: LocalWorkspace, settled: Settled) -> None:
    root = await shared(workspace, settled)
    assert "Did you mean h100?" in (await asked(workspace, settled, "on h10?", root)).text
    elsewhere = await workspace.say("Lunch?", channel="planning")
    assert "→" not in (await asked(workspace, settled, "on h100?", elsewhere)).text


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ({"accelerator": "h100-sxm"}, {"price", "provider"}),
        ({"accelerators": 64}, {"deadline"}),
        ({"deadline": 30.0}, {"accelerators"}),
        ({"model": "llama-3-70b"}, {"parameters", "tokens"}),
        ({"accelerator": "h100-sxm", "price": 2.0}, {"provider"}),
    ],
)
def test_what_belonged_to_the_old_goes_with_it(said: dict[str, object], gone: set[str]) -> None:
    base = {"parameters": 7e10, "tokens": 2e12, "accelerator": "a100-80gb-sxm", "accelerators": 8, "deadline": 9.0}
    after = changed(Request(**base, price=1.8, provider="aws"), said).model_dump()
    assert {name for name in gone if after[name] is not None} == set()
    assert {name: after[name] for name in said} == said
