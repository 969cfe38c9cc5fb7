"""`observe … save`: a measured run as it is kept, so that the team's estimates lean on it."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from estimator.calculation.numbers import per_cent
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.team import TeamRun
from estimator.errors import RequestError
from estimator.language import write
from estimator.planning.observe import Observation
from estimator.questions.observe import observed
from estimator.questions.question import Asked

_SAVE = re.compile(r"(?:^|\s+)save(?P<everywhere>\s+workspace)?\s*$", re.IGNORECASE)


class Wanted(NamedTuple):
    """What was observed, without the words that ask to keep it, and for whom to keep it, if at all."""

    text: str
    is_kept: bool
    is_everywhere: bool


def wanted(text: str) -> Wanted:
    """What the words behind `observe` ask for."""
    found = _SAVE.search(text)
    if found is None:
        return Wanted(text, is_kept=False, is_everywhere=False)
    return Wanted(text[: found.start()], is_kept=True, is_everywhere=bool(found["everywhere"]))


def evidence(text: str, catalogue: Catalogue, today: datetime.date) -> tuple[str, dict[str, Any]]:
    """The key and the content of a measured run: its request with what was settled. Raises RequestError."""
    found = observed(Asked(text, catalogue, today))
    if impossible := next((one for one in found.estimate.doubts if one.code == "mfu_above_matmul_ceiling"), None):
        raise RequestError(
            f"Not kept: {impossible.message}", "Check the speed, the model and the number of accelerators."
        )
    settled = _settled(found)
    content = {"text": settled, "mfu": found.estimate.request.mfu, "since": today.isoformat()}
    return hashlib.sha256(settled.encode()).hexdigest()[:16], content


def _settled(found: Observation) -> str:
    """The request as it ran: without its speed, with the accelerators, tokens and recomputation that it took."""
    run = found.estimate.run
    settled = {"accelerators": run.count, "tokens": run.tokens.value, "recompute": run.recompute, "mfu": None}
    return write(run.request.asked.model_copy(update={**settled, "budget": None, "deadline": None}))


def team_run(content: Mapping[str, Any], author: str) -> TeamRun:
    """A kept run as the estimator takes it."""
    on = datetime.date.fromisoformat(content["since"])
    by = f" by {author}" if author else ""
    return TeamRun(content["text"], content["mfu"], f"kept{by} on {on}", on)


def told(content: Mapping[str, Any]) -> str:
    """A kept run in words."""
    return f"{content['text']}: MFU {per_cent(content['mfu'])}"
