"""The composition root: the one module that knows all others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiohttp import ClientSession, ClientTimeout
from slack_bolt.async_app import AsyncApp

from bot.delivery import Delivery
from bot.feature import Services
from bot.features import FEATURES
from bot.house import House
from bot.identity import Identity
from bot.installing import NOT_INSTALLED, Installing, installations_of
from bot.listeners import Listeners, joined
from bot.observability import Metrics
from bot.recent import Recent
from bot.resuming import keep_resuming, keep_writing, write_down
from bot.retrying import SECONDS, web_client
from bot.settings import Settings
from bot.sharing import Sharing
from bot.store.door import Door
from bot.tasks import Tasks
from bot.watch.rounds import Rounds
from bot.workspaces import Workspaces
from service.answers import Answers
from service.folder import data_folder

DRAIN_SECONDS = 6.5


@dataclass(frozen=True, slots=True)
class Service:
    """A running bot: what a transport needs to carry requests in and to say how it is."""

    app: AsyncApp
    workspaces: Workspaces
    tasks: Tasks
    metrics: Metrics
    store: Door
    rounds: Rounds


@asynccontextmanager
async def running_app(settings: Settings, answers: Answers) -> AsyncIterator[Service]:
    """Build the app and its shared session; at the end wait for what was acknowledged.

    With the transport's own grace that stays below the ten seconds that a stop may take.
    """
    metrics, tasks = Metrics(), Tasks()
    async with ClientSession(timeout=ClientTimeout(total=SECONDS)) as session:
        token = settings.slack_bot_token.text if settings.slack_bot_token else ""
        client = web_client(token, settings.slack_api_url, session)
        store = Door(settings.database_url, data_folder())
        identity, installations = Identity(client), installations_of(settings, store)
        workspaces = Workspaces(identity, installations)
        secret = settings.slack_signing_secret
        app = AsyncApp(
            client=client,
            signing_secret=secret.text if secret else "",
            authorize=workspaces,  # type: ignore[arg-type]  # Bolt takes None too, where the app is not installed
            user_facing_authorize_error_message=NOT_INSTALLED,
            oauth_flow=Installing(settings, client, installations, store) if installations else None,
            process_before_response=True,
            name="llmcost",
        )
        delivery = Delivery(session, metrics)
        sharing = Sharing(delivery, store)
        words = joined(feature.words for feature in FEATURES)
        services = Services(answers, delivery, sharing, tasks, store, recent := Recent(), words, House(store))
        if installations:
            app.enable_token_revocation_listeners()
        Listeners(FEATURES, services, metrics).register(app)
        connecting = asyncio.create_task(identity.connect())
        client_of = partial(workspaces.client_of, like=client)
        rounds = Rounds(services, client_of)
        cares = (
            rounds.keep_looking(connecting),
            keep_resuming(sharing, client_of, connecting),
            keep_writing(recent, store),
        )
        running = [connecting, *map(asyncio.create_task, cares)]
        try:
            yield Service(app, workspaces, tasks, metrics, store, rounds)
        finally:
            for task in running:
                task.cancel()
            await tasks.drain(DRAIN_SECONDS)
            await write_down(recent, store)
            await store.close()
