"""`/llmcost accelerators|models|prices|grids [words]`: tables, a page at a time, or one entry with its sources."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.feature import Feature, Handler, Turn
from bot.slack.kit import Block, actions, button, context, header
from bot.slack.message import Message
from bot.slack.neutral import code, neutral
from bot.slack.table import Cell, table
from estimator.catalogue.catalogue import Catalogue
from estimator.render.entry_page import entry_page
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
        catalogue = turn.answers.catalogue
        page = entry_page(catalogue, kind, turn.text)
        return entry_message(*page) if page else page_message(catalogue, kind, turn.text, 1)

    return first_page


def _turning(kind: str) -> Handler:
    async def other_page(turn: Turn) -> Message:
        number, _, words = turn.text.partition(" ")
        return replace(page_message(turn.answers.catalogue, kind, words, int(number)), replaces=turn.replaceable)

    return other_page


def page_message(catalogue: Catalogue, kind: str, words: str, number: int) -> Message:
    """One page of the entries that hold all the words."""
    found = TABLES[kind](catalogue, words)
    if not found.rows:
        return Message(f"No {kind} hold {code(words)}. `/llmcost {kind}` lists all of them.")
    pages = -(-len(found.rows) // ROWS)
    number = min(max(number, 1), pages)
    shown = CatalogueTable(found.headers, found.rows[(number - 1) * ROWS : number * ROWS])
    holding = f" that hold {code(words)}" if words else ""
    note = f"{len(found.rows)} {kind}{holding} · page {number} of {pages}"
    blocks = [header(kind.capitalize()), *_table(shown), context(note), *_turns(kind, words, number, pages)]
    lines = [neutral(" · ".join(row)) for row in (shown.headers, *shown.rows)]
    return Message("\n".join([note, *lines]), blocks)


def entry_message(name: str, facts: CatalogueTable) -> Message:
    """One entry: each fact with its source as a link."""
    rows = [
        [Cell(fact), Cell(value), Cell(title, url if url.startswith("http") else None), Cell(day)]
        for fact, value, title, url, day in facts.rows
    ]
    headings = ("Fact", "Value", "Source", "Retrieved")
    lines = [neutral(" · ".join(row)) for row in facts.rows]
    return Message("\n".join([neutral(name), *lines]), [header(name), *table(headings, rows, ["left"] * len(headings))])


def _table(shown: CatalogueTable) -> list[Block]:
    rows = [[Cell(text) for text in row] for row in shown.rows]
    return table(shown.headers, rows, ["left"] * len(shown.headers))


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
