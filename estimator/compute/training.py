"""The work of a run: exact for a published shape, 6·N·D for a bare parameter count."""

from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.compute.work import bare_compute, exact_compute, hardware_compute
from estimator.equations import compute
from estimator.run.run import Run

LONG_SEQUENCE = 8192
_WHOLE_MODEL = ("pretrain", "finetune")


def training_compute(run: Run) -> Quantity:
    """Training compute [FLOP] of a run, with its derivation.

    Without a published shape, the attention of sequences up to LONG_SEQUENCE is left to 6·N·D, as the field does.
    """
    if run.is_counted:
        beside = run.adapter_parameters or run.teacher
        return exact_compute(run.shape, run.tokens, run.sequence_length, method=run.method, beside=beside)
    is_long = isinstance(run.sequence_length.origin, Given) and run.sequence_length.value > LONG_SEQUENCE
    if run.method in _WHOLE_MODEL and is_long:
        return bare_compute(run.passed_parameters, run.tokens, run.sequence_length, run.shape)
    return _by_parameters(run)


def simple_compute(run: Run) -> Quantity | None:
    """6·N·D [FLOP] to compare an exact count with; None where it is the count itself, or a method has another."""
    if not run.is_counted or run.method not in _WHOLE_MODEL:
        return None
    return compute.simple_compute.of(run.passed_parameters, run.tokens)


def recomputed(run: Run, counted: Quantity) -> Quantity | None:
    """What the hardware does [FLOP] when it recomputes activations, which counts towards HFU and not towards MFU.

    None where nothing is recomputed, or where the parts that are recomputed were not counted.
    """
    if run.recompute not in ("selective", "full") or run.method not in _WHOLE_MODEL:
        return None
    done = hardware_compute(counted, run.shape, run.recompute)
    return None if done is counted else done


def _by_parameters(run: Run) -> Quantity:
    if run.adapter_parameters:
        return compute.adapter_training_compute.of(run.passed_parameters, run.adapter_parameters, run.tokens)
    if run.teacher:
        return compute.taught_training_compute.of(run.passed_parameters, run.teacher, run.tokens)
    if run.method == "grpo":
        return compute.policy_training_compute.of(run.passed_parameters, run.tokens)
    if run.method == "dpo":
        reference = Quantity(
            "reference_parameters", run.passed_parameters.value, Assumed("the reference is the model itself")
        )
        return compute.reference_training_compute.of(run.passed_parameters, reference, run.tokens)
    if run.active_parameters:
        return compute.sparse_training_compute.of(run.active_parameters, run.tokens)
    return compute.training_compute.of(run.parameters, run.tokens)
