"""Whether the accelerators of a run hold it, and what has to be recomputed for that."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.doubt import Doubt
from estimator.memory.candidates import space_of
from estimator.memory.fewest import fewest, holding, leanest
from estimator.memory.given import fixed, in_whole_copies
from estimator.memory.trial import Trial
from estimator.request import Recompute
from estimator.run.run import Run

_HELD = "the fewest that hold the run"
_GIGABYTE = 1e9


class Settled(Struct, frozen=True):
    """A run with its recomputation decided, whether its accelerators hold it, and if not, the fewest that would."""

    run: Run
    fits: bool
    fewest: int | None = None


def settled(run: Run) -> Settled:
    """The run with its recomputation decided: none where it fits without, else full.

    Accelerators that nobody said are as many as hold the run, where the usual number does not. Raises ImpossibleError
    for a given layout that cannot be.
    """
    run = in_whole_copies(run)
    if placed := held(run):
        return Settled(placed, fits=True)
    count = fewest(run)
    if count is None or run.has_given_count:
        return Settled(_recomputing(run, "full"), fits=False, fewest=count)
    return settled(run.on(count, _HELD))


def held(run: Run) -> Run | None:
    """The run on just its accelerators with its recomputation decided; None where they do not hold it."""
    effort = holding(Trial(run), space_of(run))
    return _recomputing(run, effort.recompute) if effort else None


def fits_on_devices(run: Run) -> bool:
    """Whether the accelerators of a run hold it by themselves: whatever is recomputed, no weight waits in the host."""
    run = in_whole_copies(run)
    space = space_of(run)
    own = next(effort for effort in reversed(space.efforts) if not effort.offload)
    return holding(Trial(run), replace(space, efforts=(own,))) is not None


def _recomputing(run: Run, recompute: Recompute) -> Run:
    return replace(run, recompute=run.recompute or recompute)


def fit_doubts(found: Settled) -> Iterator[Doubt]:
    """A run that its accelerators cannot hold: by how much, and how many would."""
    if found.fits:
        return
    run = replace(found.run, recompute=found.run.request.recompute)
    if found.fewest is None:
        layout = " laid out like this" if fixed(run).has_degrees else ""
        message = f"{run.name}{layout} does not fit on any number of {run.accelerator.name}{_by_how_much(run)}."
    else:
        needed = f"{run.name} needs at least {found.fewest:,} × {run.accelerator.name}"
        message = f"{needed}, and {run.count:,} cannot hold it{_by_how_much(run)}."
    yield Doubt("does_not_fit", message)


def _by_how_much(run: Run) -> str:
    trial, space = Trial(run), space_of(run)
    degrees = leanest(trial, space)
    if degrees is None:
        return ""
    held, usable = trial.memory(degrees) / _GIGABYTE, trial.usable_memory / _GIGABYTE
    how = f"as {degrees}" if space.fixed.has_degrees else "with everything shared and recomputed"
    return f": {how}, each would hold {held:,.1f} of {usable:.1f} GB that can be filled"
