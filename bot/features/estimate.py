"""`/llmcost 70B 2T a100`: the answer, for the asker alone, with buttons."""

from dataclasses import replace

from blockkit.blocks import private_message, shared_message
from blockkit.message import Message
from bot.feature import Feature, Reply, Then, Turn
from bot.posting import marked, posting
from estimator.suggestions import MOST


async def estimate(turn: Turn) -> Reply:
    """The answer in the acknowledgement; `share` and `pin` among the words also post it to the channel.

    Where the team has set `visibility=channel`, it is posted and not shown to the asker alone.
    """
    answer = turn.answers.answer(turn.text)
    turn.services.recent.remember(turn.team, turn.channel, turn.user, answer.typed)
    if turn.is_public:
        return shared_message(answer, turn.user)
    if turn.rules.is_open and turn.channel and not turn.channel.startswith("D"):
        return Then(posting(answer), is_order=True)
    shown = private_message(answer)
    return Then(posting(answer), now=marked(shown, turn.occasion), is_order=True) if answer.deliver else shown


async def run(turn: Turn) -> Reply:
    """What the command would answer to a text, below the message that showed it."""
    return await turn.asked()


async def use(turn: Turn) -> Reply:
    """What the command would answer to a corrected text, in the place of the message that suggested it."""
    reply = await turn.asked()
    return replace(reply, replaces=turn.replaceable) if isinstance(reply, Message) else reply


FEATURE = Feature(
    words={"": estimate},
    actions={
        "use": use,
        **{f"use_{place}": use for place in range(MOST)},
        "run": run,
        **{f"run_{place}": run for place in range(MOST)},
    },
)
