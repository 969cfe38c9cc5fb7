"""`llmcost compare TEXT [vs A, B]`: the same request on other accelerators, side by side."""

import datetime
import json
import re
import sys
from collections.abc import Sequence

from estimator import load_catalogue
from estimator.estimate import Estimate
from estimator.language import read
from estimator.planning.compare import Comparison, compare
from estimator.render.figures import with_range
from estimator.render.json import as_json
from terminal.main import parser

USAGE = "llmcost compare [--json] TEXT [vs ACCELERATOR, …]"
_COLUMNS = ("accelerator", "cost", "accelerator-hours", "days", "MFU")


def comparison(arguments: Sequence[str]) -> int:
    """Print the request on its own accelerator and on up to five others, named behind `vs` or usual."""
    reader = parser(USAGE, "The same request on other accelerators.")
    reader.add_argument("--json", action="store_true")
    options = reader.parse_args([word for word in arguments if word.startswith("--")])
    words = " ".join(word for word in arguments if not word.startswith("--")).split(None, 1)
    text, _, others = (words[1] if len(words) > 1 else "").partition(" vs ")
    catalogue, today = load_catalogue(), datetime.datetime.now(tz=datetime.UTC).date()
    request = read(text, catalogue.names, today=today).request
    found = compare(request, catalogue, today, [name for name in re.split(r"\s*,\s*", others.strip()) if name])
    if options.json:
        sys.stdout.write(json.dumps([as_json(entry) for entry in found.estimates], indent=1, allow_nan=False) + "\n")
    else:
        sys.stdout.write(_table(found) + "\n")
    return 0


def _table(found: Comparison) -> str:
    rows = [_COLUMNS, *(_row(entry) for entry in found.estimates)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, *(f"Note: {doubt.message}" for doubt in found.doubts)])


def _row(entry: Estimate) -> tuple[str, ...]:
    named = (entry.answer[name] for name in ("compute_cost", "accelerator_hours", "wall_clock", "mfu"))
    cost, hours, days, mfu = (with_range(quantity) if quantity else "–" for quantity in named)
    return (entry.accelerator.name, cost, hours, days, mfu)
