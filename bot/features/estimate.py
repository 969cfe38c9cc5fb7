"""`/llmcost 70B 2T a100`: the answer, for the asker alone, with buttons."""

from dataclasses import replace

from bot.feature import Feature, Reply, Then, Turn
from bot.posting import marked, posting
from bot.slack.blocks import private_message, replacing_message, shared_message
from bot.turns import split_word


async def estimate(turn: Turn) -> Reply:
    """The answer in the acknowledgement; `share` and `pin` among the words also post it to the channel."""
    answer = turn.answers.answer(turn.text)
    turn.services.recent.remember(turn.team, turn.channel, turn.user, answer.typed)
    if turn.is_public:
        return shared_message(answer, turn.user)
    shown = private_message(answer)
    return Then(posting(answer), now=marked(shown, turn.occasion)) if answer.deliver else shown


async def use(turn: Turn) -> Reply:
    """The answer to a corrected text, in the place of the message that suggested it."""
    answer = turn.answers.answer(turn.text)
    turn.services.recent.remember(turn.team, turn.channel, turn.user, answer.typed)
    return replacing_message(answer) if turn.replaceable else private_message(answer)


async def run(turn: Turn) -> Reply:
    """What the command would answer to an example, below the message that showed it."""
    words = turn.services.words
    word, text = split_word(turn.text, words)
    return await words[word](replace(turn, word=word, text=text))


FEATURE = Feature(words={"": estimate}, actions={"use": use, "run": run})
