"""`/llmcost accuracy`: how right the estimates are, on runs that the calibration had not seen."""

from bot.feature import Feature, Turn
from bot.slack.kit import section
from bot.slack.message import Message
from bot.slack.neutral import neutral
from estimator.render.accuracy import accuracy_text


async def accuracy(turn: Turn) -> Message:
    """The scores in a few lines."""
    text = accuracy_text(turn.answers.catalogue)
    return Message(text, [section(neutral(text))])


FEATURE = Feature(words={"accuracy": accuracy})
