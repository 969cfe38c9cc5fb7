"""Questions answered on the day of the tests."""

import datetime
from collections.abc import Callable

import pytest

from estimator.catalogue.catalogue import Catalogue
from estimator.questions.question import Answered
from estimator.questions.table import answer

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="session")
def answered(catalogue: Catalogue) -> Callable[[str], Answered]:
    return lambda text: answer(text, catalogue, TODAY)
