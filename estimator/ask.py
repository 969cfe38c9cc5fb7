"""An estimate asked for in words."""

import datetime

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.language import read
from estimator.language.asks import asks_without_tokens
from estimator.planning.budget import bought, leaves_open
from estimator.planning.card import has_card_to_find, smallest_card
from estimator.planning.rental import is_rental, rental
from estimator.planning.room import filling, has_room_to_fill
from estimator.planning.time import fitting, has_time_to_fill
from estimator.request import Request
from estimator.suggestions import ways_forward


def ask(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Estimate:
    """Read a text and estimate what it asks, with the parallel layout or without.

    Raises RequestError for what cannot be read or answered, with complete requests that can.
    """

    def answers(words: str) -> Estimate:
        reading = read(words, catalogue.names, today=today)
        return answered(reading.request, catalogue, today, reading.doubts, layout=layout)

    try:
        return answers(text)
    except RequestError as error:
        error.suggestions = ways_forward(text, error, answers)
        raise


def answered(
    request: Request,
    catalogue: Catalogue,
    today: datetime.date,
    doubts: tuple[Doubt, ...] = (),
    *,
    layout: bool = False,
) -> Estimate:
    """The estimate of a request; of what a budget buys or a time holds where these stand for its size or tokens.

    Raises RequestError for what cannot be answered.
    """
    if is_rental(request):
        raise rental(request, catalogue, today)
    if leaves_open(request, catalogue):
        request, solved = bought(request, catalogue, today)
        doubts = (*doubts, *solved)
    elif has_time_to_fill(request, catalogue):
        request, solved = fitting(request, catalogue, today)
        doubts = (*doubts, *solved)
    elif has_room_to_fill(request):
        request, solved = filling(request, catalogue, today)
        doubts = (*doubts, *solved)
    elif has_card_to_find(request):
        request, solved = smallest_card(request, catalogue, today)
        doubts = (*doubts, *solved)
    return estimate(request, catalogue, today, doubts, layout=layout or asks_without_tokens(request.text))
