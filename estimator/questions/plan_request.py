"""The request that a plan is for, and the accelerators that its words leave: `h100 vs b200`, `which GPU`."""

import re
from typing import NamedTuple

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language import read
from estimator.language.decisions import without_decision
from estimator.language.sentences import speaks
from estimator.questions.among import among
from estimator.questions.question import Asked
from estimator.request import Request

_GPU = re.compile(r"\b(?:cheapest|fastest|best|which|what)\s+(?:\w+\s+){0,2}?(?:gpus?|cards?)\b", re.IGNORECASE)
_CLOUD = re.compile(r"\b(?:clouds?|providers?|vendors?)\b(?!\s*=)", re.IGNORECASE)
_MAKERS_OF_GPUS = frozenset({"NVIDIA", "AMD"})
_ON_DEMAND = Doubt(
    "plan_on_demand",
    "Which cloud is asked, so that only what clouds list on demand is planned with; `billing=spot` asks otherwise.",
)
_ON_GPUS = Doubt("plan_on_gpus", "You ask for a GPU: other accelerators, such as TPUs, are left out.")


class PlanRequest(NamedTuple):
    """What is to be planned: the accelerators to choose from, none for all, and those that were named."""

    request: Request
    doubts: tuple[Doubt, ...] = ()
    choice: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def plan_request(asked: Asked) -> PlanRequest:
    """The request of a plan. Raises RequestError for what cannot be read."""
    text, is_prose = without_decision("plan", asked.text), speaks(asked.text) or None
    try:
        reading = read(text, asked.catalogue.names, today=asked.today, is_prose=is_prose)
    except RequestError as error:
        request, named = among(text, asked, error)
        return PlanRequest(request, choice=named, named=named)
    request, doubts = reading.request, reading.doubts
    if _CLOUD.search(asked.text) and not (request.billing or request.provider):
        request, doubts = request.model_copy(update={"billing": "on-demand"}), (*doubts, _ON_DEMAND)
    if request.accelerator or not _GPU.search(asked.text):
        return PlanRequest(request, doubts)
    return PlanRequest(request, (*doubts, _ON_GPUS), _gpus(asked.catalogue))


def _gpus(catalogue: Catalogue) -> tuple[str, ...]:
    """The accelerators that people call GPUs."""
    return tuple(entry.id for entry in catalogue.accelerators if entry.vendor in _MAKERS_OF_GPUS)
