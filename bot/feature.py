"""What a feature is: handlers for the words, buttons, forms, shortcuts and events that belong together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from msgspec import Struct, structs
from msgspec import field as member
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from blockkit.message import FieldErrors, Message
from bot.delivery import Delivery
from bot.house import UNASKED, House, TeamRules
from bot.observability import LOGGER
from bot.recent import Recent
from bot.refusals import explained
from bot.retrying import UNREACHED
from bot.sharing import Sharing, reply_order
from bot.store.door import Door
from bot.store.shelf import StoreError
from bot.tasks import Tasks
from estimator.language import first_word
from service.answers import Answers


@dataclass(frozen=True, slots=True)
class Services:
    """What every feature may use."""

    answers: Answers
    delivery: Delivery
    sharing: Sharing
    tasks: Tasks
    store: Door
    recent: Recent
    words: "Mapping[str, Handler]"
    house: House


class Turn(Struct, frozen=True):
    """One thing that a person did, and where.

    `text` is what was typed after the command or its first word, or the value of the button pressed. `replaceable`
    says that the message acted on is seen by this person alone, so that the reply may take its place; `is_public` that
    it was said for all to hear and is answered so; `is_estimate` that the message acted on carries an estimate. `view`
    is the modal in which a button was pressed. `values` holds a form's fields by block_id, `memory` what it was opened
    with, or what a workflow gives to its step. `rules` are the defaults of the team there. `occasion` is one for what
    was typed and for every press on what answered it. `written` is set once what was asked is written down: a crash
    does not lose it any more, and it can be acknowledged.
    """

    services: Services
    client: AsyncWebClient
    text: str
    user: str
    team: str = ""
    channel: str = ""
    word: str = ""
    action: str = ""
    trigger: str = ""
    response_url: str = ""
    message_ts: str = ""
    thread: str = ""
    view: str = ""
    replaceable: bool = False
    is_public: bool = False
    is_estimate: bool = False
    occasion: str = ""
    rules: TeamRules = UNASKED
    values: Mapping[str, str] = member(default_factory=dict)
    memory: Mapping[str, Any] = member(default_factory=dict)
    written: asyncio.Event = member(default_factory=asyncio.Event)

    @property
    def answers(self) -> Answers:
        """The estimator, with the team's defaults."""
        return self.services.answers.under(self.rules.defaults, self.rules.runs, is_known=self.rules.is_known)

    @property
    def whom(self) -> str:
        """For whom something is kept here: the channel, or the person in a direct message and on the home tab."""
        return "this channel" if self.channel and not self.channel.startswith("D") else "you"

    def typed(self, text: str) -> "Turn":
        """The turn of a text: its first word apart, where it has one; nothing asks for help."""
        word, rest = (first_word(text) or ("", text)) if text else ("help", "")
        return structs.replace(self, word=word, text=rest)

    async def asked(self) -> "Reply":
        """What the command would answer to the turn's text."""
        turn = self.typed(self.text)
        return await self.services.words[turn.word](turn)

    async def tell(self, message: Message) -> None:
        """Show something where it was asked: in public, or to this person alone, wherever they are."""
        delivery = self.services.delivery
        if self.response_url and await delivery.respond(self.response_url, message):
            return
        if self.channel and not self.is_public:
            await delivery.show(self.client, self.channel, self.user, message)
        elif self.channel or self.user:
            await self._say(message)

    async def _say(self, message: Message) -> None:
        """Say something for all to hear, once; what Slack refuses is explained to the person alone."""
        place = self.channel or self.user
        said = {"team": self.team, "channel": place, "user": self.user, "occasion": self.occasion}
        order = reply_order(message, **said, thread=self.thread)
        try:
            await self.services.sharing.share(self.client, order, self.written)
        except (SlackApiError, *UNREACHED) as error:
            await self.services.delivery.show(self.client, place, self.user, Message(explained(error)))
        except StoreError:
            LOGGER.info("another process answers this", extra={"event": self.action})


@dataclass(frozen=True, slots=True)
class Then:
    """A reply now, if there is any, and work that goes on after it; what that returns is told to the person.

    An order is acknowledged when it is written down.
    """

    later: "Handler"
    now: Message | None = None
    is_order: bool = False


Reply: TypeAlias = Message | FieldErrors | Then | None
Handler: TypeAlias = Callable[[Turn], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Feature:
    """Handlers by first word, action_id, callback_id of a form, callback_id of a shortcut, and type of event.

    A step is an event that is acknowledged when its work is done, so that Slack sends it again where it was not: its
    handler may be run twice and raises what should lead to that.

    A word's handler answers in the acknowledgement and must be quick; so must a form's. The others run after it. The
    word "" stands for every text that begins with no other.
    """

    words: Mapping[str, Handler] = field(default_factory=dict)
    actions: Mapping[str, Handler] = field(default_factory=dict)
    forms: Mapping[str, Handler] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler] = field(default_factory=dict)
    events: Mapping[str, Handler] = field(default_factory=dict)
    steps: Mapping[str, Handler] = field(default_factory=dict)
