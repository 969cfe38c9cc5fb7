"""Between Bolt and the features: acknowledges everything, at once, and delivers what is said later."""

import asyncio
import re
from collections.abc import Coroutine, Iterable, Mapping, Sequence

from msgspec.structs import replace
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from blockkit.message import FieldErrors, Message
from bot.arrivals import Arrivals, arrival
from bot.claims import Claims
from bot.command import Command
from bot.feature import Feature, Handler, Reply, Services, Then, Turn
from bot.observability import Metrics
from bot.replies import apology, reply_to
from bot.turns import Payload, action_turn, command_turn, event_turn, form_turn, shortcut_turn

ANY = re.compile(".*")
EVENT_SECONDS, TRIGGER_SECONDS = 5.0, 0.7
DOUBLE_CLICK = 1.0
"""Seconds within which the same press, or the same form, is one that was meant once."""
PATIENCE = 1.5
"""Seconds that an acknowledgement, which Slack takes for three, waits for what was asked to be written down or done."""
MEANWHILE = "meanwhile"
JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json; charset=utf-8"]}
UNKNOWN_COMMAND = Message("I only know `/llmcost`. Try `/llmcost help`.")
UNKNOWN_BUTTON = Message("That button belongs to an older version of me. Please ask again with `/llmcost`.")


