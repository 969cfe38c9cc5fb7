"""Beginning and ending a watch, and what is pressed when a watched estimate has moved."""

import json
from collections.abc import Sequence

from blockkit.kit import context, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.changing import renewed
from bot.feature import Turn
from bot.starting import current_market
from bot.store.shelf import Revision, Shelf
from bot.store.shelves import SAVED, SHARED, WATCHED, about_thread, shelf
from bot.watch.figures import figures, moved
from bot.watch.messages import NOTE, called
from estimator.errors import RequestError
from estimator.render.glance import headline
from service.answers import Answer
from service.keeping import kept, unknown_name

PREFIX = "saved:"


async def watch_saved(turn: Turn, name: str) -> Message:
    """Watch what is saved under a name; what moves is told in the thread of its newest post, where there is one.

    Raises RequestError when nothing is saved under it.
    """
    async with turn.services.store.open() as store:
        there = await store.latest(shelf(turn, SAVED), name)
        names = [one.name for one in await store.everything(shelf(turn, SAVED))]
        shared = await store.everything(shelf(turn, SHARED))
    if there is None or there.content is None:
        raise unknown_name(name, names)
    text = str(there.content["text"])
    posts = [one.name for one in shared if one.content and one.content["text"] == text]
    thread = {"thread": max(posts, key=float)} if posts else {}
    return await _watch(turn, f"{PREFIX}{name}", text, name=name, **thread)


async def watch_shared(turn: Turn, ts: str, text: str = "") -> Message:
    """Watch a shared message; what moves is told in its thread. Raises RequestError when it holds no estimate."""
    async with turn.services.store.open() as store:
        about = await about_thread(store, turn, ts)
    text = str(about.content["text"]) if about and about.content else text
    if not text:
        raise RequestError("I find no estimate of mine in this thread.", "Watch what is saved: `watch NAME`.")
    return await _watch(turn, ts, text, ts=ts)


async def unwatch(turn: Turn, name: str) -> Message:
    """End a watch by its name on the shelf. Raises RequestError when there is none."""
    async with turn.services.store.open() as store:
        there = await store.latest(shelf(turn, WATCHED), name)
        if there is None or there.content is None:
            raise RequestError(f"{name.removeprefix(PREFIX)} is not watched here.", "`watch` lists what is.")
        await store.add(shelf(turn, WATCHED), name, None, turn.user, after=there.number)
    return Message(f"I no longer watch {called(there)}.")


async def _watch(turn: Turn, key: str, text: str, **where: str) -> Message:
    answer = turn.answers.answer(text)
    content = {
        "text": text,
        "figures": figures(answer.estimate, current_market()),
        "since": turn.answers.today.isoformat(),
        **where,
    }
    async with turn.services.store.open() as store:
        there = await store.latest(shelf(turn, WATCHED), key)
        number = there.number if there else 0
        await store.add(shelf(turn, WATCHED), key, content, turn.user, after=number)
    where_told = "this channel" if where.keys() == {"name"} else "its thread"
    said = (
        f":eyes: I watch {code(text)}, now {neutral(headline(answer.estimate))}. When its price, MFU or facts move, or "
        f"the market leaves its price by more than 10 %, I say so in {where_told}."
    )
    return Message(said, [section(said), context(NOTE)])


async def keep(turn: Turn) -> Message:
    """Leave the estimates as they are, and hear of them again when they move from here."""
    found = await _rebased(turn)
    return Message(f"Kept as they are: {_names(found)}. I tell you when they move from here.")


async def update(turn: Turn) -> Message:
    """Bring the estimates to today's facts, each with its history."""
    found = await _rebased(turn)
    for one, answer in found:
        content = one.content or {}
        if name := content.get("name"):
            await _save_again(turn, str(name), answer)
        else:
            await renewed(turn, str(content["ts"]), answer, moved(content["figures"], answer.estimate, None).causes)
    return Message(f":white_check_mark: Updated to facts of {turn.answers.today}: {_names(found)}.")


async def _rebased(turn: Turn) -> Sequence[tuple[Revision, Answer]]:
    """The watched estimates of a press that are still watched, with today's answer, from which they are watched on."""
    where, market = shelf(turn, WATCHED), current_market()
    found = []
    async with turn.services.store.open() as store:
        for name, _ in json.loads(turn.text):
            there = await store.latest(where, name)
            if there is None or there.content is None:
                continue
            answer = turn.answers.answer(str(there.content["text"]))
            content = {**there.content, "figures": figures(answer.estimate, market)}
            if content["figures"] != there.content["figures"]:
                await store.add(where, name, content, there.author, after=there.number)
            found.append((there, answer))
    if not found:
        raise RequestError("None of this is watched any more.", "`watch` lists what is.")
    return found


async def _save_again(turn: Turn, name: str, answer: Answer) -> None:
    where = Shelf(turn.team, turn.channel, SAVED)
    async with turn.services.store.open() as store:
        there = await store.latest(where, name)
        content = kept(answer.estimate)
        if there and there.content and there.content != content:
            await store.add(where, name, content, turn.user, after=there.number)


def _names(found: Sequence[tuple[Revision, Answer]]) -> str:
    return "; ".join(called(one) for one, _ in found)
