"""Installing from a link: each workspace has a token of its own, encrypted, until it is uninstalled."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from msgspec.structs import replace

from bot.app import Service, running_app
from bot.manifest import SCOPES
from bot.settings import Secret, Settings, settings_from
from service.answers import Answers
from tests.bot.conftest import over_http, over_socket
from workspace import LocalWorkspace, running_workspace

KEY, OTHER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk="
HOME, SECOND = "T0LOCALTEAM", "T0SECOND000"
NOWHERE = "postgres://nobody@127.0.0.1:9/nothing"
WORKED = "70B 2T a100 mfu=0.5"


def settings_for(workspace: LocalWorkspace, database: str, key: str = KEY) -> Settings:
    return settings_from(
        {
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_CLIENT_ID": workspace.installer.client_id,
            "SLACK_CLIENT_SECRET": workspace.installer.client_secret,
            "SLACK_API_URL": workspace.api_url,
            "LLMCOST_ENCRYPTION_KEY": key,
            "DATABASE_URL": database,
        }
    )


@asynccontextmanager
async def installable(
    answers: Answers, database: str, key: str = KEY, workspace: LocalWorkspace | None = None
) -> AsyncIterator[tuple[LocalWorkspace, str, Service]]:
    """A bot without a token of its own, its workspace and its address."""
    async with running_workspace() as new:
        workspace = workspace or new
        async with running_app(settings_for(workspace, database, key), answers) as service:
            await service.store.opened()
            async with over_http(service, workspace) as address:
                yield workspace, address, service
                await service.tasks.drain(5)


async def begun(address: str) -> tuple[str, str]:
    """The state of a new installation, and the cookie that came with it."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/slack/install") as page:
        assert page.status == 200
        cookie = page.headers["Set-Cookie"].split(";")[0]
        [link] = re.findall(r'href="([^"]+authorize[^"]+)"', (await page.text()).replace("&amp;", "&"))
    query = parse_qs(urlsplit(link).query)
    assert query["scope"] == [",".join(SCOPES)]
    return query["state"][0], cookie


