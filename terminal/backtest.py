"""`llmcost backtest FILE.csv`: the estimator over a table of real runs, and its errors."""

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from estimator import load_catalogue
from estimator.errors import RequestError
from estimator.evaluation.backtest import Backtest
from estimator.evaluation.backtest import backtest as backtested
from estimator.render.backtest import HEADINGS, as_json, as_text, cells, summary
from terminal.options import parser

USAGE = "llmcost backtest FILE.csv [--json] [--stack typical|tuned]"


def backtest(arguments: Sequence[str]) -> int:
    """Run the estimator over a table of real runs, and print its errors."""
    reader = parser(USAGE, "Predict every run of a table, and print the error of hours and the coverage of the ranges.")
    reader.add_argument("command")
    reader.add_argument("file", type=Path)
    reader.add_argument("--json", action="store_true")
    reader.add_argument("--stack", choices=("typical", "tuned"))
    options = reader.parse_args(arguments)
    found = backtested(_rows(options.file), load_catalogue(), options.stack)
    if options.json:
        text = json.dumps(as_json(found), indent=1, allow_nan=False)
    else:
        text = _on_screen(found) if sys.stdout.isatty() else as_text(found)
    sys.stdout.write(f"{text}\n")
    return 0


def _on_screen(found: Backtest) -> str:
    """The runs as a table as wide as the terminal, those outside their range in yellow, then the scores."""
    from rich.console import Console  # noqa: PLC0415 - loaded only for a terminal
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(box=None)
    table.add_column(HEADINGS[0], overflow="fold")
    for heading in HEADINGS[1:]:
        table.add_column(heading, justify="right", no_wrap=True)
    for row in found.outcomes:
        table.add_row(*cells(row), style="" if row.is_inside else "yellow")
    console = Console()
    with console.capture() as page:
        console.print(table)
    return page.get() + summary(found)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(file)]
    except OSError as error:
        raise RequestError(f"I cannot open {path}: {error.strerror}.", "Give the name of a CSV file.") from None
    except (UnicodeDecodeError, csv.Error):
        raise RequestError(f"{path.name} is not CSV text.", "Save it as comma-separated UTF-8.") from None
