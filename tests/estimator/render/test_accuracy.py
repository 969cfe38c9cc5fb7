"""What we say of our own accuracy is what the calibration found."""

from pathlib import Path

from estimator.catalogue.catalogue import Catalogue
from estimator.render.accuracy import accuracy_page, accuracy_text

PAGE = Path(__file__).parents[3] / "docs" / "accuracy.md"


def test_the_page_is_fresh(catalogue: Catalogue) -> None:
    assert PAGE.read_text(encoding="utf-8") == accuracy_page(catalogue), "python -m estimator.render.accuracy"


def test_the_short_text_fits_a_chat_and_names_every_regime(catalogue: Catalogue) -> None:
    text = accuracy_text(catalogue)
    assert len(text) <= 2_500
    assert all(word in text for word in ("published runs", "MLPerf", "steps", "6·N·D"))
