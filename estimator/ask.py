"""An estimate asked for in words."""

import datetime

from estimator.catalogue.catalogue import Catalogue
from estimator.estimate import Estimate, estimate
from estimator.language import read


def ask(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Estimate:
    """Read a text and estimate what it asks, with the parallel layout or without.

    Raises RequestError for what cannot be read or answered.
    """
    reading = read(text, catalogue.names, today=today)
    return estimate(reading.request, catalogue, today, reading.doubts, layout=layout)
