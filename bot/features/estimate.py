"""`/llmcost 70B 2T a100`: the answer, for the asker alone, with buttons."""

from dataclasses import replace

from bot.feature import Feature, Reply, Then, Turn
from bot.posting import posting
from bot.slack.blocks import private_message, shared_message
from bot.slack.message import Message


async def estimate(turn: Turn) -> Reply:
    """The answer in the acknowledgement; `share` and `pin` among the words also post it to the channel."""
    answer = turn.answers.answer(turn.text)
    if turn.is_public:
        return shared_message(answer, turn.user)
    shown = private_message(answer)
    return Then(posting(answer), now=shown) if answer.deliver else shown


async def run(turn: Turn) -> Reply:
    """What the command would answer to a text, below the message that showed it."""
    return await turn.asked()


async def use(turn: Turn) -> Reply:
    """What the command would answer to a corrected text, in the place of the message that suggested it."""
    reply = await turn.asked()
    return replace(reply, replaces=turn.replaceable) if isinstance(reply, Message) else reply


FEATURE = Feature(words={"": estimate, "explain": run}, actions={"use": use, "run": run})
