"""The smallest of the usual cards that holds a run by itself."""

import datetime
from bisect import bisect_left

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.language.asks import asks
from estimator.language.card_memory import USUAL_CARDS
from estimator.memory.placing import fits_on_devices
from estimator.request import Request
from estimator.run.by_team import with_team_defaults
from estimator.run.run import run_of


def has_card_to_find(request: Request) -> bool:
    """Whether a request asks for the smallest card, and names none."""
    is_open = request.accelerator is None and (request.accelerators or 1) == 1
    return is_open and asks(request.text) == "card" and not (request.memory or request.peak_throughput)


def smallest_card(request: Request, catalogue: Catalogue, today: datetime.date) -> tuple[Request, tuple[Doubt, ...]]:
    """The request on the smallest usual card that holds it, with a note; unchanged where none does."""
    day = request.as_of or today

    def on(memory: float) -> Request:
        return request.model_copy(update={"accelerator": USUAL_CARDS[memory], "accelerators": 1})

    def holds(memory: float) -> bool:
        return fits_on_devices(run_of(with_team_defaults(on(memory), catalogue, day), catalogue, day))

    sizes = sorted(USUAL_CARDS)
    place = bisect_left(sizes, 1, key=holds)
    if place == len(sizes):
        return request, ()
    memory = sizes[place]
    below = f"{sizes[place - 1]:g} GB do not do" if place else "smaller cards were not tried"
    message = f"{memory:g} GB hold it, as {USUAL_CARDS[memory]} has; {below}. Tried: {', '.join(USUAL_CARDS.values())}."
    return on(memory), (Doubt("smallest_card", message),)
