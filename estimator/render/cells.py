"""A cell of a table as CSV holds it."""

import re

_FORMULAS = ("=", "+", "-", "@")
_CHANGE = re.compile(r"[+-] ?\$?\d[\d.,]* ?[%\w]*")


def plain_cell(text: str) -> str:
    """The text on one line, which no spreadsheet takes for a formula of its own."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULAS) else line


def figure_cell(text: str) -> str:
    """The same for a cell that may be a change: `-5 %` stays what it is."""
    line = " ".join(text.split())
    return line if _CHANGE.fullmatch(line) else plain_cell(line)
