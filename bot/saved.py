"""How saved estimates look: the list, one of them, its history."""

import json
from collections.abc import Sequence
from dataclasses import replace

from blockkit.kit import Block, actions, button, context, header, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.store.shelf import Revision
from estimator.render.glance import headline
from service.answers import Answer

SHOW, HISTORY, RESTORE = "show_saved", "saved_history", "restore_saved"
MAXIMUM_LISTED = 20
MAXIMUM_VERSIONS = 10
NOTHING = "Nothing is saved in this channel yet. `/llmcost save NAME` keeps your last estimate for everybody here."


def saved_line(one: Revision) -> str:
    """What a version says, who saved it and when."""
    content = one.content or {}
    said = (
        f"*{neutral(str(content.get('headline', '')))}* {code(str(content.get('text', '')))}" if content else "deleted"
    )
    return f"{said} · {_who(one)}"


def list_message(saved: Sequence[Revision]) -> Message:
    """The saved estimates of a channel, each with a button that shows it."""
    if not saved:
        return Message(NOTHING)
    lines = [f"*{neutral(one.name)}* · {saved_line(one)}" for one in saved]
    shown = [
        section(line) | {"accessory": button("Show", SHOW, one.name)}
        for one, line in zip(saved[:MAXIMUM_LISTED], lines[:MAXIMUM_LISTED], strict=True)
    ]
    more = [context(f"{len(saved) - MAXIMUM_LISTED} more: `show NAME`.")] if len(saved) > MAXIMUM_LISTED else []
    return Message("\n".join(lines), [header("Saved in this channel"), *shown, *more])


def shown_message(one: Revision, message: Message, answer: Answer) -> Message:
    """A saved estimate: today's answer below who saved it, and what it said then where that differs."""
    then = str((one.content or {}).get("headline", ""))
    now = headline(answer.estimate)
    differs = f" · it said {neutral(then)} on {_day(one)}, and {neutral(now)} today" if then != now else ""
    note = f"{code(one.name)}, version {one.number} · {_who(one)}{differs}"
    history = [actions(button("History", HISTORY, one.name))]
    return replace(message, text=f"{note}\n{message.text}", blocks=[context(note), *message.blocks, *history])


def deleted_message(last: Revision, gone: Revision) -> Message:
    """That an estimate is off the list, with a way back."""
    said = f"{code(last.name)} is deleted from this channel's list: {saved_line(last)}"
    return Message(said, [section(said), actions(_restore_button(last, gone.number))])


def history_message(versions: Sequence[Revision], note: str = "") -> Message:
    """The versions of a saved estimate, newest first; each but the newest can be restored."""
    newest, *older = versions
    lines = [f"*{one.number}* · {saved_line(one)}" for one in versions[:MAXIMUM_VERSIONS]]
    blocks: list[Block] = [header(f"History of {newest.name}"), *([context(note)] if note else []), section(lines[0])]
    for one, line in zip(older, lines[1:], strict=False):
        restoring = {"accessory": _restore_button(one, newest.number)} if one.content else {}
        blocks.append(section(line) | restoring)
    return Message("\n".join([*([note] if note else []), *lines]), blocks)


def _restore_button(one: Revision, after: int) -> Block:
    value = json.dumps({"name": one.name, "number": one.number, "after": after})
    return button("Restore", RESTORE, value)


def _who(one: Revision) -> str:
    return f"<@{one.author}>, {_day(one)}" if one.author else _day(one)


def _day(one: Revision) -> str:
    return one.at.date().isoformat()
