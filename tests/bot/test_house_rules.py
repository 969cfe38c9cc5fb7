"""`set` and `settings`: what a team takes where a request leaves it open, per channel or workspace."""

import asyncio
import datetime
from collections.abc import Awaitable, Callable

import pytest

from estimator.catalogue.catalogue import Catalogue
from service.answers import Answers
from tests.bot.conftest import TODAY
from tests.bot.test_once import NOWHERE, bot
from tests.bot.test_saved import said
from workspace import LocalWorkspace, running_workspace

Settled = Callable[[], Awaitable[None]]
ASKED = "70B 2T h100"
PRICE = "set price h100=2.10 provider=acme until=2027-06-30"
TRANSPORTS = ["http", "socket"]


async def test_a_price_is_set_and_taken_by_the_answers_of_everybody_in_the_channel(workspace: LocalWorkspace) -> None:
    assert (
        "Set `price h100-sxm=2.1 provider=acme until=2027-06-30` for this channel"
        in (await said(workspace, PRICE)).text
    )
    answer = await said(workspace, ASKED, user="maya")
    assert "at $2.10 per H100-hour" in answer.text
    assert "Your team's price, set by you on 2026-11-24 (at acme, until 2027-06-30)" in answer.text
    assert workspace.errors == []


async def test_what_a_request_says_and_other_accelerators_are_left_alone(workspace: LocalWorkspace) -> None:
    await said(workspace, PRICE)
    for text in (f"{ASKED} price=3", f"{ASKED} provider=aws", f"{ASKED} spot", "70B 2T h200"):
        answer = await said(workspace, text)
        assert "Cost" in answer.text
        assert "our team's price" not in answer.text


async def test_mfu_and_grid_are_taken_too(workspace: LocalWorkspace) -> None:
    await said(workspace, "set mfu h100=0.38")
    await said(workspace, "set grid=france")
    answer = await said(workspace, ASKED)
    assert "38 %" in answer.text
    for words in ("Your team's MFU", "Your team's grid"):
        assert words in answer.text
    assert "Your team's MFU" not in (await said(workspace, f"{ASKED} stack=tuned")).text


async def test_compare_takes_it_too(workspace: LocalWorkspace) -> None:
    await said(workspace, "set price h100=1.23")
    await said(workspace, "set mfu h100=0.38")
    compared = await said(workspace, "compare 70B 2T h100 vs b200")
    assert "Your team's price, set by you on 2026-11-24" in compared.text
    assert "$763k" in compared.text or "$763k" in str(compared.blocks)


