"""The steps of an estimate as a table: formula, numbers, result, and who says so."""

from bot.kit import Block, cut
from bot.table import Align, Cell, table
from estimator.estimate import Estimate
from estimator.quantity import Assumed, Derived, Fact, Quantity
from estimator.render.wording import Step, inputs, working

HEADINGS = ("Step", "Formula", "Numbers", "Result", "Who says so")
MOST_SAID = 110
ALIGN: tuple[Align, ...] = ("left", "left", "left", "right", "left")


def step_table(estimate: Estimate, most: int) -> list[Block]:
    """The numbered working, then the numbers that went in, as one table of at most so many characters."""
    links = {step.term.label: _link(step) for step in estimate.steps}
    numbered = [(f"{number}. {step.label}", step) for number, step in enumerate(working(estimate), 1)]
    given = [(step.label, step) for step in inputs(estimate)]
    rows = [_row(label, step, links.get(step.label)) for label, step in (*numbered, *given)]
    return table(HEADINGS, rows, ALIGN, most)


def _row(label: str, step: Step, link: str | None) -> list[Cell]:
    texts = (label, step.formula, step.substituted, step.result)
    return [*map(Cell, texts), Cell(cut(step.says, MOST_SAID), link)]


def _link(step: Quantity) -> str | None:
    """Where the step's source can be read."""
    match step.origin:
        case Fact(source=source) | Derived(source=source):
            return source.url
        case Assumed(source=source):
            return source.url if source else None
        case _:
            return None
