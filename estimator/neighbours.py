"""The published runs most like the one asked about: a sanity check that anyone can look up."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from estimator.calculation.quantity import Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, PublishedRun
from estimator.run.machine import sixteen_bit_peak
from estimator.run.run import Run

# How far apart two runs are when they differ in one respect, in units of a factor e in size. A different chip of the
# same generation is a smaller difference than another generation, and that a smaller one than sparse against dense.
_OTHER_CHIP = 0.5
_OTHER_ARCHITECTURE = 1.5
_OTHER_KIND = 2.0
_OTHER_PHASE = 3.0
_UNCLEAN = {"A": 0.0, "B": 0.5}
_SECONDS_PER_HOUR = 3600
# how far the rounded figures of one model may lie apart in two publications
_SAME_SIZE, _SAME_TOKENS = 0.02, 0.1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A published run: what it took, and the MFU that this implies by 6·N·D over the dense 16-bit peak.

    `is_this_run` says that it is the very run asked about: this model, these tokens, this accelerator. `hours` are
    what the run asked about would take at that MFU, or did take; `difference` is how far the estimate lies above them.
    """

    run: PublishedRun
    accelerator: Accelerator
    mfu: float
    is_this_run: bool
    hours: float
    difference: float


def nearest(wanted: Run, hours: Quantity, catalogue: Catalogue, count: int = 3) -> tuple[Neighbour, ...]:
    """The `count` usable runs nearest to the one wanted, which is estimated to take some hours; nearest first."""
    known = _known(catalogue)
    distances = _distances(wanted, known)
    closest = sorted(range(len(known)), key=distances.__getitem__)[:count]
    return tuple([_neighbour(wanted, hours.value, *known[place][:2]) for place in closest])


class _Known(NamedTuple):
    """A usable run, and what its distance from another depends on."""

    run: PublishedRun
    accelerator: Accelerator
    chip: str
    architecture: str
    log_parameters: float
    log_tokens: float
    is_dense: bool
    adapts: bool
    unclean: float


@lru_cache(maxsize=8)
def _known(catalogue: Catalogue) -> tuple[_Known, ...]:
    return tuple(
        _Known(
            run,
            chip,
            chip.id,
            chip.architecture,
            math.log(run.active_parameters),
            math.log(run.tokens),
            is_dense=run.architecture == "dense",
            adapts=run.phase == "lora",
            unclean=_UNCLEAN[run.quality],
        )
        for run, chip in catalogue.runs_with_accelerators
        if run.quality in _UNCLEAN and run.tokens
    )


def _neighbour(wanted: Run, estimated: float, run: PublishedRun, accelerator: Accelerator) -> Neighbour:
    mfu, is_this_run = implied_mfu(run, accelerator), _is_this_run(wanted, run)
    work = run.flop_per_parameter_token * wanted.passed_parameters.value * wanted.tokens.value
    peak = sixteen_bit_peak(wanted.accelerator)
    hours = run.accelerator_hours if is_this_run else work / (mfu * peak * _SECONDS_PER_HOUR)
    return Neighbour(run, accelerator, mfu, is_this_run, hours, estimated / hours - 1)


def _is_this_run(wanted: Run, run: PublishedRun) -> bool:
    if wanted.model is None or wanted.accelerator.id != run.accelerator or not run.tokens:
        return False
    size = run.active_parameters / wanted.passed_parameters.value
    return abs(size - 1) < _SAME_SIZE and abs(run.tokens / wanted.tokens.value - 1) < _SAME_TOKENS


def implied_mfu(run: PublishedRun, accelerator: Accelerator) -> float:
    """Useful work by 6·N·D over what the accelerators could have done at their dense 16-bit peak."""
    work = run.flop_per_parameter_token * run.active_parameters * (run.tokens or 0)
    return work / (run.accelerator_hours * _SECONDS_PER_HOUR * sixteen_bit_peak(accelerator))


def _distances(wanted: Run, runs: Iterable[_Known]) -> list[float]:
    """How far each published run lies from the one wanted."""
    size, data = math.log(wanted.passed_parameters.value), math.log(wanted.tokens.value)
    device, architecture = wanted.accelerator.id, wanted.accelerator.architecture
    kind = {not wanted.is_sparse: 0.0, wanted.is_sparse: _OTHER_KIND}
    phase = {wanted.adapts: 0.0, not wanted.adapts: _OTHER_PHASE}
    chips = {True: _OTHER_CHIP, False: _OTHER_ARCHITECTURE}
    return [
        abs(size - log_parameters)
        + abs(data - log_tokens) / 2
        + (0.0 if chip == device else chips[made_as == architecture])
        + kind[is_dense]
        + phase[adapts]
        + unclean
        for _, _, chip, made_as, log_parameters, log_tokens, is_dense, adapts, unclean in runs
    ]
