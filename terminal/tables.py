"""`llmcost accelerators|models|prices|grids [FILTER]`: the catalogue as tables or as JSON."""

import json
import sys
from collections.abc import Sequence

from estimator import load_catalogue
from estimator.render import listing
from estimator.render import tables as rows
from estimator.render.entry_page import entry_page
from estimator.render.tables import CatalogueTable
from terminal.main import parser

USAGE = "llmcost accelerators|models|prices|grids [--json] [FILTER]"
_LISTS = {
    "accelerators": listing.list_accelerators,
    "models": listing.list_models,
    "prices": listing.list_prices,
    "grids": listing.list_grids,
}
_TABLES = {
    "accelerators": rows.accelerator_table,
    "models": rows.model_table,
    "prices": rows.price_table,
    "grids": rows.grid_table,
}


def tables(arguments: Sequence[str]) -> int:
    """Print the entries of one kind that hold all words of the filter; of a single one, each fact with its source."""
    reader = parser(
        USAGE, "The catalogue. All words of the filter must match; a single entry is shown with its sources."
    )
    reader.add_argument("kind", choices=_LISTS)
    reader.add_argument("filter", nargs="*")
    reader.add_argument("--json", action="store_true", help="a list of objects, each with its sources")
    options = reader.parse_args(arguments)
    words = " ".join(options.filter)
    catalogue = load_catalogue()
    if options.json:
        sys.stdout.write(json.dumps(_LISTS[options.kind](catalogue, words), indent=1, allow_nan=False) + "\n")
        return 0
    page = entry_page(catalogue, options.kind, words)
    table = page[1] if page else _TABLES[options.kind](catalogue, words)
    if page:
        sys.stdout.write(f"{page[0]}\n")
    if not table.rows:
        sys.stdout.write(f'None of the {options.kind} matches "{words}".\n')
    elif sys.stdout.isatty():
        _draw(table)
    else:
        sys.stdout.write("".join("\t".join(row) + "\n" for row in (table.headers, *table.rows)))
    return 0


def _draw(table: CatalogueTable) -> None:
    from rich import box  # noqa: PLC0415 - loaded only for a terminal
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above

    page = Table(*table.headers, box=box.SIMPLE_HEAD)
    for row in table.rows:
        page.add_row(*row)
    Console().print(page)
