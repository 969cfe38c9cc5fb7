"""What came in already: delivered again it does nothing new, to another process or after a restart neither."""

import hashlib
from collections.abc import Sequence

from bot.claims import Claims
from bot.store.door import Door
from bot.store.shelf import StoreError


class Arrivals:
    """Keys that were claimed within the last hour in this process, and within the last day in the store."""

    def __init__(self, store: Door) -> None:
        self._store = store
        self._here = Claims()

    def are_new_here(self, keys: Sequence[str]) -> bool:
        """Whether this process sees all the keys for the first time; claims them."""
        new = [self._here.claim(key) for key in keys]
        return all(new)

    async def claim(self, keys: Sequence[str], seconds: float) -> bool:
        """Claim keys; whether no process has claimed one before, true when the store cannot say within some seconds."""
        try:
            async with self._store.open(seconds) as store:
                return await store.claim(keys)
        except StoreError:
            return True

    async def were_seen(self, keys: Sequence[str], seconds: float) -> bool:
        """Whether some process has claimed a key; false when the store cannot say within some seconds."""
        try:
            async with self._store.open(seconds) as store:
                return await store.has_claimed(keys)
        except StoreError:
            return False


def arrival(team: str, kind: str, name: str) -> str:
    """The key of what came in, without its name in it: a trigger is a secret."""
    return hashlib.sha256(f"{team}\n{kind}\n{name}".encode()).hexdigest()
