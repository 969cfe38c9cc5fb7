"""Every question but an estimate, answered with a report: `/llmcost compare …`, `/llmcost accelerators …`."""

from dataclasses import replace

from bot.feature import Feature, Handler, Turn
from bot.slack.message import Message
from bot.slack.report import report_message
from estimator.language import COMMANDS


def _answering(word: str) -> Handler:
    async def answered(turn: Turn) -> Message:
        text = f"{word} {turn.text}".strip()
        return report_message(turn.answers.ask(text).report(), text)

    return answered


async def turn_page(turn: Turn) -> Message:
    """Another screenful of the report, in the place of the one before where only the asker sees that."""
    number, _, text = turn.text.partition(" ")
    return replace(report_message(turn.answers.ask(text).report(), text, int(number)), replaces=turn.replaceable)


FEATURE = Feature(
    words={word: _answering(word) for word in COMMANDS},
    actions={"compare": _answering("compare"), "previous": turn_page, "next": turn_page},
)
