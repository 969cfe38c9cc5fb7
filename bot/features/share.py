"""Share, and Share & pin: the private answer or report posted to the channel for all to see."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from blockkit.blocks import replacing_message, shared_message
from blockkit.message import Message
from blockkit.report import replacing_report, shared_report
from bot.feature import Feature, Reply, Turn
from bot.pins import REPLACE, replace_pin
from bot.posting import linked
from bot.posting import share as post
from estimator.language import first_word


class _Shared(NamedTuple):
    """What is posted for all to see, and the private message from then on, which says so in a note."""

    message: Message
    told: Callable[[str], Message]


async def share(turn: Turn) -> Reply:
    """Post the answer and say so in the private message."""
    shared = await _shared(turn)
    posted, _ = await post(turn, shared.message, pin=False)
    return _told(turn, shared, f":white_check_mark: {linked('Shared', posted)}")


async def share_and_pin(turn: Turn) -> Reply:
    """Post the answer, or take the one that was posted already, and pin it."""
    shared = await _shared(turn)
    posted, refusal = await post(turn, shared.message, pin=True)
    return refusal or _told(turn, shared, f":pushpin: {linked('Shared and pinned', posted)}")


async def replace_oldest(turn: Turn) -> Reply:
    """Pin the new answer in the place of the oldest one."""
    pins = json.loads(turn.text)
    await replace_pin(turn.client, turn.channel, pins["old"], pins["new"])
    return Message(":pushpin: Pinned in the place of the oldest.", replaces=turn.replaceable)


async def _shared(turn: Turn) -> _Shared:
    """The estimate that the button carries, or the report where its first word asks for one."""
    if first_word(turn.text) is None:
        answer = turn.answers.answer(turn.text)
        return _Shared(shared_message(answer, turn.user), partial(replacing_message, answer))
    report = (await asyncio.to_thread(turn.answers.ask, turn.text)).report()
    message = shared_report(report, turn.text, turn.user, turn.answers.today)
    return _Shared(message, partial(replacing_report, report, turn.text))


def _told(turn: Turn, shared: _Shared, note: str) -> Message:
    return shared.told(note) if turn.replaceable else Message(note)


FEATURE = Feature(actions={"share": share, "share_and_pin": share_and_pin, REPLACE: replace_oldest})
