"""`save NAME`: keeps an estimate for the channel; a name that is taken is asked about first."""

import json

from blockkit.kit import actions, button, context, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Feature, Reply, Turn
from bot.saved import SHOW, saved_line
from bot.store.shelf import OutdatedError, Revision
from bot.store.shelves import about_thread, saved
from estimator.errors import RequestError
from service.answers import Answer
from service.keeping import kept, name_and_rest

REPLACE = "replace_saved"


async def save(turn: Turn) -> Reply:
    """Keep what the words ask for, or what was asked last, under a name."""
    name, text = name_and_rest(turn.text, "save")
    answer = turn.answers.answer(text or await _asked_last(turn))
    async with turn.services.store.open() as store:
        there = await store.latest(saved(turn), name)
        if there is None or there.content is None:
            await store.add(saved(turn), name, kept(answer.estimate), turn.user, after=there.number if there else 0)
            return _done(turn, name, answer)
    return _taken(name, answer, there)


async def replace_saved(turn: Turn) -> Reply:
    """Put the new estimate in the place of the one that was shown; ask again when that has changed meanwhile."""
    wanted = json.loads(turn.text)
    name, answer = str(wanted["name"]), turn.answers.answer(wanted["text"])
    try:
        async with turn.services.store.open() as store:
            await store.add(saved(turn), name, kept(answer.estimate), turn.user, after=int(wanted["after"]))
    except OutdatedError:
        async with turn.services.store.open() as store:
            there = await store.latest(saved(turn), name)
        return _taken(name, answer, there) if there else _done(turn, name, answer)
    return _done(turn, name, answer, replaces=turn.replaceable)


async def _asked_last(turn: Turn) -> str:
    """The estimate of the thread, else what this person asked last here. Raises RequestError when neither is known."""
    if turn.thread:
        async with turn.services.store.open() as store:
            shared = await about_thread(store, turn, turn.thread)
        if shared and shared.content:
            return str(shared.content["text"])
    recent = turn.services.recent
    if not recent.of(turn.team, turn.channel, turn.user):
        await recent.recall(turn.services.store, turn.team, turn.user)
    text = recent.of(turn.team, turn.channel, turn.user)
    if not text:
        raise RequestError(
            "I don't remember an estimate of yours in this channel.", "Say it: `save llama-run 70B 2T h100`."
        )
    return text


def _done(turn: Turn, name: str, answer: Answer, *, replaces: bool = False) -> Message:
    said = f":floppy_disk: Saved as {code(name)} for {turn.whom}: {code(answer.canonical)}"
    buttons = actions(button("Show", SHOW, name))
    return Message(said, [section(said), context("`list` shows all that is saved here."), buttons], replaces=replaces)


def _taken(name: str, answer: Answer, there: Revision) -> Message:
    if there.content and there.content["text"] == answer.canonical:
        return Message(f"{code(name)} says just that already: {saved_line(there)}")
    question = f"{code(name)} is taken: {saved_line(there)}\nReplace it with {code(answer.canonical)}?"
    value = json.dumps({"name": name, "text": answer.canonical, "after": there.number}, ensure_ascii=False)
    note = context(neutral("The old version stays in its history. To keep both, save under another name."))
    return Message(question, [section(question), note, actions(button("Replace it", REPLACE, value, "primary"))])


FEATURE = Feature(words={"save": save}, actions={REPLACE: replace_saved})
