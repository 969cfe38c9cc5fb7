"""What was done already, so that a second press or a delivery sent again does nothing new."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

KEPT_SECONDS = 60 * 60
MOST = 10_000


class Claims:
    """Keys seen within the last hour, or some seconds, at most 10,000 of them; in the memory of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._seen: OrderedDict[Hashable, float] = OrderedDict()
        self._clock = clock

    def __contains__(self, key: Hashable) -> bool:
        return key in self._seen

    def claim(self, key: Hashable) -> bool:
        """Whether this is the first time that the key is claimed."""
        now = self._clock()
        while self._seen and next(iter(self._seen.values())) < now - self._seconds:
            self._seen.popitem(last=False)
        if key in self._seen:
            return False
        self._seen[key] = now
        if len(self._seen) > MOST:
            self._seen.popitem(last=False)
        return True
