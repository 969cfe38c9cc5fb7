"""Response URLs: five answers within thirty minutes to one thing that a person did."""

from dataclasses import dataclass

from workspace.messages import Message
from workspace.wire import Clock, SlackError, identifier

MAXIMUM_USES = 5
LIFETIME_SECONDS = 30 * 60


@dataclass
class Occasion:
    """What a response URL belongs to: where, who, and the message that was acted on, if any."""

    channel: str
    user: str
    message: Message | None
    issued: float
    uses: int = 0


class ResponseUrls:
    """The response URLs given out, by their secret part."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._occasions: dict[str, Occasion] = {}

    def issue(self, channel: str, user: str, message: Message | None = None) -> str:
        """The path of a new response URL."""
        secret = identifier("", 24)
        self._occasions[secret] = Occasion(channel, user, message, self._clock.now())
        return f"/response/{secret}"

    def use(self, secret: str) -> Occasion:
        """What a response URL belongs to, counting the use.

        Raises:
            SlackError: `invalid_url`, `expired_url` or `used_url`.
        """
        occasion = self._occasions.get(secret)
        if occasion is None:
            raise SlackError("invalid_url")
        if self._clock.now() - occasion.issued > LIFETIME_SECONDS:
            raise SlackError("expired_url")
        if occasion.uses >= MAXIMUM_USES:
            raise SlackError("used_url")
        occasion.uses += 1
        return occasion
