"""The steps of an estimate as a table: formula, numbers, result, and who says so."""

from collections.abc import Iterator

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
    return table(HEADINGS, [*_working(estimate), *_inputs(estimate)], ALIGN, most)


def _working(estimate: Estimate) -> Iterator[list[Cell]]:
    links = _links(estimate)
    for number, step in enumerate(working(estimate), 1):
        yield _row(f"{number}. {step.label}", step, links.get(step.label))


def _inputs(estimate: Estimate) -> Iterator[list[Cell]]:
    links = _links(estimate)
    for step in inputs(estimate):
        yield _row(step.label, step, links.get(step.label))


def _row(label: str, step: Step, link: str | None) -> list[Cell]:
    texts = (label, step.formula, step.substituted, step.result)
    return [*map(Cell, texts), Cell(cut(step.says, MOST_SAID), link)]


def _links(estimate: Estimate) -> dict[str, str | None]:
    """Where each step's source can be read, by the step's label."""
    return {step.term.label.capitalize(): _link(step) for step in estimate.steps}


def _link(step: Quantity) -> str | None:
    match step.origin:
        case Fact(source=source) | Derived(source=source):
            return source.url
        case Assumed(source=source):
            return source.url if source else None
        case _:
            return None
