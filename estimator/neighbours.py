"""The published runs most like the one asked about: a sanity check that anyone can look up."""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A published run: what it took, and the MFU that this implies by 6·N·D over the dense 16-bit peak."""

    run: PublishedRun
    accelerator: Accelerator
    mfu: float


def nearest(wanted: Run, runs: Iterable[tuple[PublishedRun, Accelerator]], count: int = 3) -> tuple[Neighbour, ...]:
    """The `count` usable runs nearest to the one wanted, nearest first."""
    usable = [(run, chip) for run, chip in runs if run.quality in _UNCLEAN and run.tokens]
    closest = heapq.nsmallest(count, usable, key=lambda pair: _distance(wanted, *pair))
    return tuple(Neighbour(run, chip, implied_mfu(run, chip)) for run, chip in closest)


def implied_mfu(run: PublishedRun, accelerator: Accelerator) -> float:
    """Useful work by 6·N·D over what the accelerators could have done at their dense 16-bit peak."""
    work = run.flop_per_parameter_token * run.active_parameters * (run.tokens or 0)
    return work / (run.accelerator_hours * 3600 * sixteen_bit_peak(accelerator))


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
