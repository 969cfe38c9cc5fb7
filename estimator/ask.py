"""An estimate asked for in words."""

import datetime

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.estimate import Estimate, estimate
from estimator.language import read
from estimator.planning.budget import bought, leaves_open
from estimator.request import Request


def ask(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Estimate:
    """Read a text and estimate what it asks, with the parallel layout or without.

    Raises RequestError for what cannot be read or answered.
    """
    reading = read(text, catalogue.names, today=today)
    return answered(reading.request, catalogue, today, reading.doubts, layout=layout)


def answered(
    request: Request,
    catalogue: Catalogue,
    today: datetime.date,
    doubts: tuple[Doubt, ...] = (),
    *,
    layout: bool = False,
) -> Estimate:
    """The estimate of a request; where a budget stands for its size or its tokens, of what that buys.

    Raises RequestError for what cannot be answered.
    """
    if leaves_open(request, catalogue):
        request, solved = bought(request, catalogue, today)
        doubts = (*doubts, *solved)
    return estimate(request, catalogue, today, doubts, layout=layout)
