"""First words that the language keeps for what is not built yet."""

from bot.feature import Feature, Turn
from bot.slack.message import Message

WORDS = ("plan", "optimal", "observe", "set", "settings")


async def coming(turn: Turn) -> Message:
    """Say honestly that it is coming."""
    return Message(f"`/llmcost {turn.word}` is coming; it is not built yet. `/llmcost help` shows what works today.")


FEATURE = Feature(words=dict.fromkeys(WORDS, coming))
