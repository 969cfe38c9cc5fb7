"""What the same run would take on a tuned stack: what vendors and MLPerf reach in the place of a typical team."""

from typing import NamedTuple

from msgspec.structs import replace

from estimator.calculation.quantity import Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.run.run import Run
from estimator.utilization import Utilization
from estimator.utilization.expectation import expected_mfu
from estimator.utilization.fitted import fitted_of


class Tuned(NamedTuple):
    """The MFU, the accelerator-hours and, where a price is known, the cost with `stack=tuned`."""

    mfu: float
    accelerator_hours: float
    compute_cost: float | None


def tuned(run: Run, used: Utilization, hours: Quantity, cost: Quantity | None, catalogue: Catalogue) -> Tuned | None:
    """The same run tuned; None where the MFU or stack was said, a deadline sets the fleet, or hours go to sampling."""
    said = run.request
    if said.mfu or said.stack or (said.deadline and not said.accelerators) or run.method == "grpo":
        return None
    reached = expected_mfu(replace(used.features, practice="tuned"), fitted_of(catalogue)).value
    share = used.mfu.value / reached
    return Tuned(reached, hours.value * share, cost.value * share if cost else None)
