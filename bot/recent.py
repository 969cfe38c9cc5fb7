"""What each person asked last in each channel, so that `save NAME` needs no more words."""

from collections import OrderedDict

REMEMBERED = 5_000


class Recent:
    """The latest requests of up to 5,000 people and channels, while the process runs."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[str, str, str], str] = OrderedDict()

    def remember(self, team: str, channel: str, user: str, text: str) -> None:
        """Note what somebody asked."""
        self._texts[team, channel, user] = text
        self._texts.move_to_end((team, channel, user))
        while len(self._texts) > REMEMBERED:
            self._texts.popitem(last=False)

    def of(self, team: str, channel: str, user: str) -> str:
        """What somebody asked last; empty when that is not known."""
        return self._texts.get((team, channel, user), "")
