"""A cell of a table as CSV holds it."""

_FORMULAS = ("=", "+", "-", "@")


def plain_cell(text: str) -> str:
    """The text on one line, which no spreadsheet takes for a formula of its own."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULAS) else line
