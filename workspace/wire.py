"""What Slack's messages are made of on the wire: JSON, identifiers, and a clock that tests can move."""

import secrets
import time
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class SlackError(Exception):
    """A refusal by Slack: its code, such as `channel_not_found`, and sentences that say more."""

    def __init__(self, code: str, messages: list[str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []


class Clock:
    """The time of the workspace in seconds since 1970; `advance` lets a test wait without waiting."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last_stamp = 0.0

    def now(self) -> float:
        """The present moment in seconds."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self._ahead += seconds

    def stamp(self) -> str:
        """A message timestamp with six decimals, never the same twice."""
        self._last_stamp = max(self.now(), self._last_stamp + 1e-6)
        return f"{self._last_stamp:.6f}"


def identifier(prefix: str, length: int = 10) -> str:
    """A new identifier as Slack writes them: a letter that tells the kind, then capitals and digits."""
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(length))
