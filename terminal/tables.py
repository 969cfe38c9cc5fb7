"""`llmcost accelerators|models|prices|grids [FILTER]`: the catalogue as tables or as JSON."""

import json
import sys
from collections.abc import Sequence

from estimator import load_catalogue
from terminal.main import parser

USAGE = "llmcost accelerators|models|prices|grids [--json] [FILTER]"


def tables(arguments: Sequence[str]) -> int:
    """Print the entries of one kind that hold all words of the filter."""
    return 0
