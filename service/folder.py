"""Where the operator's own files lie: what a refresh of the market wrote."""

import os
from pathlib import Path

MARKET_FILES = "market-*.json"


def data_folder() -> Path:
    """The folder that LLMCOST_FOLDER names; without it `llmcost` where the user's programs keep their data."""
    if chosen := os.environ.get("LLMCOST_FOLDER"):
        return Path(chosen)
    kept = os.environ.get("XDG_DATA_HOME")
    return (Path(kept) if kept else Path.home() / ".local" / "share") / "llmcost"


def has_market(folder: Path) -> bool:
    """Whether a refresh has ever written into the folder."""
    return next(folder.glob(MARKET_FILES), None) is not None
