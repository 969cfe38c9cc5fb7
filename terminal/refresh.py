"""`llmcost prices refresh`: an operator's or a weekly job that brings what accelerators rent for now."""

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from estimator import load_catalogue
from service.folder import data_folder
from service.market import refresh_market
from terminal.options import parser

USAGE = "llmcost prices refresh [--folder FOLDER]"
ABOUT = """Bring current offers and write them as a dated file; answers then show the market beside our default.

The folder is the one given, else $LLMCOST_FOLDER, else llmcost below $XDG_DATA_HOME or ~/.local/share."""


def refresh(arguments: Sequence[str]) -> int:
    """Bring the offers, and say what came of it and where it was written."""
    reader = parser(USAGE, ABOUT)
    reader.add_argument("words", nargs=2, metavar="prices refresh")
    reader.add_argument("--folder", type=Path)
    folder = reader.parse_args(arguments).folder or data_folder()
    market = refresh_market(load_catalogue(), folder, datetime.datetime.now(tz=datetime.UTC).date())
    sys.stdout.write(f"{market.sentence}\nWritten into {folder}.\n")
    return 0
