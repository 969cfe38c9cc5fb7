"""`/llmcost help [topic]`: what can be typed, with examples that run at a press."""

from blockkit.kit import Block, actions, button, context, header, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Feature, Turn
from estimator.questions.table import TOPICS
from estimator.questions.topics import Topic, guide, topic

# examples that fit a phone together with the topics
_FEW = 3


async def show_help(turn: Turn) -> Message:
    """The topic asked for."""
    return help_message(turn.text)


def help_message(name: str) -> Message:
    """One topic with its examples, or where none is named three to begin with, and a button for each topic."""
    found = topic(name, TOPICS) if name else None
    missing = f"There is no help on {code(name)}." if name and not found else ""
    shown = found or TOPICS[0]
    topics = f"Topics: {', '.join(f'help {entry.name}' for entry in TOPICS)}."
    others = actions(*(button(entry.name.capitalize(), f"help_{entry.name}", entry.name) for entry in TOPICS))
    note = context("Mention me in a thread, where Slack does not allow commands, or write to me directly.")
    text = "\n\n".join(part for part in (missing, neutral(guide(shown.name, TOPICS)), topics) if part)
    return Message(
        text, [*([section(missing)] if missing else []), *_page(shown, None if found else _FEW), others, note]
    )


def _page(entry: Topic, most: int | None) -> list[Block]:
    examples = [
        section(f"`/llmcost {example}`\n{meaning}") | {"accessory": button("Run", "run", example)}
        for example, meaning in list(entry.examples.items())[:most]
    ]
    return [header(f"llmcost: {entry.name}"), section(entry.about), *examples]


FEATURE = Feature(words={"help": show_help}, actions={f"help_{entry.name}": show_help for entry in TOPICS})
