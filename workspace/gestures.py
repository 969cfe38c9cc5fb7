"""What people do in the workspace: each gesture reaches the app and returns what the person then sees."""

from dataclasses import replace
from typing import Any

from workspace import payloads
from workspace.answers import notice, show_answer
from workspace.delivery import Delivery, DeliveryError, Envelope, Kind
from workspace.directory import BOT, TEAM_ID, YOU, Person
from workspace.messages import Message
from workspace.state import State
from workspace.wire import Json, SlackError, identifier


class Gestures:
    """Saying things: commands, mentions, direct messages, shortcuts, opening the app's home."""

    def __init__(self, state: State, delivery: Delivery) -> None:
        self.state = state
        self.delivery = delivery
        self.last_event: Envelope | None = None

    def person(self, name: str) -> Person:
        """The person with this identifier or name.

        Raises:
            LookupError: There is none.
        """
        for person in self.state.people.values():
            if name in (person.id, person.name):
                return person
        raise LookupError(f"There is nobody named {name!r} in the workspace.")

    async def deliver(self, kind: Kind, payload: Json) -> Any:  # noqa: ANN401 — any JSON
        """What the app acknowledged with, by whichever way is in use.

        Raises:
            DeliveryError: `operation_timeout` or `dispatch_failed`.
        """
        return await self.delivery.deliver(Envelope(kind, payload))

    async def command(
        self, name: str, text: str = "", *, channel: str = "planning", user: str = YOU.id
    ) -> Message | None:
        """The answer that a slash command gets in its acknowledgement; None for an empty acknowledgement."""
        place, person = self.state.channel(channel), self.person(user)
        payload = payloads.command(self.state, name, text, place, person)
        try:
            answer = await self.deliver("slash_commands", payload)
            return show_answer(self.state, answer, place, person.id)
        except DeliveryError as error:
            return notice(self.state, f'{name} failed with the error "{error.code}"', place, person.id)
        except SlackError as error:
            return notice(self.state, f'{name} failed with the error "{error.code}"', place, person.id)

    async def say(self, text: str, *, channel: str, user: str = YOU.id, thread_ts: str | None = None) -> Message:
        """A person's own message; the app hears of it when it is mentioned, or in direct messages."""
        place = self.state.channel(channel)
        message = Message(place.id, self.state.clock.stamp(), self.person(user).id, text, thread_ts=thread_ts)
        self.state.add(message)
        if place.is_direct:
            await self.happen({"type": "message", "channel_type": "im", **_spoken(message)})
        elif f"<@{BOT.id}>" in text and BOT.id in place.members:
            await self.happen({"type": "app_mention", **_spoken(message)})
        return message

    async def mention(
        self, text: str, channel: str = "planning", thread_ts: str | None = None, *, user: str = YOU.id
    ) -> Message:
        """A message that mentions the bot before the text."""
        return await self.say(f"<@{BOT.id}> {text}", channel=channel, user=user, thread_ts=thread_ts)

    async def direct_message(self, text: str, *, user: str = YOU.id) -> Message:
        """A message to the bot alone."""
        person = self.person(user)
        return await self.say(text, channel=self.state.direct(person.id).id, user=person.id)

    async def open_home(self, *, user: str = YOU.id) -> None:
        """Open the app's home tab."""
        person = self.person(user)
        happened = {"type": "app_home_opened", "user": person.id, "channel": self.state.direct(person.id).id}
        await self.happen({**happened, "tab": "home", "event_ts": self.state.clock.stamp()})

    async def shortcut(self, callback_id: str, message: Message | None = None, *, user: str = YOU.id) -> None:
        """Use a global shortcut, or one on a message."""
        payload = payloads.shortcut(self.state, callback_id, self.person(user), message)
        await self.attempt("interactive", payload)

    async def happen(self, body: Json) -> None:
        """Tell the app of an event."""
        self.last_event = Envelope("events_api", payloads.event(self.state, body))
        await self._send_event(self.last_event)

    async def redeliver(self, *, retry: int = 1, reason: str = "http_timeout", same_id: bool = True) -> None:
        """Send the last event once more, as Slack does when it saw no acknowledgement, or under another event_id.

        Raises:
            LookupError: Nothing has happened yet.
        """
        if self.last_event is None:
            raise LookupError("There is no event to send again.")
        again = self.last_event.payload if same_id else self.last_event.payload | {"event_id": identifier("Ev")}
        await self._send_event(replace(self.last_event, payload=again, retry=retry, reason=reason))

    async def _send_event(self, envelope: Envelope) -> None:
        try:
            await self.delivery.deliver(envelope)
        except DeliveryError as error:
            self.state.complain(f"The event {envelope.payload['event']['type']} failed: {error.code}")

    async def attempt(self, kind: Kind, payload: Json) -> Any:  # noqa: ANN401 — any JSON
        """What the app acknowledged with; a failure is kept among the errors, as a person would see it."""
        try:
            return await self.deliver(kind, payload)
        except DeliveryError as error:
            self.state.complain(f"{payload['type']} failed: {error.code}")
            return None


def _spoken(message: Message) -> Json:
    said = {"user": message.user, "text": message.text, "ts": message.ts, "channel": message.channel, "team": TEAM_ID}
    thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    return {**said, **thread, "event_ts": message.ts}
