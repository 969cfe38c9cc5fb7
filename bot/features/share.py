"""Share, and Share & pin: the private answer posted to the channel for all to see."""

import json

from blockkit.blocks import replacing_message
from blockkit.message import Message
from bot.feature import Feature, Reply, Turn
from bot.pins import REPLACE, replace_pin
from bot.posting import linked
from bot.posting import share as post
from service.answers import Answer


async def share(turn: Turn) -> Reply:
    """Post the answer and say so in the private message."""
    answer = turn.answers.answer(turn.text)
    posted, _ = await post(turn, answer, pin=False)
    return _told(turn, answer, f":white_check_mark: {linked('Shared', posted)}")


async def share_and_pin(turn: Turn) -> Reply:
    """Post the answer, or take the one that was posted already, and pin it."""
    answer = turn.answers.answer(turn.text)
    posted, refusal = await post(turn, answer, pin=True)
    return refusal or _told(turn, answer, f":pushpin: {linked('Shared and pinned', posted)}")


async def replace_oldest(turn: Turn) -> Reply:
    """Pin the new answer in the place of the oldest one."""
    pins = json.loads(turn.text)
    await replace_pin(turn.client, turn.channel, pins["old"], pins["new"])
    return Message(":pushpin: Pinned in the place of the oldest.", replaces=turn.replaceable)


def _told(turn: Turn, answer: Answer, note: str) -> Message:
    return replacing_message(answer, note) if turn.replaceable else Message(note)


FEATURE = Feature(actions={"share": share, "share_and_pin": share_and_pin, REPLACE: replace_oldest})
