"""Tables in a message: rich cells within Slack's limits, and the same rows as paragraphs where no table fits."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from blockkit.kit import Block, Element, cut, section
from blockkit.neutral import neutral

MAXIMUM_ROWS = 100
MAXIMUM_CHARACTERS = 9_000
CELL_WORDS = len("rich_text" + "rich_text_section" + "text")
LINES_IN_SECTION = 8
Align = Literal["left", "center", "right"]


class Cell(Struct, frozen=True):
    """Text in a table, with a link behind it, or bold."""

    text: str
    url: str | None = None
    bold: bool = False

    def rich(self, width: int, *, linked: bool) -> Element:
        """The cell as Slack takes it; cells cannot be empty."""
        element: Element = {"type": "text", "text": cut(self.text, width) or "–"}
        if self.url and linked:
            element |= {"type": "link", "url": self.url}
        if self.bold:
            element["style"] = {"bold": True}
        return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


def table(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], align: Sequence[Align], most: int = MAXIMUM_CHARACTERS
) -> list[Block]:
    """A table of at most 99 rows below its headings that has at most so many characters.

    Links, then length are given up when it would be too large, and then the table itself: it becomes paragraphs.
    """
    shown = [[Cell(heading, bold=True) for heading in headings], *rows][:MAXIMUM_ROWS]
    lengths = [len(cell.text) or 1 for row in shown for cell in row]
    links = sum(len(cell.url) for row in shown for cell in row if cell.url)
    room = min(most, MAXIMUM_CHARACTERS) - CELL_WORDS * len(lengths)
    for width, linked in ((200, True), (110, True), (110, False), (60, False), (30, False)):
        if sum([min(length, width) for length in lengths]) + links * linked <= room:
            cells = [[cell.rich(width, linked=linked) for cell in row] for row in shown]
            settings = [{"align": side, "is_wrapped": True} for side in align]
            return [{"type": "table", "column_settings": settings, "rows": cells}]
    return _paragraphs(headings, shown[1:])


def _paragraphs(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """The rows as text, several to a section: the first cell in bold, the others after it."""
    shown = [[neutral(" ".join(cell.text.replace("`", "").split())) for cell in row] for row in rows]
    lines = [f"*{row[0]}* · " + " · ".join(row[1:]) for row in shown]
    title = " · ".join(headings)
    groups = [lines[i : i + LINES_IN_SECTION] for i in range(0, len(lines), LINES_IN_SECTION)]
    return [section("\n".join(group if i else [f"_{title}_", *group])) for i, group in enumerate(groups)]
