"""Share, and Share & pin: the private answer posted to the channel for all to see."""

from blockkit.blocks import replacing_message
from blockkit.message import Message
from bot.feature import Feature, Reply, Turn
from bot.sharing import Post
from service.answers import Answer


async def share(turn: Turn) -> Reply:
    """Post the answer and say so in the private message."""
    answer = turn.answers.answer(turn.text)
    posted = await _post(turn, answer)
    return _told(turn, answer, f":white_check_mark: {_linked('Shared', posted)}")


async def share_and_pin(turn: Turn) -> Reply:
    """Post the answer, or take the one that Share has posted, and pin it."""
    answer = turn.answers.answer(turn.text)
    posted = await _post(turn, answer)
    refusal = await turn.services.sharing.pin(turn.client, posted)
    if refusal:
        return Message(f"{_linked('The answer is shared', posted)}, but not pinned. {refusal}")
    return _told(turn, answer, f":pushpin: {_linked('Shared and pinned', posted)}")


async def _post(turn: Turn, answer: Answer) -> Post:
    occasion = (turn.channel, turn.message_ts or turn.response_url, turn.user, turn.text)
    return await turn.services.sharing.share(turn.client, turn.channel, turn.user, answer, occasion)


def _told(turn: Turn, answer: Answer, note: str) -> Message:
    return replacing_message(answer, note) if turn.replaceable else Message(note)


def _linked(label: str, posted: Post) -> str:
    return f"<{posted.link}|{label}>" if posted.link else label


FEATURE = Feature(actions={"share": share, "share_and_pin": share_and_pin})
