"""What `share` and `pin` among the words of a request ask for: the answer posted to the channel."""

from blockkit.message import Message
from bot.feature import Handler, Reply, Turn
from service.answers import Answer


def posting(answer: Answer) -> Handler:
    """The work of posting an answer as its words ask; only a refusal is told."""

    async def post(turn: Turn) -> Reply:
        sharing = turn.services.sharing
        occasion = (turn.response_url or turn.message_ts, answer.typed)
        posted = await sharing.share(turn.client, turn.channel, turn.user, answer, occasion)
        refusal = await sharing.pin(turn.client, posted) if "pin" in answer.deliver else ""
        return Message(f"The answer is shared, but not pinned. {refusal}") if refusal else None

    return post
