"""An estimate asked for in words."""

import datetime

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.language import read
from estimator.suggestions import WaysForward


def ask(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Estimate:
    """Read a text and estimate what it asks, with the parallel layout or without.

    Raises RequestError for what cannot be read or answered, with complete requests that can.
    """
    try:
        reading = read(text, catalogue.names, today=today)
        return estimate(reading.request, catalogue, today, reading.doubts, layout=layout)
    except RequestError as error:
        error.suggestions = WaysForward(catalogue, today).of(text, error)
        raise
