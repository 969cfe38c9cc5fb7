"""A request with what its team takes where nothing was said."""

import datetime

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.request import Request
from estimator.run.machine import DEFAULT_ACCELERATOR
from estimator.run.own_accelerator import own_accelerator

TEAM = "team_default"
_ANSWERED_BY = {
    "price": ("price", "provider", "billing", "region"),
    "mfu": ("mfu", "stack"),
    "grid": ("grid", "region"),
}
"""The words of a request any of which says what the default would."""


def with_team_defaults(request: Request, catalogue: Catalogue, day: datetime.date) -> Request:
    """The request with the team's defaults of a day for its accelerator in what it leaves open; `by_team` names them.

    Raises UnknownNameError for an accelerator that the catalogue does not have.
    """
    if not catalogue.team or request.by_team:
        return request
    known = catalogue.accelerator(request.accelerator or DEFAULT_ACCELERATOR)
    accelerator = (own_accelerator(request, known) or known).id
    found = {
        default.name: default
        for default in catalogue.team
        if default.holds(accelerator, day) and not any(getattr(request, word) for word in _ANSWERED_BY[default.name])
    }
    said = tuple((name, default.said) for name, default in found.items())
    return request.model_copy(update={**{name: default.value for name, default in found.items()}, "by_team": said})


def told(request: Request) -> tuple[Doubt, ...]:
    """A note on each of the team's defaults in a request."""
    return tuple(
        Doubt(TEAM, f"{said[:1].upper()}{said[1:]}. `{name}=…` says another.") for name, said in request.by_team
    )
