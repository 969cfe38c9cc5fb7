"""The working of an estimate as a table, and the numbers that went in, by who says so."""

from collections.abc import Iterator

from bot.slack.kit import CONTEXT, Block, context, cut
from bot.slack.neutral import neutral
from bot.slack.table import Align, Cell, table
from estimator.calculation.quantity import Assumed, Fact, Quantity, Source
from estimator.estimate import Estimate
from estimator.render.wording import given_inputs, inputs, working

HEADINGS = ("Step", "Working", "Result", "Who says so")
ALIGN: tuple[Align, ...] = ("left", "left", "right", "left")
MOST_REASON = 140
FACTOR = "mfu_"


def step_table(estimate: Estimate, most: int) -> list[Block]:
    """The numbered working as one table of at most so many characters."""
    rows = [
        [
            Cell(f"{number}. {step.label}"),
            Cell(f"{step.formula}\n= {step.substituted}"),
            Cell(step.result),
            Cell(short_title(step.source), step.source.url) if step.source else Cell(""),
        ]
        for number, step in enumerate(working(estimate), 1)
    ]
    return table(HEADINGS, rows, ALIGN, most)


def input_lines(estimate: Estimate) -> list[Block]:
    """The numbers that went in, in small print: those of one source on one line."""
    groups: dict[str, list[str]] = {}
    for quantity, step in zip(given_inputs(estimate), inputs(estimate), strict=True):
        groups.setdefault(_whose(quantity), []).append(_shown(quantity, step.result))
    lines = [f"*{whose}:* {' · '.join(shown)}" for whose, shown in groups.items()]
    return [context(text) for text in _in_pieces(lines)]


def short_title(source: Source) -> str:
    """What a source's title begins with: `Kaplan et al. 2020`, `Definition`."""
    return source.title.split(",", 1)[0].split(":", 1)[0]


def _whose(quantity: Quantity) -> str:
    match quantity.origin:
        case Fact(source=source):
            day = f", {source.retrieved.isoformat()}" if source.retrieved else ""
            return f"{_linked(source)}{day}"
        case Assumed(source=source) if quantity.name.startswith(FACTOR):
            return f"Factors of the MFU, {_linked(source)}" if source else "Factors of the MFU"
        case Assumed():
            label = quantity.term.label
            return f"Assumed {label if label[1:2].isupper() else label[:1].lower() + label[1:]}"
        case _:
            return "You said"


def _shown(quantity: Quantity, value: str) -> str:
    match quantity.origin:
        case Assumed(reason=reason, source=source) if not quantity.name.startswith(FACTOR):
            said = f" ({_linked(source)})" if source else ""
            return f"{value}, {neutral(cut(reason.replace('`', ''), MOST_REASON))}{said}"
        case Fact(verified=False):
            return f"{quantity.term.label} {value} (not verified)"
        case _:
            return f"{quantity.term.label.removeprefix('MFU ')} {value}"


def _linked(source: Source) -> str:
    title = neutral(short_title(source)).replace("|", "/")
    return f"<{source.url}|{title}>" if source.url else title


def _in_pieces(lines: list[str]) -> Iterator[str]:
    """The lines, as many together as one block of small print holds."""
    piece = ""
    for line in lines:
        if piece and len(piece) + len(line) >= CONTEXT:
            yield piece
            piece = ""
        piece = f"{piece}\n{line}" if piece else line
    if piece:
        yield piece
