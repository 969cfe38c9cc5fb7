"""Tables in a message: rich cells within Slack's limits, and the same rows as paragraphs where a table is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.kit import Block, Element, characters, cut, section
from bot.neutral import neutral

MOST_ROWS = 100
MOST_CHARACTERS = 9_000
LINES_IN_SECTION = 8
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a table, with a link behind it, or bold."""

    text: str
    url: str | None = None
    bold: bool = False

    def rich(self, linked: bool) -> Element:
        """The cell as Slack takes it; cells cannot be empty."""
        text = self.text or "–"
        style = {"style": {"bold": True}} if self.bold else {}
        if self.url and linked:
            element: Element = {"type": "link", "url": self.url, "text": text, **style}
        else:
            element = {"type": "text", "text": text, **style}
        return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


def table(headings: Sequence[str], rows: Sequence[Sequence[Cell]], align: Sequence[Align]) -> Block:
    """A table of at most 99 rows below its headings; links, then length are given up when it would be too large."""
    shown = [[Cell(heading, bold=True) for heading in headings], *rows][:MOST_ROWS]
    for linked, width in ((True, 200), (False, 200), (False, 80), (False, 40), (False, 20)):
        cells = [[Cell(cut(cell.text, width), cell.url, cell.bold).rich(linked) for cell in row] for row in shown]
        if characters([[cell["elements"] for cell in row] for row in cells]) <= MOST_CHARACTERS:
            break
    settings = [{"align": side, "is_wrapped": True} for side in align]
    return {"type": "table", "column_settings": settings, "rows": cells}


def paragraphs(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """The same rows as text, several to a section: the first cell in bold, the others after it."""
    lines = [f"*{neutral(row[0].text)}* · " + " · ".join(neutral(cell.text) for cell in row[1:]) for row in rows]
    title = " · ".join(headings)
    groups = [lines[i : i + LINES_IN_SECTION] for i in range(0, len(lines), LINES_IN_SECTION)]
    return [section("\n".join(group if i else [f"_{title}_", *group])) for i, group in enumerate(groups)]
