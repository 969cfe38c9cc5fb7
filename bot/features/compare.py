"""Compare: the same request on up to five other accelerators, as a table of cost, hours and days."""

import re

from bot.feature import Feature, Turn
from bot.slack.kit import actions, button, context, header
from bot.slack.message import Message
from bot.slack.neutral import code, neutral
from bot.slack.table import Align, Cell, table
from estimator import Estimate
from estimator.calculation.quantity import Quantity
from estimator.planning.compare import Comparison, days
from estimator.render.figures import figure
from estimator.render.wording import with_range

VERSUS = re.compile(r"\s+(?:vs\.?|versus|with)\s+", re.IGNORECASE)
HEADINGS = ("Accelerator", "Cost", "Hours", "How many", "Days", "MFU")

ALIGN: tuple[Align, ...] = ("left", "right", "right", "right", "right", "right")


async def compare(turn: Turn) -> Message:
    """The comparison of a request; accelerators named after `vs` are the ones to compare with."""
    text, *rest = VERSUS.split(turn.text, maxsplit=1) if " vs" in f" {turn.text.lower()}" else [turn.text]
    others = [name.strip() for name in re.split(r",|\s+vs\.?\s+|\s+and\s+", rest[0]) if name.strip()] if rest else []
    return comparison_message(text, turn.answers.compare(text, others))


def comparison_message(text: str, comparison: Comparison) -> Message:
    """The comparison of what a text asks, as a table."""
    rows = [_row(estimate) for estimate in comparison.estimates]
    notes = [f"Compared: {code(f'/llmcost {text}')}", *(neutral(doubt.message) for doubt in comparison.doubts)]
    asked = comparison.estimates[0]
    if not asked.answer["wall_clock"]:
        notes.append(f"Days on {asked.run.count:,} accelerators, as runs of that size used, since you left that open.")
    blocks = [
        header("The same run on other accelerators"),
        *table(HEADINGS, rows, ALIGN),
        context(*notes),
        actions(button("Edit", "edit", text)),
    ]
    lines = [" · ".join(cell.text for cell in row) for row in rows]
    return Message("\n".join([" · ".join(HEADINGS), *map(neutral, lines), *notes]), blocks)


def _row(estimate: Estimate) -> list[Cell]:
    cost, hours, mfu = (estimate.answer[name] for name in ("compute_cost", "accelerator_hours", "mfu"))
    texts = (_shown(cost, ranged=True), _shown(hours), f"{estimate.run.count:,}", _shown(days(estimate)), _shown(mfu))
    return [Cell(estimate.accelerator.name), *map(Cell, texts)]


def _shown(quantity: Quantity | None, *, ranged: bool = False) -> str:
    if quantity is None:
        return "–"
    return with_range(quantity) if ranged else figure(quantity)


FEATURE = Feature(words={"compare": compare}, actions={"compare": compare})
