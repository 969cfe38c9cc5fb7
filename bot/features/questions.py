"""Every question but an estimate, answered with a report: `/llmcost compare …`, `/llmcost accelerators …`."""

from dataclasses import replace

from blockkit.message import Message
from blockkit.report import report_message, shared_report
from bot.feature import Feature, Handler, Turn
from estimator.language import COMMANDS


def _answering(word: str) -> Handler:
    async def answered(turn: Turn) -> Message:
        text = f"{word} {turn.text}".strip()
        report = turn.answers.ask(text).report()
        if turn.is_public:
            return shared_report(report, text, turn.user, turn.answers.today)
        return report_message(report, text)

    return answered


async def turn_page(turn: Turn) -> Message:
    """Another screenful of the report, in the place of the one before where only the asker sees that."""
    number, _, text = turn.text.partition(" ")
    return replace(report_message(turn.answers.ask(text).report(), text, int(number)), replaces=turn.replaceable)


FEATURE = Feature(
    words={word: _answering(word) for word in COMMANDS},
    actions={"compare": _answering("compare"), "previous": turn_page, "next": turn_page},
)