class Listeners:
    """One listener for each kind of thing that Slack sends; features are found by name in tables."""

    def __init__(self, features: Sequence[Feature], services: Services, metrics: Metrics) -> None:
        self.actions = joined(feature.actions for feature in features)
        self.forms = joined(feature.forms for feature in features)
        self.shortcuts = joined(feature.shortcuts for feature in features)
        self.events = joined(feature.events for feature in features)
        self.steps = joined(feature.steps for feature in features)
        self._services = services
        self._metrics = metrics
        self._arrivals = Arrivals(services.store)
        self._steps_done = Claims()
        self._just_now = Claims(seconds=DOUBLE_CLICK)

    def register(self, app: AsyncApp) -> None:
        """Hear everything; the command before Bolt looks for its listener, which takes as long as all else it does."""
        app.middleware(Command(self.on_command))
        app.command(ANY)(self.on_unknown_command)
        app.action(ANY)(self.on_action)
        app.view(ANY)(self.on_form)
        app.shortcut(ANY)(self.on_shortcut)
        app.event(ANY)(self.on_event)
        app.options(ANY)(self.on_options)
        app.error(self.on_error)

    async def on_command(self, body: Payload, client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        """Answer `/llmcost` in the acknowledgement."""
        turn = command_turn(self._services, client, body, team_of(context))
        return await self._acknowledged(await self._reply("command", self._services.words[turn.word], turn), turn)

    async def on_unknown_command(self) -> BoltResponse:
        """Say which command there is."""
        self._metrics.count("llmcost_requests_total", kind="command", outcome="unknown")
        return BoltResponse(status=200, body=UNKNOWN_COMMAND.encoded, headers=JSON)

    async def on_action(self, body: Payload, client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        """Do what a button or menu asks, and acknowledge it once that cannot be lost any more."""
        turn = action_turn(self._services, client, body, team_of(context))
        # what reports while a form is filled only changes that form, and must not wait for the store
        marks = [] if turn.values else [("press", turn.trigger)]
        if not turn.values and not self._just_now.claim(_press(turn)):
            return BoltResponse(status=200, body="")
        await self._once("action", self.actions.get(turn.action, _unknown_button), turn, marks)
        return BoltResponse(status=200, body="")

    async def on_form(self, body: Payload, client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        """Answer a submitted form: errors at its fields, or close it and say the rest later."""
        turn = form_turn(self._services, client, body, team_of(context))
        handler = self.forms.get(turn.action)
        if body.get("type") != "view_submission" or handler is None:
            return BoltResponse(status=200, body="")
        reply = await self._reply("form", handler, turn)
        if isinstance(reply, FieldErrors):
            return BoltResponse(status=200, body=reply.encoded, headers=JSON)
        if self._just_now.claim(("form", str(body["view"]["id"]))):
            await self._safe(turn, self._tell(turn, reply))
        return BoltResponse(status=200, body="")

    async def on_shortcut(self, body: Payload, client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        """Do what a shortcut asks, and acknowledge it."""
        turn = shortcut_turn(self._services, client, body, team_of(context))
        handler = self.shortcuts.get(turn.action, _unknown_button)
        await self._once("shortcut", handler, turn, [("shortcut", turn.trigger)])
        return BoltResponse(status=200, body="")

    async def on_event(self, body: Payload, client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        """Answer an event unless it was answered before, and acknowledge it once the answer cannot be lost any more."""
        event = body.get("event", {})
        if step := self.steps.get(str(event.get("type"))):
            return await self._on_step(step, event_turn(self._services, client, body, team_of(context), ""))
        handler = self.events.get(str(event.get("type")))
        if handler and not event.get("bot_id") and not event.get("subtype"):
            turn = event_turn(self._services, client, body, team_of(context), context.bot_user_id or "")
            await self._once("event", handler, turn, _names(body, event))
        return BoltResponse(status=200, body="")

    async def _on_step(self, handler: Handler, turn: Turn) -> BoltResponse:
        key = (turn.team, turn.memory["execution"])
        if key not in self._steps_done:
            if await self._reply("step", handler, turn):
                return BoltResponse(status=503, body="")
            self._steps_done.claim(key)
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

    async def _acknowledged(self, reply: Reply, turn: Turn) -> BoltResponse:
        if isinstance(reply, Then):
            work = self._afterwards("later", reply.later, turn)
            if reply.is_order:
                await self._safe(turn, work)
            else:
                self._services.tasks.start(work)
            reply = reply.now
        if isinstance(reply, Message):
            return BoltResponse(status=200, body=reply.encoded, headers=JSON)
        return BoltResponse(status=200, body="")

    async def _once(self, kind: str, handler: Handler, turn: Turn, marks: Sequence[tuple[str, str]]) -> None:
        """Do what was asked unless it was delivered before, to whichever process."""
        keys = [arrival(turn.team, *mark) for mark in marks if mark[1]]
        if self._arrivals.are_new_here(keys):
            work = self._answered if kind == "event" else self._pressed
            await self._safe(turn, work(kind, handler, turn, keys))

    async def _safe(self, turn: Turn, work: Coroutine[object, object, None]) -> None:
        """Do something, and wait until it is written down or done; not for longer than Slack waits."""
        written = asyncio.create_task(turn.written.wait())
        await asyncio.wait(
            [self._services.tasks.start(work), written], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
        )
        written.cancel()

    async def _pressed(self, kind: str, handler: Handler, turn: Turn, keys: Sequence[str]) -> None:
        """Slack sends nothing again that was pressed, so that it can be claimed before it is done."""
        if not keys or await self._arrivals.claim(keys, TRIGGER_SECONDS):
            await self._afterwards(kind, handler, turn)

    async def _answered(self, kind: str, handler: Handler, turn: Turn, keys: Sequence[str]) -> None:
        """An event that was not acknowledged comes again, so that it is claimed when it is answered."""
        if not await self._arrivals.were_seen(keys, EVENT_SECONDS):
            await self._afterwards(kind, handler, turn)
            await self._arrivals.claim(keys, EVENT_SECONDS)

    async def _afterwards(self, kind: str, handler: Handler, turn: Turn) -> None:
        await self._tell(turn, await self._reply(kind, handler, turn))

    async def _tell(self, turn: Turn, reply: Reply) -> None:
        if isinstance(reply, Then):
            await self._tell(replace(turn, occasion=f"{turn.occasion} {MEANWHILE}"), reply.now)
            await self._afterwards("later", reply.later, turn)
        elif isinstance(reply, Message):
            await turn.tell(reply)


def _press(turn: Turn) -> tuple[str, ...]:
    """What was pressed, where and by whom."""
    return (turn.team, turn.user, turn.channel, turn.message_ts, turn.view, turn.action, turn.text)


def _names(body: Payload, event: Payload) -> list[tuple[str, str]]:
    """The names of an event and of the message in it: Slack resends either under new names."""
    names = [("event", str(body.get("event_id") or ""))]
    if event.get("channel") and event.get("ts"):
        names.append(("message", f"{event['channel']} {event['ts']}"))
    return names


async def _unknown_button(turn: Turn) -> Message:  # noqa: ARG001 - every handler takes its turn
    return UNKNOWN_BUTTON


def team_of(context: AsyncBoltContext) -> str:
    """The workspace that the app is installed in; where Slack does not say, the one that its token is for."""
    authorized = context.authorize_result
    return context.team_id or (authorized.team_id if authorized else "") or ""


def joined(tables: Iterable[Mapping[str, Handler]]) -> dict[str, Handler]:
    """Several tables of handlers as one."""
    return {name: handler for table in tables for name, handler in table.items()}
