"""Where the operator's own files lie: what a refresh of the market wrote, and what people saved."""

import os
from pathlib import Path

MARKET_FILES = "market-*.json"
SAVED_FILE = "saved.sqlite"


def data_folder() -> Path:
    """The folder that LLMCOST_FOLDER names; without it `llmcost` where the user's programs keep their data."""
    if chosen := os.environ.get("LLMCOST_FOLDER"):
        return Path(chosen)
    from platformdirs import user_data_path  # noqa: PLC0415 - loaded only where the folder is asked for

    return user_data_path("llmcost", appauthor=False)


def has_market(folder: Path) -> bool:
    """Whether a refresh has ever written into the folder."""
    return next(folder.glob(MARKET_FILES), None) is not None


def has_saved(folder: Path) -> bool:
    """Whether anything was ever kept in the folder."""
    return (folder / SAVED_FILE).exists()
