"""Editing a shared message: it changes in its place, tells its history, and two who edit at once lose nothing."""

import datetime
import hashlib
import json
from collections.abc import Sequence

from slack_sdk.errors import SlackApiError

from blockkit.blocks import private_message
from blockkit.kit import actions, button, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.changes import changes, edited_message, merged
from bot.feature import Handler, Reply, Turn
from bot.retrying import UNREACHED, is_uncertain
from bot.store.shelf import Order, OutdatedError, Revision, StoreError
from bot.store.shelves import SHARED, shelf
from service.answers import Answer

APPLY = "apply_change"
LATER = "Slack does not answer. Your change is kept, and the message follows as soon as Slack takes it."


def changing(answer: Answer, ts: str, base: str, seen: int) -> Handler:
    """The work of changing the message at `ts`, which said `base` in its revision `seen` when it was looked at."""

    async def change(turn: Turn) -> Reply:
        try:
            return await _change(turn, answer, ts, base, seen)
        except OutdatedError:
            return await _overtaken(turn, answer, ts, base)
        except (SlackApiError, *UNREACHED) as error:
            if not is_uncertain(error):
                raise
            return Message(LATER)
        except StoreError as error:
            shown = private_message(answer)
            note = f"The shared message stays as it is: {error.message} This is the changed answer, for you alone."
            return Message(f"{note}\n{shown.text}", [section(note), *shown.blocks])

    return change


async def apply(turn: Turn) -> Reply:
    """Change what a person wanted changed, on top of what somebody else changed meanwhile."""
    wanted = json.loads(turn.text)
    async with turn.services.store.open() as store:
        versions = await store.history(shelf(turn, SHARED), wanted["ts"])
    base = next(str((one.content or {})["text"]) for one in versions if one.number == wanted["seen"])
    answer = turn.answers.answer(wanted["text"])
    return await changing(answer, wanted["ts"], base, wanted["seen"])(turn)


async def _change(turn: Turn, answer: Answer, ts: str, base: str, seen: int) -> Reply:
    changed = _changes(turn, base, answer.canonical)
    if not changed:
        return Message("Nothing was changed.")
    async with turn.services.store.open() as store:
        kept = list(reversed(await store.history(shelf(turn, SHARED), ts)))
    if kept and kept[-1].number != seen:
        raise OutdatedError
    before = kept or [Revision(ts, 1, {"text": base}, "", _now())]
    number = before[-1].number + 1
    content = {"text": answer.canonical, "as_of": answer.estimate.as_of.isoformat(), "change": changed}
    newest = Revision(ts, number, content, turn.user, _now())
    order = _order(turn, edited_message(answer, [*before, newest]), newest)
    await turn.services.sharing.change(turn.client, order, [newest] if kept else [*before, newest], turn.written)
    return Message(f":pencil2: Changed: {neutral(changed)}")


async def renewed(turn: Turn, ts: str, answer: Answer, moved: Sequence[str]) -> None:
    """Bring the shared message at `ts` to today's facts, of which some have moved. Raises OutdatedError, StoreError."""
    async with turn.services.store.open() as store:
        kept = list(reversed(await store.history(shelf(turn, SHARED), ts)))
    before = kept or [Revision(ts, 1, {"text": answer.canonical}, "", _now())]
    last = before[-1]
    day, of = answer.estimate.as_of.isoformat(), str((last.content or {}).get("as_of", "before"))
    content = {"text": answer.canonical, "as_of": day, "change": "; ".join(moved) or f"facts of {of} → {day}"}
    newest = Revision(ts, last.number + 1, content, turn.user, _now())
    order = _order(turn, edited_message(answer, [*before, newest]), newest)
    await turn.services.sharing.change(turn.client, order, [newest] if kept else [*before, newest], turn.written)


def _order(turn: Turn, message: Message, newest: Revision) -> Order:
    marks = (turn.team, turn.channel, newest.name, str(newest.number))
    key = hashlib.sha256("\n".join(marks).encode()).hexdigest()[:40]
    content = {"text": message.text, "blocks": message.blocks, "metadata": message.metadata, "user": turn.user}
    return Order(key, turn.team, turn.channel, content, ts=newest.name, number=newest.number)


async def _overtaken(turn: Turn, answer: Answer, ts: str, base: str) -> Reply:
    """What somebody else changed meanwhile, what was wanted, and a button for both together."""
    async with turn.services.store.open() as store:
        versions: Sequence[Revision] = await store.history(shelf(turn, SHARED), ts)
    newest = versions[0]
    theirs = str((newest.content or {})["text"])
    if theirs == answer.canonical:
        return Message("The message says that already.")
    both = merged(*(turn.answers.read(text).request for text in (base, answer.canonical, theirs)))
    said = (
        f"While you edited, <@{newest.author}> changed this message: {neutral(_changes(turn, base, theirs))}.\n"
        f"Your change is not in it yet: {neutral(_changes(turn, base, answer.canonical))}."
    )
    together = turn.answers.written(both)
    value = json.dumps({"ts": ts, "seen": newest.number, "text": together}, ensure_ascii=False)
    question = f"{said}\nBoth together: {code(together)}"
    return Message(question, [section(question), actions(button("Change it to both", APPLY, value, "primary"))])


def _changes(turn: Turn, before: str, after: str) -> str:
    answers = turn.answers
    return changes(answers.read(before).request, answers.read(after).request, answers.written)


def _now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)
