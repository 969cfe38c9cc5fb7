"""Mentions in channels and threads, where commands don't reach, and direct messages: the same words and answers."""

from bot.feature import Feature, Reply, Then, Turn


async def mention(turn: Turn) -> Reply:
    """What the command would answer, in public; `share` asks for nothing more there."""
    reply = await turn.asked()
    return reply.now if isinstance(reply, Then) else reply


async def direct_message(turn: Turn) -> Reply:
    """The answer to a direct message; messages in channels that don't mention the bot are none of its business."""
    return await mention(turn) if turn.channel.startswith("D") else None


FEATURE = Feature(events={"app_mention": mention, "message": direct_message})
