"""The real bot against the local workspace, over HTTP and over Socket Mode."""

import asyncio
import datetime
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot import delivery, house, listeners, retrying
from bot.app import Service, running_app
from bot.settings import Settings, settings_from
from bot.store import door
from bot.store.migrating import migrate
from bot.transports.http import front
from bot.transports.server import server
from bot.transports.socket import connected
from estimator.catalogue.catalogue import Catalogue
from service.answers import Answers
from workspace import LocalWorkspace, running_workspace

TODAY = datetime.date(2026, 11, 24)
TRANSPORTS = ("http", "socket")


@pytest.fixture(scope="session")
def answers(catalogue: Catalogue) -> Answers:
    """The estimator on a fixed day."""
    return Answers(catalogue, lambda: TODAY)


def settings_for(workspace: LocalWorkspace, database: str) -> Settings:
    """Settings that point the bot at the stand-in and at a database, whatever the environment says."""
    return settings_from(
        {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": workspace.api_url,
            "DATABASE_URL": database,
        }
    )


@asynccontextmanager
async def over_http(service: Service, workspace: LocalWorkspace) -> AsyncIterator[str]:
    """Let the workspace deliver to the bot over HTTP; gives the bot's address."""
    running = server(front(service), ("127.0.0.1", 0))
    serving = asyncio.create_task(running.serve())
    while not running.started:  # noqa: ASYNC110 - uvicorn offers nothing to wait on
        await asyncio.sleep(0.005)
    address = f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    workspace.deliver_over_http(f"{address}/slack/events")
    yield address
    running.should_exit = True
    await serving


@asynccontextmanager
async def over_socket(service: Service, workspace: LocalWorkspace) -> AsyncIterator[None]:
    """Let the workspace deliver to the bot over Socket Mode."""
    async with connected(service, workspace.app_token):
        await workspace.socket.connected()
        yield


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine nothing is away only because it takes long; second tries and acknowledgements come soon."""
    for name in ("LONGEST_WAIT", "LONGEST_USE"):
        monkeypatch.setattr(door, name, 30.0)
    monkeypatch.setattr(house, "LONGEST_LOOK", 30.0)
    monkeypatch.setattr(listeners, "PATIENCE", 0.3)
    monkeypatch.setattr(listeners, "DOUBLE_CLICK", 0.0)
    for module in (retrying, delivery):
        monkeypatch.setattr(module, "PAUSE", 0.01)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the newest tables and nothing in them: to bring one so far takes longer than most tests."""
    path = tmp_path_factory.mktemp("tables") / "llmcost.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    return path


@pytest.fixture
def database(tables: Path, tmp_path: Path) -> str:
    """The address of a database of its own for each test."""
    return f"sqlite:///{shutil.copy(tables, tmp_path / 'llmcost.sqlite')}"


@pytest.fixture
async def service(answers: Answers, database: str) -> AsyncIterator[tuple[Service, LocalWorkspace]]:
    """The bot and the workspace it was started in, not yet connected."""
    async with running_workspace() as workspace, running_app(settings_for(workspace, database), answers) as running:
        await running.store.opened()
        yield running, workspace


@pytest.fixture(params=TRANSPORTS)
async def workspace(
    request: pytest.FixtureRequest, service: tuple[Service, LocalWorkspace]
) -> AsyncIterator[LocalWorkspace]:
    """A workspace in which the bot answers, over each transport."""
    connection = over_http(*service) if request.param == "http" else over_socket(*service)
    async with connection:
        yield service[1]
        await service[0].tasks.drain(5)


@pytest.fixture
async def address(service: tuple[Service, LocalWorkspace]) -> AsyncIterator[str]:
    """The address of a bot that listens over HTTP."""
    async with over_http(*service) as address:
        yield address


@pytest.fixture
def over_http_only(address: str, service: tuple[Service, LocalWorkspace]) -> LocalWorkspace:
    """The workspace of that bot."""
    del address
    return service[1]


@pytest.fixture
def settled(service: tuple[Service, LocalWorkspace]) -> Callable[[], Awaitable[None]]:
    """Wait until the bot has nothing left to do."""

    async def wait() -> None:
        await service[0].tasks.drain(5)

    return wait
