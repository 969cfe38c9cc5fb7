"""What is said of watched estimates: that one moved, that many did, and which are watched."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from blockkit.kit import Block, actions, button, context, header, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.store.shelf import Revision
from bot.watch.figures import Moved

UPDATE, KEEP, STOP = "watch_update", "watch_keep", "watch_stop"
EVENT_TYPE = "llmcost_watch"
MAXIMUM_LISTED = 20
NOTE = "I change nothing by myself and tell you at most once a week. `unwatch` ends it."


@dataclass(frozen=True, slots=True)
class Change:
    """A watched estimate that moved."""

    watched: Revision
    moved: Moved

    @property
    def line(self) -> str:
        """What moved, in a paragraph."""
        causes = " · ".join(self.moved.causes) or "Facts that it rests on changed"
        lines = [causes, f"*{' · '.join(self.moved.results)}*" if self.moved.results else "", self.moved.market]
        return f"{called(self.watched)}\n" + "\n".join(neutral(line) for line in lines if line)


def called(watched: Revision) -> str:
    """What to call a watched estimate: its name where it is saved, its request otherwise."""
    content = watched.content or {}
    text = code(str(content["text"]))
    return f"*{neutral(str(content['name']))}* {text}" if content.get("name") else text


def changed_message(changes: Sequence[Change]) -> Message:
    """One message on what moved, with what can be done about it."""
    [*told] = changes[:MAXIMUM_LISTED]
    title = "A watched estimate has moved" if len(changes) == 1 else f"{len(changes)} watched estimates have moved"
    value = json.dumps([[one.watched.name, one.watched.number] for one in told])
    many = len(told) > 1
    buttons = actions(
        button("Update all" if many else "Update", UPDATE, value, "primary"),
        button("Keep all" if many else "Keep", KEEP, value),
    )
    sections = [section(one.line) for one in told]
    text = "\n".join([f":bell: {title}", *(one.line for one in told)])
    blocks = [section(f":bell: *{title}*"), *sections, buttons, context(NOTE)]
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"watched": [one.watched.name for one in told]}}
    return Message(text, blocks, metadata=metadata)


def watched_message(watched: Sequence[Revision]) -> Message:
    """What is watched in a channel, each with a button that ends it."""
    if not watched:
        return Message(
            "Nothing is watched in this channel. `watch NAME` watches what is saved, **More** what is shared."
        )
    lines = [f"{called(one)} · <@{one.author}>, since {(one.content or {})['since']}" for one in watched]
    listed = [
        section(line) | {"accessory": button("Stop", STOP, one.name)}
        for one, line in zip(watched[:MAXIMUM_LISTED], lines, strict=False)
    ]
    blocks: list[Block] = [header("Watched in this channel"), *listed, context(NOTE)]
    return Message("\n".join(lines), blocks)
