"""Slack takes about one message a second in a channel, with short bursts."""

import asyncio
import time
from collections.abc import Callable

BURST = 3
SECONDS = 1.0


class Pace:
    """Lets three messages through at once in each channel, then one a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[str, float] = {}

    async def wait(self, channel: str) -> None:
        """Wait until it is the next message's turn."""
        if (seconds := self.take(channel)) > 0:
            await asyncio.sleep(seconds)

    def take(self, channel: str) -> float:
        """Take the next turn and return how many seconds it is away."""
        now = self._clock()
        self._due = {name: due for name, due in self._due.items() if due > now}
        due = max(self._due.get(channel, now), now) + SECONDS
        self._due[channel] = due
        return due - now - BURST * SECONDS
