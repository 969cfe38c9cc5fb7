"""Questions as people ask them, reworded from public threads, each with what it is understood as.

In the file an estimate is `first figure: canonical request`, a report its canonical request, a question back `? ` and
the first request that is offered. Each question was judged before anything was mended for it.
"""

import datetime
from pathlib import Path

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.questions.table import answer
from estimator.render.beside import reading_words
from estimator.render.glance import key_figures

TODAY = datetime.date(2026, 11, 24)
LINES = Path(__file__).with_name("asked_by_people.txt").read_text(encoding="utf-8").splitlines()


def understood(text: str, catalogue: Catalogue) -> str:
    try:
        found = answer(text, catalogue, TODAY)
    except RequestError as error:
        return f"? {next(iter(error.suggestions), error.message)}"
    if found.estimate:
        return f"{key_figures(found.estimate)[0].label}: {reading_words(found.estimate.request)}"
    return found.report().reading


@pytest.mark.parametrize(("text", "meaning"), [*zip(LINES[::2], LINES[1::2], strict=True)])
def test_a_question_is_understood_as_meant(text: str, meaning: str, catalogue: Catalogue):
    assert understood(text, catalogue) == meaning.strip()
