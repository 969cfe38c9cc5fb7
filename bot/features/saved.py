"""`list`, `show NAME`, `delete NAME`: what is saved in a channel, with its history, any of which can be restored."""

import json
from dataclasses import replace

from blockkit.blocks import private_message, shared_message
from bot.feature import Feature, Reply, Turn
from bot.saved import HISTORY, RESTORE, SHOW, deleted_message, history_message, list_message, shown_message
from bot.store.shelf import OutdatedError, Revision, Store
from bot.store.shelves import saved
from estimator.errors import RequestError
from service.keeping import only_name, unknown_name


async def list_saved(turn: Turn) -> Reply:
    """What is saved in this channel, by name."""
    if turn.text:
        raise RequestError(f'`list` takes no words, and "{turn.text}" is some.', f"`show {turn.text.split()[0]}`?")
    async with turn.services.store.open() as store:
        return list_message(await store.everything(saved(turn)))


async def show(turn: Turn) -> Reply:
    """One saved estimate as it is answered today, with what it was when it was saved."""
    name = only_name(turn.text, "show")
    async with turn.services.store.open() as store:
        there = await _there(store, turn, name)
    answer = turn.answers.answer(str((there.content or {})["text"]))
    turn.services.recent.remember(turn.team, turn.channel, turn.user, answer.typed)
    message = shared_message(answer, turn.user) if turn.is_public else private_message(answer)
    return shown_message(there, message, answer)


async def delete(turn: Turn) -> Reply:
    """Take an estimate off the list; its history stays, and it can be restored."""
    name = only_name(turn.text, "delete")
    async with turn.services.store.open() as store:
        there = await _there(store, turn, name)
        gone = await store.add(saved(turn), name, None, turn.user, after=there.number)
    return deleted_message(there, gone)


async def history(turn: Turn) -> Reply:
    """Every version of a saved estimate, newest first."""
    async with turn.services.store.open() as store:
        return history_message(await store.history(saved(turn), only_name(turn.text, "show")))


async def restore(turn: Turn) -> Reply:
    """Make an old version the newest, unless there is a newer one than the person saw."""
    wanted = json.loads(turn.text)
    try:
        async with turn.services.store.open() as store:
            versions = await store.history(saved(turn), wanted["name"])
            [old] = [one for one in versions if one.number == wanted["number"]]
            await store.add(saved(turn), old.name, old.content, turn.user, after=wanted["after"])
            versions = await store.history(saved(turn), old.name)
    except OutdatedError:
        return replace(history_message(versions), replaces=turn.replaceable)
    return replace(history_message(versions, note=f"Version {old.number} is back."), replaces=turn.replaceable)


async def _there(store: Store, turn: Turn, name: str) -> Revision:
    """The newest version. Raises RequestError when there is none, or it was deleted."""
    found = await store.latest(saved(turn), name)
    if found is None or found.content is None:
        raise unknown_name(name, [one.name for one in await store.everything(saved(turn))])
    return found


FEATURE = Feature(
    words={"list": list_saved, "show": show, "delete": delete},
    actions={SHOW: show, HISTORY: history, RESTORE: restore},
)
