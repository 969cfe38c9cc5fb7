"""The MFU of an answer: as given, or five factors with their working, and what speaks against it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from math import exp

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent
from estimator.calculation.papers import CALIBRATION
from estimator.calculation.quantity import Assumed, Quantity
from estimator.calculation.vocabulary import term
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import PublishedRun
from estimator.run.machine import sixteen_bit_figure
from estimator.run.run import Run
from estimator.utilization.chain import CHAIN
from estimator.utilization.expectation import Lean, expected_mfu, half_width, inputs
from estimator.utilization.features import Features
from estimator.utilization.fitted import Fitted, fitted_of
from estimator.utilization.leaning import OwnRun, as_published, lean_on_own, lean_on_run, reached, very_run
from estimator.utilization.of_run import features_of
from estimator.utilization.own import own_runs, told
from estimator.utilization.stacks import VENDOR_STACKS

_SPREAD_REASON = (
    "what differs between runs that nothing above explains, most of all how good a team's software is: it holds 80 % "
    "of runs whose organisation was left out of the fit"
)
_LEANT_REASON = "this very run was published: it would take about as long again"
_OWN_REASON = "what differs between the runs of one team, and what its measured runs leave open of how good it is"


class Utilization(Struct, frozen=True):
    """The MFU of a request, what it was worked out from, the very run that it leans on if one is known, and doubts."""

    mfu: Quantity
    features: Features
    very_run: PublishedRun | None = None
    doubts: tuple[Doubt, ...] = ()


def utilization(run: Run, compute: Quantity, catalogue: Catalogue) -> Utilization:
    """The MFU of a run: as given, doubted where no evidence supports it, or what runs like it achieved."""
    features, fitted = features_of(run, compute), fitted_of(catalogue)
    if run.request.mfu:
        given = Quantity("mfu", run.request.mfu, run.request.origin("mfu"))
        return Utilization(given, features, doubts=tuple(_outside_evidence(run.request.mfu, features, fitted)))
    own = own_runs(run, features, catalogue)
    known, lean = _leaning(run, features, own, fitted, catalogue)
    if lean:
        worked = _worked(run, features, fitted, lean, _OWN_REASON if own else _LEANT_REASON)
        return Utilization(worked, features, known, told(run, own) if own else ())
    doubts = (*told(run, own), *_unmeasured_stack(features, fitted))
    return Utilization(_worked(run, features, fitted), features, doubts=doubts)


def mfu_of(run: Run, compute: Quantity, catalogue: Catalogue) -> float:
    """The same MFU as a plain number, for a search that tries many runs."""
    if run.request.mfu:
        return run.request.mfu
    features, fitted = features_of(run, compute), fitted_of(catalogue)
    _, lean = _leaning(run, features, own_runs(run, features, catalogue), fitted, catalogue)
    return expected_mfu(features, fitted, lean).value


def _leaning(
    run: Run, features: Features, own: Sequence[OwnRun], fitted: Fitted, catalogue: Catalogue
) -> tuple[PublishedRun | None, Lean | None]:
    """This very run where it was published, and how far to lean on it and on the team's own runs."""
    known = very_run(run, catalogue.runs_with_accelerators) if run.request.stack is None else None
    if own:
        published = (as_published(features, known), reached(features, known)) if known else None
        return known, lean_on_own(features, own, fitted, published)
    return known, lean_on_run(features, known, fitted) if known else None


def _unmeasured_stack(features: Features, fitted: Fitted) -> Iterator[Doubt]:
    """A code base of which nothing was measured: its kernels are taken as usual, in a wider range."""
    if features.stack and features.stack not in (*VENDOR_STACKS, *fitted.stacks):
        yield Doubt(
            "stack_not_measured",
            f"No measurement of {features.stack} is known: its kernels are taken as usual, in a wider range. "
            f"Measured are {', '.join(sorted((*VENDOR_STACKS, *fitted.stacks)))}.",
        )


def _worked(
    run: Run, features: Features, fitted: Fitted, lean: Lean | None = None, reason: str = _SPREAD_REASON
) -> Quantity:
    """The MFU with its working: facts as they are known, all else as the calibration found or assumed it."""
    half = exp(half_width(features, fitted, lean))
    known = (
        run.peak_throughput,
        _sixteen_bit_peak(run, features),
        run.passed_parameters,
        run.shape.count("layers"),
        run.shape.count("width"),
        run.accelerators,
        Quantity("mfu_spread", 1.0, Assumed(reason, CALIBRATION), 1 / half, half),
    )
    given = {quantity.name: quantity for quantity in known}
    return CHAIN.quantity(inputs(features, fitted, lean), given, partial(_assumed, fitted))


def _sixteen_bit_peak(run: Run, features: Features) -> Quantity:
    fact = sixteen_bit_figure(run.accelerator).quantity("sixteen_bit_peak")
    if fact.value == features.chip.sixteen_bit_peak:
        return fact
    return Quantity("sixteen_bit_peak", features.chip.sixteen_bit_peak, run.peak_throughput.origin)


@lru_cache(maxsize=256)
def _assumed(fitted: Fitted, name: str) -> Assumed:
    """Why a number of the MFU is what it is: as the calibration found it, or as the run has it."""
    return Assumed(fitted.reasons.get(name) or term(name).meaning, CALIBRATION)


def _outside_evidence(mfu: float, run: Features, fitted: Fitted) -> Iterator[Doubt]:
    """An MFU below what typical runs reach or above what tuned ones do, with both ranges."""
    typical = expected_mfu(run if run.practice == "typical" else replace(run, practice="typical"), fitted)
    if typical.low <= mfu <= typical.high:
        return
    tuned = expected_mfu(replace(run, practice="tuned"), fitted)
    if not min(typical.low, tuned.low) <= mfu <= max(typical.high, tuned.high):
        yield Doubt(
            "mfu_outside_evidence",
            f"MFU {per_cent(mfu)} is outside what runs like this reached: {per_cent(typical.low)} to "
            f"{per_cent(typical.high)} in published runs, {per_cent(tuned.low)} to {per_cent(tuned.high)} on tuned "
            "stacks.",
        )