async def test_another_channel_and_another_workspace_do_not_take_it(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await said(workspace, PRICE)
    assert "$2.10" in (await said(workspace, ASKED)).text
    assert "$2.10" not in (await said(workspace, ASKED, channel="general")).text
    monkeypatch.setattr("workspace.payloads.TEAM_ID", "T0ANOTHER00")
    assert "$2.10" not in (await said(workspace, ASKED)).text
    assert "Nothing is set" in (await said(workspace, "settings")).text
    monkeypatch.undo()
    assert "$2.10" in (await said(workspace, ASKED)).text


async def test_the_workspaces_default_is_taken_everywhere_and_the_channels_is_stronger(
    workspace: LocalWorkspace,
) -> None:
    await said(workspace, "set price h100=1.11")
    await said(workspace, "set workspace price h100=1.22")
    assert "$1.11" in (await said(workspace, ASKED)).text
    assert "$1.22" in (await said(workspace, ASKED, channel="general")).text
    listed = await said(workspace, "settings")
    for words in (
        "price h100-sxm=1.11",
        "this channel",
        "price h100-sxm=1.22",
        "the whole workspace",
        "<@U0LOCALYOU0>",
    ):
        assert words in listed.text
    assert "1.11" not in (await said(workspace, "settings", channel="general")).text


async def test_who_is_no_admin_may_not_set_but_reads_what_is_set(workspace: LocalWorkspace) -> None:
    for text in (PRICE, "set workspace grid=france", "set price h100="):
        assert "Only admins and owners" in (await said(workspace, text, user="maya")).text
    assert "Nothing is set" in (await said(workspace, "settings", user="maya")).text
    assert "$2.10" not in (await said(workspace, ASKED)).text


@pytest.mark.parametrize("name", ["@ml-leads", "ml-leads", "<!subteam^S0LOCALLEAD|@ml-leads>"])
async def test_a_group_that_an_admin_names_may_set_too_but_names_no_other(workspace: LocalWorkspace, name: str) -> None:
    assert "Set `group=@ml-leads` for the whole workspace" in (await said(workspace, f"set group={name}")).text
    assert "Set `price" in (await said(workspace, PRICE, user="maya")).text
    assert "Set `grid" in (await said(workspace, "set workspace grid=france", channel="general", user="maya")).text
    for text, user in ((PRICE, "jonas"), ("set group=@ml-leads", "maya"), ("set group=", "maya")):
        assert "Only admins" in (await said(workspace, text, user=user)).text
    assert "`group=@ml-leads`" in (await said(workspace, "settings", user="jonas")).text
    assert "Unset `group`" in (await said(workspace, "set group=")).text
    assert "Only admins" in (await said(workspace, PRICE, user="maya")).text
    assert workspace.errors == []


async def test_a_group_that_is_not_there_is_not_set(workspace: LocalWorkspace) -> None:
    assert "no user group @others" in (await said(workspace, "set group=@others")).text
    workspace.faults.refuse("usergroups.list", "plan_upgrade_required")
    assert "plan has no user groups" in (await said(workspace, "set group=@ml-leads")).text
    await said(workspace, "set group=@ml-leads")
    workspace.faults.refuse("usergroups.users.list", "no_such_subteam")
    assert "Only admins" in (await said(workspace, PRICE, user="maya")).text


async def test_in_a_direct_message_anybody_sets_their_own_but_not_the_workspaces(workspace: LocalWorkspace) -> None:
    person = workspace.state.people["U0LOCALYOU0"]
    workspace.state.people["U0LOCALYOU0"] = type(person)(person.id, person.name, person.real_name)
    assert "Set `grid=FRA`" in (await said(workspace, "set grid=france", channel="you")).text
    assert "Only admins" in (await said(workspace, "set workspace grid=france", channel="you")).text
    assert "Only admins" in (await said(workspace, "set grid=france")).text


async def test_unset_it_is_no_longer_taken_and_its_revisions_go_on(workspace: LocalWorkspace) -> None:
    await said(workspace, PRICE)
    assert "Unset `price h100-sxm`" in (await said(workspace, "set price h100=")).text
    assert "$2.10" not in (await said(workspace, ASKED)).text
    assert "is not set here" in (await said(workspace, "set price h100=")).text
    await said(workspace, PRICE)
    assert "version 3" in (await said(workspace, "settings")).text


async def test_share_and_a_mention_take_it_and_the_request_stays_as_it_was_typed(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    await said(workspace, PRICE)
    await workspace.click(await said(workspace, ASKED), "Share")
    await workspace.mention(ASKED)
    await settled()
    public = [one for one in workspace.messages("planning") if not one.is_ephemeral and "$2.10" in one.text]
    assert len(public) == 2
    assert "$2.10" in (await said(workspace, "explain 70B 2T h100")).text
    await said(workspace, "set price h100=")
    await said(workspace, "save kept")
    assert "price=" not in (await said(workspace, "list")).text


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_after_its_last_day_it_is_not_taken(catalogue: Catalogue, database: str, transport: str) -> None:
    day = TODAY
    answers = Answers(catalogue, lambda: day)
    async with running_workspace() as workspace, bot(workspace, answers, database, transport):
        await said(workspace, "set price h100=2.10 until=2026-11-25")
        day += datetime.timedelta(days=1)
        assert "$2.10" in (await said(workspace, ASKED)).text
        day += datetime.timedelta(days=1)
        assert "$2.10" not in (await said(workspace, ASKED)).text
        assert "ended" in (await said(workspace, "settings")).text


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_with_the_database_away_an_estimate_is_answered_without_and_says_so(
    answers: Answers, transport: str
) -> None:
    async with running_workspace() as workspace, bot(workspace, answers, NOWHERE, transport) as settled:
        await said(workspace, ASKED)
        await settled()
        answer = await said(workspace, ASKED)
        assert "at $2.95 per H100-hour" in answer.text
        assert "What your team has set could not be looked up" in answer.text
        assert "can't reach my database" in (await said(workspace, PRICE)).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("set", "does not understand"),
        ("set price h100", "does not understand"),
        ("set price 2xh100=3", "not the name of one accelerator"),
        ("set price h100=much", "can't read"),
        ("set mfu h100=200%", "at most 100 %"),
        ("set grid=atlantis", "don't know the grid"),
        ("set price h100=2 until=2020-01-01", "is past"),
        ("set price h100=2 until=soon", "is not a day"),
        ("settings all", "takes no words"),
    ],
)
async def test_what_cannot_be_set_is_said(over_http_only: LocalWorkspace, text: str, words: str) -> None:
    assert words in (await said(over_http_only, text)).text
    assert "Nothing is set" in (await said(over_http_only, "settings")).text
    assert over_http_only.errors == []


async def test_where_answers_are_for_the_channel_they_are_posted_at_once(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    assert "Set `visibility=channel` for this channel" in (await said(workspace, "set visibility=channel")).text
    assert await workspace.command("/llmcost", ASKED) is None
    await settled()
    [posted] = [one for one in workspace.messages() if one.metadata]
    assert "<@U0LOCALYOU0> asked" in posted.text
    assert not posted.is_ephemeral
    assert (await said(workspace, ASKED, channel="general")).is_ephemeral
    assert "Unset `visibility`" in (await said(workspace, "set visibility=")).text
    assert (await said(workspace, ASKED)).is_ephemeral
    assert "is not who sees answers" in (await said(workspace, "set visibility=everybody")).text


async def test_the_channels_visibility_is_stronger_than_the_workspaces(workspace: LocalWorkspace) -> None:
    await said(workspace, "set workspace visibility=channel")
    await said(workspace, "set visibility=asker")
    assert (await said(workspace, ASKED)).is_ephemeral
    assert (await said(workspace, ASKED, channel="you")).text


async def test_with_the_store_slow_what_was_set_still_holds_and_no_answer_waits(
    workspace: LocalWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await said(workspace, "set price h100=1.23")
    assert "at $1.23" in (await said(workspace, ASKED)).text
    looked = []

    async def endless(*_: object) -> None:
        looked.append(1)
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.house.KEPT_SECONDS", 0.0)
    monkeypatch.setattr("bot.house.LONGEST_LOOK", 0.01)
    monkeypatch.setattr("bot.house.House._looked_up", endless)
    for text in (ASKED, f"{ASKED} share"):
        assert "at $1.23" in (await said(workspace, text)).text
    assert looked == [1]
