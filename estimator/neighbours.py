"""The published runs most like the one asked about: a sanity check that anyone can look up."""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

from estimator.calculation.quantity import Quantity
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


def nearest(
    wanted: Run, hours: Quantity, runs: Iterable[tuple[PublishedRun, Accelerator]], count: int = 3
) -> tuple[Neighbour, ...]:
    """The `count` usable runs nearest to the one wanted, which is estimated to take some hours; nearest first."""
    usable = [(run, chip) for run, chip in runs if run.quality in _UNCLEAN and run.tokens]
    closest = heapq.nsmallest(count, usable, key=lambda pair: _distance(wanted, *pair))
    return tuple(_neighbour(wanted, hours.value, *pair) for pair in closest)


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


def _distance(wanted: Run, run: PublishedRun, accelerator: Accelerator) -> float:
    size = abs(math.log(wanted.passed_parameters.value / run.active_parameters))
    data = abs(math.log(wanted.tokens.value / (run.tokens or wanted.tokens.value)))
    chip = 0.0
    if accelerator.id != wanted.accelerator.id:
        same_generation = accelerator.architecture == wanted.accelerator.architecture
        chip = _OTHER_CHIP if same_generation else _OTHER_ARCHITECTURE
    kind = _OTHER_KIND if (run.architecture != "dense") != wanted.is_sparse else 0.0
    phase = _OTHER_PHASE if (run.phase == "lora") != wanted.adapts else 0.0
    return size + data / 2 + chip + kind + phase + _UNCLEAN[run.quality]
