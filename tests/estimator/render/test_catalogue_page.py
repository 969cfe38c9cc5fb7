"""docs/catalogue.md says what the catalogue says."""

from pathlib import Path

from estimator.catalogue.loading import load_catalogue
from estimator.render.catalogue_page import catalogue_page

PAGE = Path(__file__).parents[3] / "docs" / "catalogue.md"


def test_the_page_is_fresh():
    assert PAGE.read_text() == catalogue_page(load_catalogue()), (
        "run: python -m estimator.render.catalogue_page > docs/catalogue.md"
    )
