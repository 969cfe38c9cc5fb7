"""What Slack asks of tables beyond their fields: a rectangle of at most twenty columns, not too much text."""

from collections.abc import Iterator

from workspace.validation.limits import MAXIMUM_CHARACTERS_IN_TABLE
from workspace.wire import Json

MAXIMUM_COLUMNS = 20


def table_problems(block: Json, place: str) -> Iterator[str]:
    """What is wrong with the rows of a `table`."""
    yield from _column_problems(block.get("column_settings", []), f"{place}/column_settings")
    rows = block.get("rows")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        yield f"{place}/rows: must be a list of rows, each a list of cells"
        return
    if any(not 1 <= len(row) <= MAXIMUM_COLUMNS for row in rows):
        yield f"{place}/rows: a row has 1 to {MAXIMUM_COLUMNS} cells"
    if len({len(row) for row in rows}) > 1:
        yield f"{place}/rows: rows differ in length"
    size = sum(_text_size(cell) for row in rows for cell in row)
    if size > MAXIMUM_CHARACTERS_IN_TABLE:
        yield f"{place}/rows: {size} characters, more than {MAXIMUM_CHARACTERS_IN_TABLE}"
    if any(_text_size(cell) == 0 for row in rows for cell in row):
        yield f"{place}/rows: a cell must not be empty"


def _column_problems(columns: list[object], place: str) -> Iterator[str]:
    for column in columns:
        if column is not None and not (isinstance(column, dict) and column.keys() <= {"align", "is_wrapped"}):
            yield f"{place}: a column has align and is_wrapped only"
        elif column and column.get("align", "left") not in ("left", "center", "right"):
            yield f"{place}: align must be left, center or right"


def _text_size(cell: object) -> int:
    if isinstance(cell, list):
        return sum(map(_text_size, cell))
    if not isinstance(cell, dict):
        return 0
    words = cell.get("text") or cell.get("name") or cell.get("url") or cell.get("user_id") or ""
    return len(str(words)) + _text_size(cell.get("elements"))
