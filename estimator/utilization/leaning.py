"""What is known of this very run, or of the team's own runs, and how far the estimate leans on it.

A run differs from what is expected by what its team does well or badly, and by what is its own; a run done again
differs by less than either. Each part is a normal deviation of the logarithm, so the best estimate is their posterior.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from estimator.catalogue.entries import Accelerator, PublishedRun
from estimator.catalogue.names import plain_name
from estimator.run.run import Run
from estimator.utilization.chain import evaluated
from estimator.utilization.expectation import Lean, expected_mfu, inputs, leant
from estimator.utilization.features import Features
from estimator.utilization.fitted import Fitted
from estimator.utilization.posterior import Told, posterior

_SAME_SIZE = 0.03
_SAME_TOKENS = 1.5
_USABLE = ("A", "B")
FIRST_SKILL, MOST_SKILL = 0.3, 3.0
CLOSE, SEARCHES = 1e-4, 12
_REMARK = re.compile(r" \(.*\)$")
SECONDS_PER_HOUR = 3600


class OwnRun(Struct, frozen=True):
    """A run of the team that asks: what it was, and the MFU that it reached."""

    features: Features
    mfu: float


def very_run(run: Run, published: Iterable[tuple[PublishedRun, Accelerator]]) -> PublishedRun | None:
    """The published run of the named model on this chip over about these tokens, the clearest; None without one."""
    if run.model is None or run.method != "pretrain":
        return None
    names = {plain_name(name) for name in (run.model.id, run.model.name, *run.model.aliases)}
    named = [(entry, chip) for entry, chip in published if _published_name(entry.model) in names]
    found = [entry for entry, chip in named if _is_this(run, entry, chip)]
    return min(
        found, key=lambda entry: (entry.quality, abs(math.log(run.tokens.value / (entry.tokens or 1)))), default=None
    )


@lru_cache(maxsize=1024)
def _published_name(name: str) -> str:
    return plain_name(_REMARK.sub("", name))


def lean_on_run(asked: Features, entry: PublishedRun, fitted: Fitted) -> Lean:
    """How far an estimate leans on the published run that it asks for."""
    was = as_published(asked, entry)
    share, left = share_of_run(fitted)
    short = math.log(reached(asked, entry) / expected_mfu(was, fitted).value)
    return Lean(skill(was, share * short, fitted), left)


def as_published(asked: Features, entry: PublishedRun) -> Features:
    """What is asked for, on the accelerators and tokens of the published run."""
    return replace(asked, accelerators=float(entry.accelerators or asked.accelerators), tokens=entry.tokens)


def reached(asked: Features, entry: PublishedRun) -> float:
    """The MFU that a published run of what is asked for reached."""
    work = asked.counted_flop * (entry.tokens or 0)
    return work / (entry.accelerator_hours * SECONDS_PER_HOUR * asked.chip.peak)


def share_of_run(fitted: Fitted) -> tuple[float, float]:
    """How much of what a published run differs by counts when it is done again, and the deviation that is left."""
    between, again = fitted.spreads["between_runs"], fitted.spreads["run_again"]
    share = between**2 / (between**2 + again**2)
    return share, math.sqrt(share) * again


def lean_on_own(
    asked: Features, own: Sequence[OwnRun], fitted: Fitted, published: tuple[Features, float] | None = None
) -> Lean:
    """How far an estimate leans on a team's own runs, and beside them on what another team reached in this very run."""
    beyond = math.log(published[1] / expected_mfu(published[0], fitted).value) if published else None
    log, left = posterior(*told_by(own, asked, fitted), beyond, fitted)
    return Lean(skill(asked, log, fitted), left)


def told_by(own: Sequence[OwnRun], asked: Features, fitted: Fitted) -> tuple[Told, Told]:
    """What a team's other runs tell, and those of the same model on the same chip."""
    logs: dict[bool, list[float]] = {True: [], False: []}
    for run in own:
        logs[_is_again(run.features, asked)].append(math.log(run.mfu / expected_mfu(run.features, fitted).value))
    return Told.by(logs[False]), Told.by(logs[True])


def skill(run: Features, log: float, fitted: Fitted) -> float:
    """The skill at which the MFU to expect of a run changes by this logarithm, as far as any skill changes it."""
    known = inputs(run, fitted)
    usual = math.log(evaluated(known)["mfu"])
    before, moved_before, here = 0.0, 0.0, math.copysign(FIRST_SKILL, log)
    for _ in range(SEARCHES):
        moved = math.log(evaluated(leant(known, here))["mfu"]) - usual
        if abs(moved - log) < CLOSE or moved == moved_before:
            break
        onward = here + (log - moved) * (here - before) / (moved - moved_before)
        before, moved_before, here = here, moved, min(max(onward, -MOST_SKILL), MOST_SKILL)
    return here


def _is_again(own: Features, asked: Features) -> bool:
    return (
        own.chip.identifier == asked.chip.identifier
        and own.chip.precision == asked.chip.precision
        and _alike(own.parameters, asked.parameters, 1 + _SAME_SIZE)
        and _alike(own.active_parameters, asked.active_parameters, 1 + _SAME_SIZE)
    )


def _is_this(run: Run, entry: PublishedRun, chip: Accelerator) -> bool:
    if entry.quality not in _USABLE or not entry.tokens or entry.phase != "pretrain":
        return False
    same_chip = chip.architecture == run.accelerator.architecture and chip.peak == run.accelerator.peak
    return (
        same_chip
        and entry.precision == run.precision
        and _alike(run.parameters.value, entry.parameters, 1 + _SAME_SIZE)
        and _alike(run.passed_parameters.value, entry.active_parameters, 1 + _SAME_SIZE)
        and _alike(run.tokens.value, entry.tokens, _SAME_TOKENS)
    )


def _alike(one: float, other: float, factor: float) -> bool:
    return 1 / factor <= one / other <= factor
