"""`/llmcost help [topic]`: what can be typed, with examples that run at a press."""

from bot.feature import Feature, Turn
from bot.slack.kit import Block, actions, button, context, header, section
from bot.slack.message import Message
from bot.slack.neutral import code, neutral
from estimator.questions.table import TOPICS
from estimator.questions.topics import Topic, guide, topic


async def show_help(turn: Turn) -> Message:
    """The topic asked for."""
    return help_message(turn.text)


def help_message(name: str) -> Message:
    """One topic with its examples, the first where none is named, and a button for each of the others."""
    found = topic(name, TOPICS) if name else None
    missing = f"There is no help on {code(name)}." if name and not found else ""
    shown = found or TOPICS[0]
    topics = f"Topics: {', '.join(f'help {entry.name}' for entry in TOPICS)}."
    others = actions(*(button(entry.name.capitalize(), f"help_{entry.name}", entry.name) for entry in TOPICS))
    note = context("Mention me in a thread, where Slack does not allow commands, or write to me directly.")
    text = "\n\n".join(part for part in (missing, neutral(guide(shown.name, TOPICS)), topics) if part)
    return Message(text, [*([section(missing)] if missing else []), *_page(shown), others, note])


def _page(entry: Topic) -> list[Block]:
    examples = [
        section(f"`/llmcost {example}`\n{meaning}") | {"accessory": button("Run", "run", example)}
        for example, meaning in entry.examples.items()
    ]
    return [header(f"llmcost: {entry.name}"), section(entry.about), *examples]


FEATURE = Feature(words={"help": show_help}, actions={f"help_{entry.name}": show_help for entry in TOPICS})
