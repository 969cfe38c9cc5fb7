"""What looks odd about a request once its facts are known: each check gives a doubt or nothing."""

from collections.abc import Iterable, Iterator
from itertools import islice

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent, scaled
from estimator.calculation.quantity import Fact, Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Model
from estimator.catalogue.names import CONFIGURED
from estimator.run.run import Run

_SAME_SIZE = 0.01
# below, dense models of about any size are common
_LARGE = 40e9


def mfu_doubts(mfu: Quantity, run: Run) -> tuple[Doubt, ...]:
    """An MFU that the chip's matrix units were never seen to reach."""
    accelerator, peak = run.accelerator, run.accelerator.peak[run.precision]
    ceiling = accelerator.matmul_ceiling.get(run.precision)
    if not isinstance(mfu.origin, Given) or ceiling is None or mfu.value <= ceiling.value / peak.value:
        return ()
    message = (
        f"MFU {per_cent(mfu.value)} is above what matrix products reach on {accelerator.name}: "
        f"{ceiling.value / 1e12:.0f} of {peak.value / 1e12:.0f} TFLOP/s, {per_cent(ceiling.value / peak.value)}. "
        "A whole run stays well below that."
    )
    return (Doubt("mfu_above_matmul_ceiling", message),)


def total_instead_of_active(run: Run, catalogue: Catalogue) -> Iterator[Doubt]:
    """A bare size that is the total of a well-known sparse model."""
    parameters = run.parameters
    if run.model or run.active_parameters or parameters.value < _LARGE or run.request.solved:
        return
    for known in islice(catalogue.sparse_models_of(parameters.value, _SAME_SIZE), 1):
        total, part = scaled(known.parameters.value), scaled(known.active_parameters.value)
        yield Doubt(
            "total_instead_of_active",
            f"{total} is the total of {known.name}, a sparse model: a token passes {part}. "
            f"If you mean a model like it, say `{total}-A{part}`; this counts all {total} as active.",
        )


def read_from_configuration(model: Model | None) -> Iterator[Doubt]:
    """What the count of a model from its config.json left out, or took from elsewhere."""
    if model and model.id.startswith(CONFIGURED) and model.note:
        yield Doubt("configuration", f"{model.name} is counted from its config.json: {model.note}.")


def unverified(steps: Iterable[Quantity]) -> Iterator[Doubt]:
    """Facts that nobody has seen in their source."""
    weak = [step.term.label.lower() for step in steps if isinstance(step.origin, Fact) and not step.origin.verified]
    if weak:
        yield Doubt("unverified_fact", f"Not seen in a primary source: {', '.join(weak)}.")


def sampled(run: Run) -> Iterator[Doubt]:
    """What an estimate of training on a model's own answers takes their sampling for."""
    if run.method == "grpo" and not run.request.sampling:
        yield Doubt(
            "sampled",
            "The tokens are those sampled, each trained on once. Sampling is taken to reach 1 % to 15 % of the peak, "
            "which decides most of the hours: say yours, `sampling=8%`.",
        )
