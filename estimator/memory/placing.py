"""Whether the accelerators of a run hold it, what has to be recomputed for that, and how it is laid out over them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from estimator.calculation.doubt import Doubt
from estimator.memory.candidates import leanest, widest
from estimator.memory.fit import Fit
from estimator.memory.layout import best_layout, smallest_layout
from estimator.memory.trial import Trial
from estimator.run.run import Run

_HELD = "the fewest that hold the run"


@dataclass(frozen=True, slots=True)
class Settled:
    """A run with its recomputation decided, and whether its accelerators hold it."""

    run: Run
    fits: bool


def settled(run: Run) -> Settled:
    """The run with its recomputation decided: none where it fits without, else full.

    Accelerators that nobody said are as many as hold the run, where the usual number does not.
    """
    if holds_without_recomputing(run):
        return Settled(replace(run, recompute=run.recompute or "none"), fits=True)
    found = best_layout(run)
    if found is None and not run.has_given_count:
        found = smallest_layout(run)
        run = run.on(found.accelerators, _HELD) if found else run
    recompute = run.recompute or (found.degrees.recompute if found else "full")
    return Settled(replace(run, recompute=recompute), fits=found is not None)


def holds_without_recomputing(run: Run) -> bool:
    """Whether the run surely fits without recomputation: its widest split does. False where only a search can tell."""
    split = widest(run.shape.shape, run.count, run.accelerator.link_domain, run.sequence_length.value)
    return Trial(run).fits(leanest(split, run.recompute or "none"))


def fit_doubts(found: Fit | None, name: str) -> Iterator[Doubt]:
    """A run that the accelerators asked for cannot hold, with what would."""
    if found and found.layout is None:
        yield Doubt("does_not_fit", found.sentence(name))
