"""Work that goes on after Slack has its acknowledgement."""

import asyncio
from collections.abc import Coroutine

from bot.observability import LOGGER

LONGEST = 60.0


class Tasks:
    """Running tasks, each held until it ends, so that none is lost and all can be awaited before the process stops."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._longest = longest

    def start(self, work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        """Run something in the background for at most `longest` seconds."""
        task = asyncio.create_task(self._limited(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def drain(self, seconds: float) -> None:
        """Wait for what runs; cancel what is left after `seconds`."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            LOGGER.warning("stopped before all work was done", extra={"event": "drain", "outcome": f"{len(late)} left"})

    async def _limited(self, work: Coroutine[object, object, None]) -> None:
        try:
            async with asyncio.timeout(self._longest):
                await work
        except Exception:  # noqa: BLE001 - nobody awaits this task, so the log is told
            LOGGER.exception("background work failed", extra={"event": "background"})