async def returned(address: str, query: str, cookie: str) -> tuple[int, str]:
    """What somebody sees whom Slack has sent back."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{address}/slack/oauth_redirect?{query}", headers={"Cookie": cookie}) as page,
    ):
        return page.status, await page.text()


async def install(workspace: LocalWorkspace, address: str, team: str = HOME) -> None:
    state, cookie = await begun(address)
    status, _ = await returned(address, f"code={workspace.installer.agree(team)}&state={state}", cookie)
    assert status == 200


async def shared_with(workspace: LocalWorkspace, service: Service) -> str:
    """The token with which an answer is shared."""
    await workspace.click(await workspace.command("/llmcost", WORKED), "Share")
    await service.tasks.drain(5)
    return next((call.token for call in reversed(workspace.journal) if call.method == "chat.postMessage"), "")


def rows(database: str, statement: str) -> list[tuple[object, ...]]:
    return sqlite3.connect(database.removeprefix("sqlite:///")).execute(statement).fetchall()


async def refused(workspace: LocalWorkspace) -> str:
    """What a person reads whose command is not answered."""
    assert await workspace.command("/llmcost", WORKED) is None
    return workspace.messages()[-1].text


async def test_installed_app_answers_and_posts_with_that_workspaces_token(
    answers: Answers, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with installable(answers, database) as (workspace, address, service):
        for team in (HOME, SECOND):
            await install(workspace, address, team)
        assert workspace.installer.tokens[await shared_with(workspace, service)] == HOME
        await workspace.command("/llmcost", f"save mine {WORKED}")
        monkeypatch.setattr("workspace.payloads.TEAM_ID", SECOND)
        assert workspace.installer.tokens[await shared_with(workspace, service)] == SECOND
        assert "Nothing is saved" in (await workspace.command("/llmcost", "list")).text


async def test_socket_mode_posts_with_the_installed_token(answers: Answers, database: str) -> None:
    async with installable(answers, database) as (workspace, address, service):
        await install(workspace, address)
        async with over_socket(service, workspace):
            workspace.deliver_over(workspace.socket)
            assert workspace.installer.tokens[await shared_with(workspace, service)] == HOME


async def test_tokens_are_encrypted_at_rest_and_an_older_key_still_reads_them(answers: Answers, database: str) -> None:
    async with installable(answers, database) as (workspace, address, _):
        await install(workspace, address)
        [token] = workspace.installer.tokens
    assert token not in str(rows(database, "select * from slack_bots"))
    for keys, expected in ((f"{OTHER_KEY},{KEY}", token), (OTHER_KEY, "")):
        async with running_workspace() as later:
            later.installer.tokens[token] = HOME
            async with running_app(settings_for(later, database, keys), answers) as service, over_http(service, later):
                await service.store.opened()
                if expected:
                    assert await shared_with(later, service) == expected
                else:
                    assert "not installed" in await refused(later)


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}])
async def test_uninstalled_app_forgets_the_token_at_once(
    answers: Answers, database: str, event: dict[str, object]
) -> None:
    async with installable(answers, database) as (workspace, address, service):
        await install(workspace, address, SECOND)
        await install(workspace, address)
        assert await shared_with(workspace, service)
        await workspace.happen(event)
        await service.tasks.drain(5)
        assert rows(database, "select team_id from slack_bots") == [(SECOND,)]
        assert "not installed" in await refused(workspace)


async def test_installing_again_keeps_only_the_new_token(answers: Answers, database: str) -> None:
    async with installable(answers, database) as (workspace, address, service):
        await install(workspace, address)
        await install(workspace, address)
        _, newest = workspace.installer.tokens
        assert await shared_with(workspace, service) == newest
        assert rows(database, "select count(*) from slack_bots") == [(1,)]


async def test_state_is_taken_once_and_from_the_same_browser_alone(answers: Answers, database: str) -> None:
    async with installable(answers, database) as (workspace, address, _):
        state, cookie = await begun(address)
        code = workspace.installer.agree(HOME)
        assert (await returned(address, f"code={code}&state={state}", "other=1"))[0] == 400
        assert (await returned(address, f"code={code}&state={state}", cookie))[0] == 200
        again = workspace.installer.agree(HOME)
        assert (await returned(address, f"code={again}&state={state}", cookie))[0] == 401
        assert len(workspace.installer.tokens) == 1


async def test_code_that_slack_does_not_know_and_a_person_who_declines_install_nothing(
    answers: Answers, database: str
) -> None:
    async with installable(answers, database) as (workspace, address, _):
        state, cookie = await begun(address)
        assert (await returned(address, f"code=made-up&state={state}", cookie))[0] == 401
        assert "access_denied" in (await returned(address, "error=access_denied", cookie))[1]
        assert workspace.installer.tokens == {}


async def test_with_the_database_away_nothing_is_installed_and_estimates_are_answered(answers: Answers) -> None:
    async with installable(answers, NOWHERE) as (workspace, address, service):
        async with aiohttp.ClientSession() as session, session.get(f"{address}/slack/install") as page:
            assert (page.status, "database" in await page.text()) == (503, True)
        answer = await workspace.command("/llmcost", WORKED)
        assert "$2.69M" in answer.text
        await workspace.click(answer, "Share")
        await service.tasks.drain(5)
        assert "can't reach my database" in workspace.messages()[-1].text


async def test_settings_token_serves_its_own_workspace_beside_installed_ones(
    answers: Answers, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_workspace() as workspace:
        both = replace(settings_for(workspace, database), slack_bot_token=Secret(workspace.bot_token))
        async with running_app(both, answers) as service, over_http(service, workspace) as address:
            await service.store.opened()
            assert await shared_with(workspace, service) == workspace.bot_token
            await install(workspace, address, SECOND)
            monkeypatch.setattr("workspace.payloads.TEAM_ID", SECOND)
            assert workspace.installer.tokens[await shared_with(workspace, service)] == SECOND
            monkeypatch.setattr("workspace.payloads.TEAM_ID", "T0THIRD0000")
            assert "not installed" in await refused(workspace)
