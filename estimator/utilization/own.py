"""The runs that the team measured, as the model of MFU takes them, and what is said of leaning on them."""

import datetime
from collections.abc import Sequence
from functools import lru_cache

from estimator.calculation.doubt import Doubt
from estimator.catalogue.catalogue import Catalogue
from estimator.compute.training import training_compute
from estimator.errors import RequestError
from estimator.language import read
from estimator.run.run import Run, run_of
from estimator.utilization.drivers import is_small_fine_tune
from estimator.utilization.features import Features
from estimator.utilization.leaning import OwnRun
from estimator.utilization.of_run import features_of

OURS = "ours"
LEANT = "own_runs"
_MAXIMUM = 20
_NONE_KEPT = Doubt(
    "no_own_runs",
    "No measured run of your team is kept that this could lean on, so it takes a typical team's stack. "
    "`observe … save` keeps one.",
)


def own_runs(run: Run, asked: Features, catalogue: Catalogue) -> tuple[OwnRun, ...]:
    """The newest of the team's runs of this kind, unless the request says another practice."""
    if run.request.stack not in (None, OURS):
        return ()
    newest = sorted(catalogue.team_runs, key=lambda one: one.on)[-_MAXIMUM:]
    found = (OwnRun(features, one.mfu) for one in newest if (features := _features(one.text, one.on, catalogue)))
    return tuple(own for own in found if _is_of_kind(own.features, asked))


def told(run: Run, own: Sequence[OwnRun]) -> tuple[Doubt, ...]:
    """That an estimate leans on the team's runs, or that it would have and there are none."""
    if not own:
        return (_NONE_KEPT,) if run.request.stack == OURS else ()
    runs = f"{len(own)} measured runs" if len(own) > 1 else "measured run"
    return (Doubt(LEANT, f"The MFU leans on your team's {runs}. `stack=typical` leaves that out."),)


@lru_cache(maxsize=256)
def _features(text: str, on: datetime.date, catalogue: Catalogue) -> Features | None:
    """What the model knows of a run; nothing of one that the catalogue cannot answer any more."""
    try:
        run = run_of(read(text, catalogue.names, today=on).request, catalogue, on)
    except RequestError:
        return None
    return features_of(run, training_compute(run))


def _is_of_kind(own: Features, asked: Features) -> bool:
    """Whether a run says something of another: a pre-training little of an adapter, a mixture little of a dense one."""
    return all(
        kind(own) == kind(asked)
        for kind in (
            lambda run: run.has_adapters,
            lambda run: run.is_sparse,
            is_small_fine_tune,
        )
    )
