"""Watched estimates: one message when what they rest on moves, with Update and Keep; never by itself, never twice."""

import datetime
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.app import Service, running_app
from estimator.catalogue.catalogue import Catalogue
from service.answers import Answers
from service.market import Market, MarketPrice
from tests.bot.conftest import TODAY, over_http, over_socket, settings_for
from tests.bot.test_saved import said
from workspace import Fault, LocalWorkspace, Message, running_workspace

Settled = Callable[[], Awaitable[None]]
ASKED = "70B 2T 1024xh100"
TRANSPORTS = ["http", "socket"]


class Watched:
    """A bot whose days pass when a test says so."""

    def __init__(self, workspace: LocalWorkspace, service: Service, days: list[int]) -> None:
        self.workspace, self.service, self.days = workspace, service, days

    async def look(self, days: int = 0) -> list[Message]:
        """Let days pass and the bot make its round; what it said of its own accord."""
        self.days[0] += days
        await self.service.rounds.look()
        return self.told()

    def told(self) -> list[Message]:
        return [one for one in self.workspace.messages() if "moved" in one.text.partition("\n")[0]]

    async def share(self, text: str) -> Message:
        await self.workspace.click(await said(self.workspace, text), "Share")
        await self.settled()
        return [one for one in self.workspace.messages() if one.metadata][-1]

    async def settled(self) -> None:
        await self.service.tasks.drain(5)


@asynccontextmanager
async def watched(
    catalogue: Catalogue, database: str, transport: str, workspace: LocalWorkspace | None = None
) -> AsyncIterator[Watched]:
    days = [0]
    answers = Answers(catalogue, lambda: TODAY + datetime.timedelta(days=days[0]))
    async with running_workspace() as new:
        there = workspace or new
        async with running_app(settings_for(there, database), answers) as service:
            await service.store.opened()
            async with over_http(service, there) if transport == "http" else over_socket(service, there):
                yield Watched(there, service, days)
                await service.tasks.drain(5)


@pytest.fixture(params=TRANSPORTS)
async def bot(request: pytest.FixtureRequest, catalogue: Catalogue, database: str) -> AsyncIterator[Watched]:
    async with watched(catalogue, database, request.param) as running:
        yield running


async def test_a_saved_estimate_is_told_of_once_when_the_teams_price_moves(bot: Watched) -> None:
    await said(bot.workspace, f"save big {ASKED}")
    assert "I watch" in (await said(bot.workspace, "watch big")).text
    assert await bot.look() == []
    await said(bot.workspace, "set price h100=1.50")
    [told] = await bot.look()
    for words in ("*big*", "Price $2.95/h → $1.50/h", "Cost $1.95M → $991k", "−49 %"):
        assert words in told.text
    assert await bot.look() == [told]
    assert await bot.look(days=6) == [told]
    assert len(await bot.look(days=1)) == 2
    assert bot.workspace.errors == []


async def test_update_of_a_shared_message_changes_it_and_tells_its_history(bot: Watched) -> None:
    shared = await bot.share(ASKED)
    await bot.workspace.mention("watch", thread_ts=shared.ts)
    await bot.settled()
    await said(bot.workspace, "set price h100=1.50")
    [told] = await bot.look(days=1)
    assert told.thread_ts == shared.ts
    assert "$991k" not in shared.text
    await bot.workspace.click(told, "Update")
    await bot.settled()
    assert "$991k" in shared.text
    assert "Price $2.95/h → $1.50/h (−49 %) by <@U0LOCALYOU0>" in shared.text
    assert await bot.look(days=8) == [told]
    assert bot.workspace.errors == []


async def test_what_is_saved_and_shared_is_told_in_the_thread_of_its_post(bot: Watched) -> None:
    shared = await bot.share(ASKED)
    await bot.share("7B 1T a100")
    await said(bot.workspace, f"save big {ASKED}")
    assert "its thread" in (await said(bot.workspace, "watch big")).text
    await said(bot.workspace, "set price h100=1.50")
    [told] = await bot.look(days=1)
    assert told.thread_ts == shared.ts
    await bot.workspace.click(told, "Update")
    await bot.settled()
    assert "$991k" in (await said(bot.workspace, "list")).text
    assert bot.workspace.errors == []


