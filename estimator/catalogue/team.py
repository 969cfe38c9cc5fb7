"""What a team takes where a request leaves it open: its price, its MFU, its grid; and the runs that it measured."""

import datetime

from msgspec import Struct


class TeamDefault(Struct, frozen=True):
    """A value for a field of a request, `said` by somebody of the team, for one accelerator by id or for all."""

    name: str
    value: float | str
    said: str
    since: datetime.date
    until: datetime.date | None = None
    accelerator: str = ""

    def holds(self, accelerator: str, day: datetime.date) -> bool:
        """Whether it is for that accelerator and that day."""
        in_time = self.since <= day and (self.until is None or day <= self.until)
        return in_time and self.accelerator in ("", accelerator)


class TeamRun(Struct, frozen=True):
    """A run that the team measured: its request in words, the MFU that it reached, and who kept it when."""

    text: str
    mfu: float
    said: str
    on: datetime.date
