"""The catalogue that comes with the package, loaded once."""

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()
