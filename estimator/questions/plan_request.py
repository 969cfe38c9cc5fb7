"""The request that a plan is for, and the accelerators that its words leave: `h100 vs b200`, `which GPU`."""

import re
from collections.abc import Sequence
from contextlib import suppress

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import read
from estimator.language.decisions import without_decision
from estimator.language.sentences import speaks
from estimator.planning.compare import Side
from estimator.questions.question import Asked
from estimator.questions.sides import Sides
from estimator.request import Request

_GPU = re.compile(r"\b(?:cheapest|fastest|best|which|what)\s+(?:\w+\s+){0,2}?(?:gpus?|cards?)\b", re.IGNORECASE)
_CLOUD = re.compile(r"\b(?:clouds?|providers?|vendors?)\b(?!\s*=)", re.IGNORECASE)
_MAKERS_OF_GPUS = frozenset({"NVIDIA", "AMD"})
_ON_DEMAND = Doubt(
    "plan_on_demand",
    "Which cloud is asked, so that only what clouds list on demand is planned with; `billing=spot` asks otherwise.",
)

_ON_GPUS = Doubt("plan_on_gpus", "You ask for a GPU: other accelerators, such as TPUs, are left out.")


def plan_request(asked: Asked) -> tuple[Request, tuple[Doubt, ...], tuple[str, ...]]:
    """The request, what was noted in reading it, and the accelerators that it may take; none of these for any.

    Raises RequestError for what cannot be read.
    """
    text, is_prose = without_decision("plan", asked.text), speaks(asked.text) or None
    try:
        reading = read(text, asked.catalogue.names, today=asked.today, is_prose=is_prose)
    except RequestError:
        sides = _sides(text, asked)
        among = tuple(dict.fromkeys(side.request.accelerator for side in sides if side.request.accelerator))
        if len(among) < len(("one", "other")):
            raise
        return sides[0].request.model_copy(update={"accelerator": None}), sides[0].doubts, among
    request, doubts = reading.request, reading.doubts
    if _CLOUD.search(asked.text) and not (request.billing or request.provider):
        request, doubts = request.model_copy(update={"billing": "on-demand"}), (*doubts, _ON_DEMAND)
    if request.accelerator or not _GPU.search(asked.text):
        return request, doubts, ()
    return request, (*doubts, _ON_GPUS), _gpus(asked.catalogue)


def _sides(text: str, asked: Asked) -> Sequence[Side]:
    """The sides of a plan among some accelerators; none where the text has none."""
    with suppress(RequestError):
        return Sides(asked.catalogue.names, asked.today).read(text)
    return ()


def _gpus(catalogue: Catalogue) -> tuple[str, ...]:
    """The accelerators that people call GPUs."""
    return tuple(entry.id for entry in catalogue.accelerators if entry.vendor in _MAKERS_OF_GPUS)
