"""Lines of a page in a fixed-width font: cells that line up, long ones folded below themselves."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

# what a piece of text is, so that a terminal can colour it
Style = str
Piece = tuple[Style, str]
PageLine = tuple[Piece, ...]
BLANK: PageLine = ()
_GAP = 2
_NARROWEST = 12
_PER_CENT, _UNBROKEN = " %", "\u00a0%"


class Column(Struct, frozen=True):
    """How one column is set: its style, to which side, whether it takes the width that others leave, its least."""

    style: Style = ""
    right: bool = False
    grows: bool = False
    least: int = 0


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, indent: int = 2) -> Iterator[PageLine]:
    """The rows with their cells lined up, within the width; the column that grows is folded where it is too long."""
    widths = [max([column.least, *(len(row[place]) for row in rows)]) for place, column in enumerate(columns)]
    others = sum(taken + _GAP for taken, column in zip(widths, columns, strict=True) if taken and not column.grows)
    room = max(width - indent - others, _NARROWEST)
    widths = [min(taken, room) if column.grows else taken for taken, column in zip(widths, columns, strict=True)]
    for row in rows:
        yield from _folded(columns, widths, row, indent)


def _folded(columns: Sequence[Column], widths: Sequence[int], row: Sequence[str], indent: int) -> Iterator[PageLine]:
    folds = [
        _wrapped(cell, size) if column.grows and size else [cell]
        for cell, size, column in zip(row, widths, columns, strict=True)
    ]
    for parts in zip_longest(*folds, fillvalue=""):
        yield _line(columns, widths, parts, indent)


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters, with a number and its per cent in one."""
    kept = text.replace(_PER_CENT, _UNBROKEN)
    lines = textwrap.wrap(kept, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_UNBROKEN, _PER_CENT) for line in lines] or [""]


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[str], indent: int) -> PageLine:
    pieces: list[Piece] = [("", " " * indent)]
    for column, size, cell in zip(columns, widths, cells, strict=True):
        if size:
            pieces += [(column.style, cell.rjust(size) if column.right else cell.ljust(size)), ("", " " * _GAP)]
    while pieces and not pieces[-1][1].strip():
        pieces.pop()
    if pieces:
        pieces[-1] = (pieces[-1][0], pieces[-1][1].rstrip())
    return tuple(pieces)


def paragraph(text: str, width: int, style: Style = "", indent: int = 0) -> Iterator[PageLine]:
    """A sentence folded into lines."""
    for line in _wrapped(text, width - indent):
        yield ((style, " " * indent + line),)


def plain_lines(lines: Iterable[PageLine]) -> str:
    """The page without colours."""
    return "\n".join("".join(text for _, text in line) for line in lines)
