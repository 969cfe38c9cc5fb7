"""`llmcost observe …`: what a measured run achieves, how saved estimates of it did, and with `save` it is kept."""

import datetime
import sys
from collections.abc import Sequence

from estimator.errors import RequestError
from estimator.language import read
from estimator.questions.observe import observed
from estimator.questions.question import Asked
from service.evidence import evidence, told, wanted
from service.folder import data_folder
from service.forecast import forecasts
from terminal.answer import answer
from terminal.notebook import Notebook
from terminal.own import own_catalogue


def observe(arguments: Sequence[str]) -> int:
    """Answer what was observed; what is said of saved estimates goes to standard error."""
    options = [word for word in arguments if word.startswith("--")]
    asked = wanted(" ".join(word for word in arguments if not word.startswith("--")))
    text = asked.text.partition(" ")[2]
    kept = evidence(text, own_catalogue(), _today()) if asked.is_kept else None
    status = answer([asked.text, *options] if asked.is_kept else arguments)
    sys.stderr.write("".join(f"{line}\n" for line in _forecasts(text)))
    if kept:
        Notebook(data_folder(), "runs").add(*kept)
        sys.stderr.write(f"Kept {told(kept[1])}: later answers lean on it; `stack=typical` leaves it out.\n")
    return status


def _forecasts(text: str) -> list[str]:
    """How saved estimates of this run did; nothing for a run that only its options describe."""
    saved = [(one.name, one.content or {}) for one in Notebook(data_folder()).everything()]
    if not saved:
        return []
    catalogue, today = own_catalogue(), _today()
    try:
        found = observed(Asked(text, catalogue, today)).estimate
    except RequestError:
        return []
    return forecasts(saved, found, lambda said: read(said, catalogue.names, today=today).request)


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
