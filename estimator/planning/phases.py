"""A training in phases: pre-training, then longer sequences, then fine-tuning, each an estimate, and their sum."""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from estimator.calculation.papers import DEFINITION
from estimator.calculation.quantity import Assumed, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import Estimate, estimate
from estimator.language import read, write
from estimator.request import Request

MAXIMUM_PHASES = 8
_THEN = re.compile(r"[\s,;]+(?:and\s+)?then\s+", re.IGNORECASE)
# what is of one phase alone; all else a phase takes from those before it, or where none said it, from those behind
_OWN = frozenset(
    {"text", "tokens", "epochs", "method", "deadline", "budget", "solved", "teacher_parameters", "sampling"}
)
_MODEL = ("model", "parameters", "active_parameters")
SUMMED = (
    "tokens",
    "training_compute",
    "accelerator_hours",
    "wall_clock",
    "compute_cost",
    "total_cost",
    "energy",
    "emissions",
    "electricity_cost",
)


class Phases(Struct, frozen=True):
    """The estimate of each phase in order, and what they take together by name; None where one phase lacks it.

    Ends of ranges add up: phases of one team on one cluster are fast or slow together.
    """

    estimates: tuple[Estimate, ...]
    answer: Mapping[str, Quantity | None]


def phases(text: str, catalogue: Catalogue, today: datetime.date, *, layout: bool = False) -> Phases:
    """The phases that a text names one `then` another. Raises RequestError for what cannot be read or answered."""
    pieces = [piece for piece in _THEN.split(text) if piece.strip()]
    if not 1 < len(pieces) <= MAXIMUM_PHASES:
        raise RequestError(
            f"Phases are two to {MAXIMUM_PHASES} runs with `then` between them.",
            "Try `70B 14T seq=8k h100 then 800B seq=128k then sft 10B`.",
        )
    requests = _requests(pieces, catalogue, today)
    found = tuple(estimate(request, catalogue, today, layout=layout) for request in requests)
    return Phases(found, {name: _sum(name, found) for name in found[0].answer})


def _requests(pieces: Sequence[str], catalogue: Catalogue, today: datetime.date) -> list[Request]:
    first = read(pieces[0], catalogue.names, today=today).request
    model = write(Request(**{name: getattr(first, name) for name in _MODEL}))
    texts = [pieces[0], *(f"{model} {piece}" for piece in pieces[1:])]
    said = [read(text, catalogue.names, today=today).request.model_dump(exclude_none=True) for text in texts]
    shared: dict[str, Any] = {}
    for one in said:
        shared = {name: value for name, value in one.items() if name not in _OWN} | shared
    return [_whole(shared, one) for one in said]


def _whole(shared: Mapping[str, Any], own: Mapping[str, Any]) -> Request:
    """A phase with what the others say of the cluster, and with the words that ask for it alone."""
    request = Request(**{**shared, **own})
    return request.model_copy(update={"text": write(request)})


def _sum(name: str, found: Sequence[Estimate]) -> Quantity | None:
    parts = [one.answer[name] for one in found]
    known = [part for part in parts if part is not None]
    if name not in SUMMED or len(known) < len(parts):
        return None
    value, low, high = (math.fsum(getattr(part, end) for part in known) for end in ("value", "low", "high"))
    return Quantity(name, value, Assumed("the sum of all phases", DEFINITION), low, high)
