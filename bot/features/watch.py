"""`watch NAME`, `watch`, `unwatch NAME`: estimates that the bot looks at again, and what is pressed when they move."""

from bot.feature import Feature, Reply, Turn
from bot.store.shelves import WATCHED, shelf
from bot.watch.messages import KEEP, STOP, UPDATE, watched_message
from bot.watch.watching import PREFIX, keep, unwatch, update, watch_saved, watch_shared
from service.keeping import only_name


async def watch(turn: Turn) -> Reply:
    """Watch what is saved under a name, or the estimate of a thread; without either, list what is watched."""
    if turn.text:
        return await watch_saved(turn, only_name(turn.text, "watch"))
    if turn.thread and turn.thread != turn.message_ts:
        return await watch_shared(turn, turn.thread)
    async with turn.services.store.open() as store:
        return watched_message(await store.everything(shelf(turn, WATCHED)))


async def end(turn: Turn) -> Reply:
    """End the watch of a name, or of a thread's estimate."""
    if not turn.text and turn.thread:
        return await unwatch(turn, turn.thread)
    return await unwatch(turn, f"{PREFIX}{only_name(turn.text, 'unwatch')}")


async def stop(turn: Turn) -> Reply:
    """End the watch of the button that was pressed."""
    return await unwatch(turn, turn.text)


FEATURE = Feature(
    words={"watch": watch, "unwatch": end},
    actions={UPDATE: update, KEEP: keep, STOP: stop},
)
