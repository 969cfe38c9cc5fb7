"""Trigger identifiers: each opens one modal, once, within three seconds of what a person did."""

from workspace.wire import Clock, SlackError, identifier

LIFETIME_SECONDS = 3


class Triggers:
    """The trigger identifiers given out and not yet used."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, tuple[str, float]] = {}
        self._used: set[str] = set()

    def issue(self, user: str) -> str:
        """A new trigger for what this person just did."""
        trigger = identifier("", 13)
        self._issued[trigger] = (user, self._clock.now())
        return trigger

    def use(self, trigger: str) -> str:
        """The person behind a trigger.

        Raises:
            SlackError: `invalid_trigger_id`, `exchanged_trigger_id` (used before) or `expired_trigger_id`.
        """
        if trigger in self._used:
            raise SlackError("exchanged_trigger_id")
        if trigger not in self._issued:
            raise SlackError("invalid_trigger_id")
        user, issued = self._issued.pop(trigger)
        self._used.add(trigger)
        if self._clock.now() - issued > LIFETIME_SECONDS:
            raise SlackError("expired_trigger_id")
        return user
