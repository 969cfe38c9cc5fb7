"""What a pasted log says, as a measurement of a request's run: sequences become tokens, steps a speed."""

from msgspec.structs import replace

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.language.logs import Logged
from estimator.planning.observe import USUAL_WRONG_PEAK, Measured
from estimator.request import Request
from estimator.run.machine import machine, sixteen_bit_peak
from estimator.run.subject import known_model
from estimator.run.usual import sequence_length


def measured(request: Request, log: Logged, seen: Measured, catalogue: Catalogue) -> tuple[Request, Measured]:
    """The request with the batch and the tokens that a log says, and what was measured; typed words come first.

    Raises RequestError for a step that is one micro-batch of unknown size.
    """
    model = known_model(request, catalogue)
    length = sequence_length(request, model).value
    found: dict[str, object] = {}
    if not (request.batch_tokens or request.batch_sequences):
        found["batch_sequences"] = _micro_batches(request) if log.is_micro else log.batch
    tokens = request.tokens or (model and model.tokens and model.tokens.value)
    if log.done and log.progress and not tokens:
        found["tokens"] = tokens = log.done / log.progress * length
    request = request.model_copy(update=found)
    is_told = seen.done and seen.days
    done = log.done * length if log.done else (log.progress or 0.0) * (tokens or 0.0)
    seen = replace(seen, done=seen.done or done or None, tool_mfu=log.mfu)
    return request, _speed(request, log, seen, length, catalogue) if seen.is_average and not is_told else seen


def _micro_batches(request: Request) -> float:
    """The sequences of a step that is one micro-batch of each copy of the model."""
    if not (request.micro_batch and request.accelerators):
        raise RequestError(
            "This log's iter time is that of one micro-batch of each accelerator.",
            "Say how many sequences that is, and on how many: `mbs=4 64xa100`.",
        )
    copy = (request.tensor_parallel or 1) * (request.pipeline_parallel or 1) * (request.context_parallel or 1)
    return request.micro_batch * request.accelerators / copy


def _speed(request: Request, log: Logged, seen: Measured, length: float, catalogue: Catalogue) -> Measured:
    """The best that a log says of the speed: tokens, then steps of a known batch, then what its tool worked out."""
    if log.each:
        return replace(seen, each=log.each)
    if log.tokens_per_second or log.samples_per_second:
        each = _sample_length(request, log, length)
        return replace(seen, tokens_per_second=log.tokens_per_second or (log.samples_per_second or 0) * each)
    if log.step_seconds and (request.batch_tokens or request.batch_sequences):
        return replace(seen, step_seconds=log.step_seconds)
    if log.flops:
        return replace(seen, flops=log.flops)
    if log.mfu:
        return _by_tool(request, log, seen, catalogue)
    doubt = Doubt("batch_assumed", "The log says no batch, so this takes a usual one: say yours, `batch=4M`.")
    return replace(seen, step_seconds=log.step_seconds, doubts=(*seen.doubts, doubt))


def _sample_length(request: Request, log: Logged, length: float) -> float:
    """The tokens of a sample: a sequence, or less where a whole run's samples hold all of the data."""
    samples = (log.run_seconds or 0.0) * (log.samples_per_second or 0.0)
    if not (samples and request.tokens):
        return length
    passes = 1.0 if request.epochs else log.epochs or 1.0
    return min(length, request.tokens * passes / samples)


def _by_tool(request: Request, log: Logged, seen: Measured, catalogue: Catalogue) -> Measured:
    """The MFU that the tool says, counted anew where the tool takes every accelerator for an A100."""
    said = log.mfu or 0.0
    peak = machine(request, known_model(request, catalogue), catalogue).peak_throughput.value
    wrong = sixteen_bit_peak(catalogue.accelerator(USUAL_WRONG_PEAK))
    mfu = said * wrong / peak if log.by_a100 else said
    if mfu == said:
        return replace(seen, mfu=mfu, tool_mfu=None)
    told = f"nanoGPT counts against {wrong / 1e12:.0f} TFLOP/s, an A100's, whatever it runs on"
    doubt = Doubt("other_mfu", f"{told}: its {per_cent(said)} is {per_cent(mfu)} of {peak / 1e12:,.0f} TFLOP/s.")
    return replace(seen, mfu=mfu, tool_mfu=None, doubts=(*seen.doubts, doubt))
