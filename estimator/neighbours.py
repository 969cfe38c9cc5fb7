"""The published runs most like the one asked about: a sanity check that anyone can look up."""

import math
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from msgspec import Struct

from estimator.calculation.quantity import Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, PublishedRun
from estimator.run.machine import sixteen_bit_peak
from estimator.run.run import Run
from estimator.run.usual import SMALL_FINE_TUNE

# How far apart two runs are when they differ in one respect, in units of a factor e in size. A different chip of the
# same generation is a smaller difference than another generation, and that a smaller one than sparse against dense.
_OTHER_CHIP = 0.5
_OTHER_ARCHITECTURE = 1.5
_OTHER_KIND = 2.0
_UNCLEAN = {"A": 0.0, "B": 0.5}
_SECONDS_PER_HOUR = 3600
_WHOLE_TRAININGS = ("pretrain", "continued")
# how far the rounded figures of one model may lie apart in two publications
_SAME_SIZE, _SAME_TOKENS = 0.02, 0.1


class Neighbour(Struct, frozen=True):
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
    """The `count` usable runs nearest to the one wanted, which is estimated to take some hours; nearest first.

    Adapters stand beside adapters alone, and a small fine-tune never beside a pre-training.
    """
    device, small = wanted.accelerator, wanted.method != "pretrain" and wanted.tokens.value < SMALL_FINE_TUNE
    known = _known(
        catalogue, device.id, device.architecture, sparse=wanted.is_sparse, adapts=wanted.adapts, small=small
    )
    size, data = math.log(wanted.passed_parameters.value), math.log(wanted.tokens.value)
    distances = [abs(size - one.size) + abs(data - one.data) / 2 + one.apart for one in known]
    closest = nsmallest(count, range(len(known)), key=distances.__getitem__)
    return tuple([_neighbour(wanted, hours.value, known[place]) for place in closest])


class _Known(NamedTuple):
    """A usable run: the logarithms of its size and data, how far it lies apart in all other respects, and its MFU."""

    size: float
    data: float
    apart: float
    run: PublishedRun
    accelerator: Accelerator
    mfu: float


@lru_cache(maxsize=256)
def _known(
    catalogue: Catalogue, device: str, architecture: str, *, sparse: bool, adapts: bool, small: bool
) -> tuple[_Known, ...]:
    """The usable runs, seen from runs of a kind on a device."""

    def apart(run: PublishedRun, chip: Accelerator) -> float:
        other_chip = _OTHER_CHIP if chip.architecture == architecture else _OTHER_ARCHITECTURE
        return (
            (0.0 if chip.id == device else other_chip)
            + (_OTHER_KIND if sparse is (run.architecture == "dense") else 0.0)
            + _UNCLEAN[run.quality]
        )

    return tuple(
        _Known(
            math.log(run.active_parameters), math.log(run.tokens), apart(run, chip), run, chip, implied_mfu(run, chip)
        )
        for run, chip in catalogue.runs_with_accelerators
        if run.quality in _UNCLEAN
        and run.tokens
        and adapts is (run.phase == "lora")
        and not (small and run.phase in _WHOLE_TRAININGS)
    )


def _neighbour(wanted: Run, estimated: float, known: _Known) -> Neighbour:
    run, is_this_run = known.run, _is_this_run(wanted, known.run)
    work = run.flop_per_parameter_token * wanted.passed_parameters.value * wanted.tokens.value
    done_in_an_hour = known.mfu * sixteen_bit_peak(wanted.accelerator) * _SECONDS_PER_HOUR
    hours = run.accelerator_hours if is_this_run else work / done_in_an_hour
    return Neighbour(run, known.accelerator, known.mfu, is_this_run, hours, estimated / hours - 1)


def _is_this_run(wanted: Run, run: PublishedRun) -> bool:
    if wanted.model is None or wanted.accelerator.id != run.accelerator or not run.tokens:
        return False
    size = run.active_parameters / wanted.passed_parameters.value
    return abs(size - 1) < _SAME_SIZE and abs(run.tokens / wanted.tokens.value - 1) < _SAME_TOKENS


def implied_mfu(run: PublishedRun, accelerator: Accelerator) -> float:
    """Useful work by 6·N·D over what the accelerators could have done at their dense 16-bit peak."""
    work = run.flop_per_parameter_token * run.active_parameters * (run.tokens or 0)
    return work / (run.accelerator_hours * _SECONDS_PER_HOUR * sixteen_bit_peak(accelerator))
