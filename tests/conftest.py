"""What all tests share: the catalogue, a day to ask on, and goldens."""

import datetime
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from estimator import Estimate, load_catalogue
from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from tests.hub_stand_in import running_hub

GOLDENS = Path(__file__).parent / "goldens"
TODAY = datetime.date(2026, 11, 24)
# A test says what is right, on however busy a machine; timings are in `make bench`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# what somebody keeps on this machine is none of the tests' business
os.environ["LLMCOST_FOLDER"] = str(Path(__file__).parent / "no-such-folder")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def asked(catalogue: Catalogue) -> Callable[[str], Estimate]:
    """The estimate that a text asks for, on the day of the tests."""
    return lambda text: ask(text, catalogue, TODAY)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with its golden; with UPDATE_GOLDENS=1 rewrite the golden first."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if os.environ.get("UPDATE_GOLDENS") == "1":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} changed; UPDATE_GOLDENS=1 rewrites it"

    return compare


@pytest.fixture(scope="session")
def hub_address() -> Iterator[str]:
    """The address of a stand-in for the Hugging Face hub."""
    with running_hub() as address:
        yield address
