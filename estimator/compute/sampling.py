"""The hours that sampling takes, of the methods that train on a model's own answers."""

from estimator.calculation.papers import POPE_2022
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.equations import throughput
from estimator.run.run import Run

_USUAL = Quantity(
    "sampling_utilization",
    0.05,
    Assumed("answers come token by token, bound by memory bandwidth; the share is our guess, not measured", POPE_2022),
    0.01,
    0.15,
)


def sampling_hours(run: Run) -> Quantity | None:
    """Accelerator-hours that sample the tokens of a run, which no number of accelerators changes; None: none does."""
    if run.method != "grpo":
        return None
    share = run.request.sampling
    used = Quantity("sampling_utilization", share, Given("sampling")) if share else _USUAL
    return throughput.sampling_hours.of(run.passed_parameters, run.tokens, run.peak_throughput, used)
