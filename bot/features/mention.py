"""Mentions in channels and threads, where commands don't reach, and direct messages: the same words and answers."""

from dataclasses import replace

from bot.feature import Feature, Reply, Then, Turn
from bot.following import follow_up
from bot.turns import split_word


async def mention(turn: Turn) -> Reply:
    """What the command would answer, in public; `share` asks for nothing more there."""
    words = turn.services.words
    word, text = split_word(turn.text, words)
    if not word and (followed := await follow_up(turn)):
        return followed
    reply = await words[word](replace(turn, word=word, text=text))
    return reply.now if isinstance(reply, Then) else reply


async def direct_message(turn: Turn) -> Reply:
    """The answer to a direct message; messages in channels that don't mention the bot are none of its business."""
    return await mention(turn) if turn.channel.startswith("D") else None


FEATURE = Feature(events={"app_mention": mention, "message": direct_message})
