"""`/llmcost accelerators|models|prices|grids [words]`: the catalogue as tables, a page at a time."""

from collections.abc import Callable, Mapping

from bot.feature import Feature, Handler, Turn
from bot.kit import Block, actions, button, context, header
from bot.message import Message
from bot.neutral import code, neutral
from bot.table import Cell, table
from estimator.catalogue.catalogue import Catalogue
from estimator.render.tables import CatalogueTable, accelerator_table, grid_table, model_table, price_table

ROWS = 15
TABLES: Mapping[str, Callable[[Catalogue, str], CatalogueTable]] = {
    "accelerators": accelerator_table,
    "models": model_table,
    "prices": price_table,
    "grids": grid_table,
}


def _listing(kind: str) -> Handler:
    async def first_page(turn: Turn) -> Message:
        return _page(turn, kind, turn.text, 1)

    return first_page


def _turning(kind: str) -> Handler:
    async def other_page(turn: Turn) -> Message:
        number, _, words = turn.text.partition(" ")
        return _page(turn, kind, words, int(number))

    return other_page


def _page(turn: Turn, kind: str, words: str, number: int) -> Message:
    """One page of the entries that hold all the words, in the place of the page before it."""
    found = TABLES[kind](turn.answers.catalogue, words)
    if not found.rows:
        return Message(f"No {kind} hold {code(words)}. `/llmcost {kind}` lists all of them.")
    pages = -(-len(found.rows) // ROWS)
    number = min(max(number, 1), pages)
    rows = found.rows[(number - 1) * ROWS : number * ROWS]
    shown = table(found.headers, [[Cell(text) for text in row] for row in rows], ["left"] * len(found.headers))
    note = f"{len(found.rows)} {kind}" + (f" that hold {code(words)}" if words else "")
    blocks = [
        header(kind.capitalize()),
        shown,
        context(f"{note} · page {number} of {pages}"),
        *_turns(kind, words, number, pages),
    ]
    lines = [" · ".join(row) for row in (found.headers, *rows)]
    text = f"{note}, page {number} of {pages}\n{neutral(chr(10).join(lines))}"
    return Message(text, blocks, replaces=bool(turn.action) and turn.replaceable)


def _turns(kind: str, words: str, number: int, pages: int) -> list[Block]:
    buttons = []
    if number > 1:
        buttons.append(button("Previous", f"previous_{kind}", f"{number - 1} {words}"))
    if number < pages:
        buttons.append(button("Next", f"next_{kind}", f"{number + 1} {words}"))
    return [actions(*buttons)] if buttons else []


FEATURE = Feature(
    words={kind: _listing(kind) for kind in TABLES},
    actions={f"{way}_{kind}": _turning(kind) for kind in TABLES for way in ("previous", "next")},
)
