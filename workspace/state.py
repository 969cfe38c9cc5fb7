"""Everything that the workspace remembers: people, channels, messages, open modals, and what went wrong."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from workspace.directory import BOT, CHANNELS, PEOPLE, Channel, Person
from workspace.faults import Faults
from workspace.messages import Message
from workspace.response_urls import ResponseUrls
from workspace.triggers import Triggers
from workspace.views import View
from workspace.wire import Clock, Json, SlackError, identifier


@dataclass(frozen=True)
class Call:
    """One call of the Web API: what was asked, what was answered, and by whose token."""

    method: str
    arguments: Json
    answer: Json
    token: str = ""


class Changes:
    """A count of changes that others can wait on."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()

    def announce(self) -> None:
        """Wake everyone who waits."""
        self.count += 1
        self._next.set()
        self._next = asyncio.Event()

    async def after(self, seen: int) -> int:
        """The new count, as soon as it is above the one already seen."""
        while self.count <= seen:
            await self._next.wait()
        return self.count


@dataclass
class State:
    """One workspace in memory."""

    base_url: str = ""
    clock: Clock = field(default_factory=Clock)
    changes: Changes = field(default_factory=Changes)
    faults: Faults = field(default_factory=Faults)
    people: dict[str, Person] = field(default_factory=lambda: {person.id: person for person in PEOPLE})
    channels: dict[str, Channel] = field(
        default_factory=lambda: {channel.id: channel.copy() for channel in CHANNELS},
    )
    messages: list[Message] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    ended_steps: set[str] = field(default_factory=set)
    journal: list[Call] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.triggers = Triggers(self.clock)
        self.response_urls = ResponseUrls(self.clock)

    def channel(self, name: str) -> Channel:
        """The channel with this identifier or name (`planning`, `#planning`), or the direct messages with a person.

        Raises:
            SlackError: `channel_not_found`.
        """
        if name in self.people and name != BOT.id:
            return self.direct(name)
        wanted = name.removeprefix("#")
        for channel in self.channels.values():
            if wanted in (channel.id, channel.name):
                return channel
        raise SlackError("channel_not_found")

    def channel_with_id(self, name: str) -> Channel:
        """The channel with this identifier; most methods of the Web API take no names.

        Raises:
            SlackError: `channel_not_found`.
        """
        if name not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[name]

    def direct(self, user: str) -> Channel:
        """The direct messages between a person and the bot, begun if there are none."""
        for channel in self.channels.values():
            if channel.is_direct and user in channel.members:
                return channel
        channel = Channel(identifier("D"), self.people[user].name, members={user, BOT.id}, is_direct=True)
        self.channels[channel.id] = channel
        return channel

    def message(self, channel: str, ts: str, *, ephemeral: bool = False) -> Message:
        """The message at a timestamp.

        Raises:
            SlackError: `message_not_found`; so are ephemeral ones, unless asked for.
        """
        for message in self.messages:
            if (message.channel, message.ts) == (channel, ts) and (ephemeral or not message.is_ephemeral):
                return message
        raise SlackError("message_not_found")

    def add(self, message: Message) -> Message:
        """Show a new message."""
        self.messages.append(message)
        self.changes.announce()
        return message

    def remove(self, message: Message) -> None:
        """Take a message away, from the pins too."""
        self.messages.remove(message)
        pins = self.channels[message.channel].pins
        if message.ts in pins:
            pins.remove(message.ts)
        self.changes.announce()

    def complain(self, sentence: str) -> None:
        """Keep what went wrong where a person or a test can see it."""
        self.errors.append(sentence)
        self.changes.announce()

    def stack(self, user: str) -> list[View]:
        """The modals that a person has open, the topmost last."""
        return [self.views[name] for name in self.stacks.get(user, [])]

    async def until(self, found: Callable[[], Message | None], seconds: float) -> Message | None:
        """What `found` returns as soon as it returns something; nothing when the time is over."""
        seen = self.changes.count
        try:
            async with asyncio.timeout(seconds):
                while (message := found()) is None:
                    seen = await self.changes.after(seen)
        except TimeoutError:
            return None
        return message