async def test_keep_changes_nothing_and_is_told_again_only_when_it_moves_further(bot: Watched) -> None:
    await said(bot.workspace, f"save big {ASKED}")
    await said(bot.workspace, "watch big")
    await said(bot.workspace, "set price h100=1.50")
    [told] = await bot.look()
    await bot.workspace.click(told, "Keep")
    await bot.settled()
    assert await bot.look(days=8) == [told]
    assert "version 1" in (await said(bot.workspace, "show big")).text
    await said(bot.workspace, "set price h100=1.20")
    assert "Price $1.50/h → $1.20/h" in (await bot.look())[-1].text


async def test_update_of_a_saved_estimate_adds_a_version(bot: Watched) -> None:
    await said(bot.workspace, f"save big {ASKED}")
    await said(bot.workspace, "watch big")
    await said(bot.workspace, "set price h100=1.50")
    [told] = await bot.look()
    for _ in range(2):
        await bot.workspace.click(told, "Update")
        await bot.settled()
    assert "version 2" in (await said(bot.workspace, "show big")).text


async def test_many_that_move_are_one_message(bot: Watched) -> None:
    for size in (7, 13, 30, 70):
        await said(bot.workspace, f"save run{size} {size}B 2T 1024xh100")
        await said(bot.workspace, f"watch run{size}")
    await said(bot.workspace, "set price h100=1.50")
    [told] = await bot.look()
    assert "4 watched estimates have moved" in told.text
    await bot.workspace.click(told, "Keep all")
    await bot.settled()
    assert await bot.look(days=8) == [told]


async def test_the_market_leaving_the_price_is_told(bot: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    market = Market(TODAY, 9, 0, 0, (MarketPrice("h100-sxm", "on-demand", 1.5, 1.9, 9, ("a", "b"), whole_nodes=False),))
    await said(bot.workspace, f"save big {ASKED}")
    await said(bot.workspace, "watch big")
    monkeypatch.setattr("bot.watch.rounds.current_market", lambda: market)
    monkeypatch.setattr("bot.watch.watching.current_market", lambda: market)
    [told] = await bot.look()
    assert "The market's median is $1.90 an hour on 2026-11-24, 36 % below the price used" in told.text
    await bot.workspace.click(told, "Keep")
    await bot.settled()
    assert await bot.look(days=8) == [told]


async def test_what_is_watched_is_listed_here_alone_and_ended(bot: Watched) -> None:
    await said(bot.workspace, f"save big {ASKED}")
    await said(bot.workspace, "watch big")
    listed = await said(bot.workspace, "watch", user="maya")
    assert "*big*" in listed.text
    assert "Nothing is watched" in (await said(bot.workspace, "watch", channel="general")).text
    await bot.workspace.click(listed, "Stop")
    await bot.settled()
    await said(bot.workspace, "set price h100=1.50")
    assert await bot.look() == []
    assert "is not watched" in (await said(bot.workspace, "unwatch big")).text
    assert "Nothing is saved" in (await said(bot.workspace, "watch other")).text


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("fault", [Fault(status=503, is_late=True), Fault(drops=True, is_late=True), Fault(status=500)])
async def test_a_message_whose_answer_is_lost_is_there_once(
    catalogue: Catalogue, database: str, transport: str, fault: Fault
) -> None:
    async with watched(catalogue, database, transport) as bot:
        shared = await bot.share(ASKED)
        await bot.workspace.mention("watch", thread_ts=shared.ts)
        await bot.settled()
        await said(bot.workspace, "set price h100=1.50")
        bot.workspace.faults.plan("chat.postMessage", fault)
        assert len(await bot.look()) == 1
        assert len(await bot.look()) == 1


async def test_a_bot_that_starts_anew_looks_and_tells_what_was_told_no_more(
    catalogue: Catalogue, database: str
) -> None:
    async with running_workspace() as workspace:
        async with watched(catalogue, database, "http", workspace) as bot:
            await said(bot.workspace, f"save big {ASKED}")
            await said(bot.workspace, "watch big")
            await said(bot.workspace, "set price h100=1.50")
        for _ in range(2):
            async with watched(catalogue, database, "socket", workspace) as bot:
                await workspace.state.until(lambda: next(iter(bot.told()), None), 15)
                assert len(await bot.look()) == 1
