"""The menu behind an answer: what moves the cost, all that is paid, the cheapest plan, a watch, and exports."""

import asyncio

from blockkit.report import report_message
from bot.exporting import CANVAS, FORMS, PAGE, canvas, choices, exported, page
from bot.feature import Feature, Handler, Reply, Turn
from bot.watch.watching import watch_shared


async def more(turn: Turn) -> Reply:
    """What was chosen: a form, or the question that its first word asks of the same request."""
    word, _, text = turn.text.partition(" ")
    if word in FORMS:
        return await exported(turn, word, text)
    if word == "export":
        return choices(text)
    if word == "watch":
        return await watch_shared(turn, turn.message_ts, text)
    asked = f"{word} {text}"
    found = await asyncio.to_thread(turn.answers.ask, asked)
    return report_message(found.report(), asked)


def _exporting(form: str) -> Handler:
    async def export(turn: Turn) -> Reply:
        return await exported(turn, form, turn.text)

    return export


FEATURE = Feature(
    actions={"more": more, CANVAS: canvas, PAGE: page, **{f"export_{form}": _exporting(form) for form in FORMS}}
)
