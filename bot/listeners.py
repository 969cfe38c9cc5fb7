"""Between Bolt and the features: acknowledges everything, at once, and delivers what is said later."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.claims import Claims
from bot.feature import Feature, Handler, Reply, Services, Then, Turn
from bot.observability import Metrics
from bot.replies import apology, reply_to
from bot.slack.message import FieldErrors, Message
from bot.turns import Payload, action_turn, command_turn, event_turn, form_turn, shortcut_turn

ANY = re.compile(".*")
JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json; charset=utf-8"]}
COMMAND = "/llmcost"
UNKNOWN_COMMAND = Message("I only know `/llmcost`. Try `/llmcost help`.")
UNKNOWN_BUTTON = Message("That button belongs to an older version of me. Please ask again with `/llmcost`.")


class Listeners:
    """One listener for each kind of thing that Slack sends; features are found by name in tables."""

    def __init__(self, features: Sequence[Feature], services: Services, metrics: Metrics) -> None:
        self.actions = joined(feature.actions for feature in features)
        self.forms = joined(feature.forms for feature in features)
        self.shortcuts = joined(feature.shortcuts for feature in features)
        self.events = joined(feature.events for feature in features)
        self._services = services
        self._metrics = metrics
        self._seen = Claims()

    def register(self, app: AsyncApp) -> None:
        """Hear everything. The command comes first: each listener before it would cost it time."""
        app.command(COMMAND)(self.on_command)
        app.command(ANY)(self.on_unknown_command)
        app.action(ANY)(self.on_action)
        app.view(ANY)(self.on_form)
        app.shortcut(ANY)(self.on_shortcut)
        app.event(ANY)(self.on_event)
        app.options(ANY)(self.on_options)
        app.error(self.on_error)

    async def on_command(self, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        """Answer `/llmcost` in the acknowledgement."""
        turn = command_turn(self._services, client, body)
        return self._acknowledge(await self._reply("command", self._services.words[turn.word], turn), turn)

    async def on_unknown_command(self) -> BoltResponse:
        """Say which command there is."""
        self._metrics.count("llmcost_requests_total", kind="command", outcome="unknown")
        return BoltResponse(status=200, body=UNKNOWN_COMMAND.encoded, headers=JSON)

    async def on_action(self, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        """Acknowledge a button or menu, then do what it asks."""
        turn = action_turn(self._services, client, body)
        self._start("action", self.actions.get(turn.action, _unknown_button), turn)
        return BoltResponse(status=200, body="")

    async def on_form(self, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        """Answer a submitted form: errors at its fields, or close it and say the rest later."""
        turn = form_turn(self._services, client, body)
        handler = self.forms.get(turn.action)
        if body.get("type") != "view_submission" or handler is None:
            return BoltResponse(status=200, body="")
        reply = await self._reply("form", handler, turn)
        if isinstance(reply, FieldErrors):
            return BoltResponse(status=200, body=reply.encoded, headers=JSON)
        self._services.tasks.start(self._tell(turn, reply))
        return BoltResponse(status=200, body="")

    async def on_shortcut(self, body: dict[str, Any], client: AsyncWebClient) -> BoltResponse:
        """Acknowledge a shortcut, then do what it asks."""
        turn = shortcut_turn(self._services, client, body)
        self._start("shortcut", self.shortcuts.get(turn.action, _unknown_button), turn)
        return BoltResponse(status=200, body="")

    async def on_event(self, body: dict[str, Any], client: AsyncWebClient, context: Mapping[str, Any]) -> BoltResponse:
        """Acknowledge an event, then answer it; one that was delivered before is not answered again."""
        event = body.get("event", {})
        handler = self.events.get(str(event.get("type")))
        if handler and not event.get("bot_id") and not event.get("subtype") and self._is_new(body, event):
            turn = event_turn(self._services, client, body, str(context.get("bot_user_id") or ""))
            self._start("event", handler, turn)
        return BoltResponse(status=200, body="")

    async def on_options(self) -> BoltResponse:
        """There are no menus that ask for their choices."""
        return BoltResponse(status=200, body={"options": []})

    async def on_error(self, error: Exception) -> BoltResponse:
        """Acknowledge even when something raised, so that nobody waits for a timeout."""
        self._metrics.count("llmcost_requests_total", kind="listener", outcome="failed")
        return BoltResponse(status=200, body=apology(error, "a listener failed", "listener").encoded, headers=JSON)

    async def _reply(self, kind: str, handler: Handler, turn: Turn) -> Reply:
        reply, outcome = await reply_to(handler, turn)
        self._metrics.count("llmcost_requests_total", kind=kind, outcome=outcome)
        return reply

    def _acknowledge(self, reply: Reply, turn: Turn) -> BoltResponse:
        if isinstance(reply, Then):
            self._start("later", reply.later, turn)
            reply = reply.now
        if isinstance(reply, Message):
            return BoltResponse(status=200, body=reply.encoded, headers=JSON)
        return BoltResponse(status=200, body="")

    def _start(self, kind: str, handler: Handler, turn: Turn) -> None:
        self._services.tasks.start(self._afterwards(kind, handler, turn))

    async def _afterwards(self, kind: str, handler: Handler, turn: Turn) -> None:
        await self._tell(turn, await self._reply(kind, handler, turn))

    async def _tell(self, turn: Turn, reply: Reply) -> None:
        if isinstance(reply, Then):
            await self._tell(turn, reply.now)
            await self._afterwards("later", reply.later, turn)
        elif isinstance(reply, Message):
            await turn.tell(reply)

    def _is_new(self, body: Payload, event: Payload) -> bool:
        """Whether neither the event nor the message in it was seen before: Slack resends either under new names."""
        keys = [("event", body.get("event_id"))]
        if event.get("channel") and event.get("ts"):
            keys.append(("message", f"{event['channel']} {event['ts']}"))
        claimed = [self._seen.claim(key) for key in keys if key[1]]
        return all(claimed)


async def _unknown_button(turn: Turn) -> Message:  # noqa: ARG001 - every handler takes its turn
    return UNKNOWN_BUTTON


def joined(tables: Iterable[Mapping[str, Handler]]) -> dict[str, Handler]:
    """Several tables of handlers as one."""
    return {name: handler for table in tables for name, handler in table.items()}
