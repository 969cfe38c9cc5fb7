"""What came in already, so that a second press or a delivery sent again does nothing new, after a restart too."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

from bot.store.door import Door
from bot.store.shelf import StoreError

KEPT_SECONDS = 60 * 60
MOST = 10_000


class Claims:
    """Keys seen within the last hour, at most 10,000 of them, in memory; and within the last day, in the store."""

    def __init__(self, store: Door, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._clock = clock

    def are_new(self, keys: Sequence[str]) -> bool:
        """Whether this process sees all the keys for the first time; claims them."""
        new = [self._is_new(key) for key in keys]
        return all(new)

    async def are_new_to_all(self, keys: Sequence[str], seconds: float) -> bool:
        """Whether no process, this one before a restart neither, has claimed a key; true when the store is away."""
        try:
            async with self._store.open(seconds) as store:
                return await store.is_new(keys)
        except StoreError:
            return True

    def _is_new(self, key: str) -> bool:
        now = self._clock()
        while self._seen and (len(self._seen) > MOST or next(iter(self._seen.values())) < now - KEPT_SECONDS):
            self._seen.popitem(last=False)
        if key in self._seen:
            return False
        self._seen[key] = now
        return True
