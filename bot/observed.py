"""How a kept measured run looks."""

import json

from blockkit.kit import Block, button, section
from blockkit.neutral import code, neutral
from bot.store.shelf import Revision
from service.evidence import told

FORGET = "forget_run"


def run_section(one: Revision, *, everywhere: bool = False) -> Block:
    """A line on a run, with a button that forgets it."""
    value = json.dumps({"name": one.name, "number": one.number, "everywhere": everywhere})
    where = "the whole workspace" if everywhere else "this channel"
    content = one.content or {}
    line = f"Measured {code(neutral(told(content)))} · {where} · <@{one.author}>, {content['since']}"
    return section(line) | {"accessory": button("Forget", FORGET, value)}
