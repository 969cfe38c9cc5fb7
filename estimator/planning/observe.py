"""A run that was measured: the MFU it achieves, where that stands, and what is left to the end."""

import datetime
import statistics
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent
from estimator.calculation.quantity import Assumed, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.compute.work import mixing_flop_per_token
from estimator.errors import ImpossibleError, RequestError
from estimator.estimate import Estimate, estimate
from estimator.neighbours import implied_mfu
from estimator.request import Request
from estimator.run.machine import sixteen_bit_peak
from estimator.run.subject import known_model

_SECONDS_PER_DAY = 86_400
_LEAST_MFU = 0.001
_ANY_TOKENS = 1e12
_CORE = "attention_core_flop_per_token"
_PASSES = 3
_USABLE = "AB"
# tools count attention and embeddings differently by a tenth or so
_SAME_MFU = 0.15
_SAME_PEAK = 0.15
# the chip whose peak the formulas of many training tools still hold
USUAL_WRONG_PEAK = "a100-80gb-sxm"
_EXAMPLE = "For example `observe 70B 2T 1024xh100 700 tok/s/gpu`."


class Measured(Struct, frozen=True):
    """What was seen of a run: tokens a second of all or of one accelerator, seconds a step, FLOP/s of one, or an MFU.

    `done` are tokens, or `done_share` of all of them, `days` the time that they took; `tool_mfu` is what a tool said of
    it beside a speed. `doubts` are of how it was read.
    """

    tokens_per_second: float | None = None
    each: float | None = None
    step_seconds: float | None = None
    flops: float | None = None
    mfu: float | None = None
    done: float | None = None
    done_share: float | None = None
    days: float | None = None
    start: datetime.date | None = None
    tool_mfu: float | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_average(self) -> bool:
        """Whether it is of a time that holds whatever stopped the run, too."""
        return not (self.mfu or self.each or self.tokens_per_second or self.step_seconds or self.flops)


class Observation(Struct, frozen=True):
    """The estimate at the observed MFU, what is left by name, the day of the end if known, and a percentile.

    The high ends of what is left hold the stops that a run of its size has, which a speed between them leaves out;
    `finish_by` is the day of the end with these.
    `mfu_with_attention` is the MFU as most tools report it, where a speed in tokens was seen.
    """

    estimate: Estimate
    remaining: dict[str, Quantity | None]
    finish: datetime.date | None
    finish_by: datetime.date | None
    percentile: float
    mfu_with_attention: float | None = None
    says_tokens: bool = True


def observe(
    request: Request, seen: Measured, catalogue: Catalogue, today: datetime.date, *, layout: bool = False
) -> Observation:
    """The run of a request at the speed that was seen, by the estimate's own count of work and peak.

    Raises RequestError when nothing was seen, and ImpossibleError for a speed above the peak.
    """
    says_tokens = _has_tokens(request, catalogue)
    if not says_tokens:
        request = request.model_copy(update={"tokens": _ANY_TOKENS})
    expected = estimate(request.model_copy(update={"mfu": None}), catalogue, today)
    if seen.done_share and says_tokens:
        seen = replace(seen, done=seen.done_share * expected.run.tokens.value)
    mfu = seen.mfu or _achieved(expected, seen) or _mfu(expected, _each(expected, seen))
    if mfu > 1:
        raise _above_peak(expected, seen, mfu, catalogue)
    if mfu < _LEAST_MFU:
        raise ImpossibleError(
            f"That is an MFU of {mfu * 100:.2g} %, less than any training has.",
            "Is the speed that of one accelerator? Say `tok/s/gpu`.",
        )
    with_attention = None if seen.mfu or seen.flops else mfu * _attention_share(expected)
    doubts = (*seen.doubts, *_told_otherwise(expected, seen, mfu, with_attention, catalogue))
    found = estimate(request.model_copy(update={"mfu": mfu}), catalogue, today, doubts, layout=layout)
    found = replace(found, doubts=(*found.doubts, *_priced_otherwise(expected, found)))
    remaining = _remaining(found, seen.done or 0.0, 1.0 if seen.is_average else _uptime(expected))
    begin = today if seen.done else seen.start
    ends = _ends(begin, remaining["wall_clock"]) if says_tokens else (None, None)
    return Observation(found, remaining, *ends, percentile(mfu, catalogue), with_attention, says_tokens)


def _priced_otherwise(expected: Estimate, found: Estimate) -> Iterator[Doubt]:
    """A run so much faster or slower than expected that it is rented on another term."""
    usual, price = expected.answer["price"], found.answer["price"]
    if usual and price and usual.value != price.value:
        yield Doubt(
            "other_term",
            f"At this speed it is priced at ${price.value:.2f}/h ({found.price_basis}), where its estimate is "
            f"at ${usual.value:.2f}/h ({expected.price_basis}): a long run of many is reserved. `price=` keeps one.",
        )


def _ends(begin: datetime.date | None, time: Quantity | None) -> tuple[datetime.date | None, datetime.date | None]:
    """The day of the end, and the one with the stops that a run of its size has."""
    if begin is None or time is None:
        return None, None
    return begin + datetime.timedelta(days=time.value), begin + datetime.timedelta(days=time.high)


def _uptime(expected: Estimate) -> float:
    """The share of the time that failures and restarts leave a run of this size, as the estimate has it."""
    return next((step.value for step in expected.steps if step.name == "mfu_uptime"), 1.0)


def _has_tokens(request: Request, catalogue: Catalogue) -> bool:
    """Whether the tokens of the run are known; the MFU of a speed hangs on none."""
    model = known_model(request, catalogue)
    return bool(request.tokens or (model and model.tokens) or request.method not in (None, "pretrain"))


def _attention_share(found: Estimate) -> float:
    """The work with every pair of tokens counted, as PaLM's appendix B and the tools after it do, over our own count.

    Ours counts the half of the pairs that a causal mask leaves, of a bare size none.
    """
    run, compute = found.run, found.answer["training_compute"]
    cores = (part.value for part in mixing_flop_per_token(run.shape, run.sequence_length) if part.name == _CORE)
    missing = (1 if run.is_counted else 2) * _PASSES * sum(cores)
    return 1 + missing * run.tokens.value / compute.value if compute else 1.0


def _achieved(expected: Estimate, seen: Measured) -> float | None:
    return seen.flops and seen.flops / expected.run.peak_throughput.value


def percentile(mfu: float, catalogue: Catalogue) -> float:
    """The share of published runs with a lower implied MFU, 0 to 100; an equal one counts half."""
    usable = [(run, chip) for run, chip in catalogue.runs_with_accelerators if run.tokens and run.quality in _USABLE]
    known = [implied_mfu(run, chip) for run, chip in usable]
    return 100 * statistics.fmean((other < mfu) + (other == mfu) / 2 for other in known)


def _each(expected: Estimate, seen: Measured) -> float:
    """The tokens a second of one accelerator."""
    if seen.each:
        return seen.each
    if not expected.request.accelerators:
        raise RequestError("I need to know on how many accelerators that was measured.", _EXAMPLE)
    return _in_all(expected, seen) / expected.run.count


def _in_all(expected: Estimate, seen: Measured) -> float:
    if seen.tokens_per_second:
        return seen.tokens_per_second
    if seen.step_seconds:
        return expected.run.batch_tokens.value / seen.step_seconds
    if seen.done and seen.days:
        return seen.done / (seen.days * _SECONDS_PER_DAY)
    raise RequestError("Nothing measured was said.", f"Say tokens a second, `step=`, `mfu=` or `done=`. {_EXAMPLE}")


def _mfu(expected: Estimate, each: float) -> float:
    """Useful work a second over the peak, the work of a token being that of the estimate."""
    compute = expected.answer["training_compute"]
    work = compute.value / expected.run.tokens.value if compute else 0.0
    return each * work / expected.run.peak_throughput.value


def _above_peak(expected: Estimate, seen: Measured, mfu: float, catalogue: Catalogue) -> ImpossibleError:
    """What a speed above the peak seems to be, with the speed of one accelerator that it was taken for."""
    peak, wrong = expected.run.peak_throughput.value, sixteen_bit_peak(catalogue.accelerator(USUAL_WRONG_PEAK))
    right = mfu * wrong / peak
    if seen.mfu and right < 1 and wrong < peak:
        return ImpossibleError(
            f"{per_cent(mfu)} cannot be: counted against {wrong / 1e12:.0f} TFLOP/s? Then it is {per_cent(right)}.",
            f"Type `mfu={right:.3g}`; {expected.accelerator.name} has {peak / 1e12:,.0f} TFLOP/s.",
            field="mfu",
        )
    speed = "" if seen.mfu or seen.flops else f"{_each(expected, seen):,.0f} tokens a second on each would be"
    return ImpossibleError(
        f"{speed or 'That is'} an MFU of {per_cent(mfu)}, above the peak of {expected.accelerator.name}.",
        "Is the speed that of all accelerators, or the model another? In all is `tok/s`, each `tok/s/gpu`.",
    )


def _told_otherwise(
    expected: Estimate, seen: Measured, ours: float, with_attention: float | None, catalogue: Catalogue
) -> Iterator[Doubt]:
    """A tool's MFU that is not the one of its speed, with the peak that it seems to be counted against."""
    mfu = with_attention or ours
    if not seen.tool_mfu or ours * (1 - _SAME_MFU) < seen.tool_mfu < mfu * (1 + _SAME_MFU):
        return
    peak = expected.run.peak_throughput.value
    counted = mfu * peak / seen.tool_mfu
    known = {
        "an A100's": sixteen_bit_peak(catalogue.accelerator(USUAL_WRONG_PEAK)),
        "the one with sparsity, which training does not use": 2 * peak,
        "half the dense one": peak / 2,
    }
    said = f"The log's own MFU is {per_cent(seen.tool_mfu)}, its speed is one of {per_cent(mfu)}: "
    near = [(value, whose) for whose, value in known.items() if abs(value / counted - 1) < _SAME_PEAK]
    if near:
        why = f"it seems to be counted against {near[0][0] / 1e12:,.0f} TFLOP/s, {near[0][1]}."
    else:
        why = f"the tool counts other work, or another peak than {peak / 1e12:,.0f} TFLOP/s."
    yield Doubt("other_mfu", said + why)


def _remaining(found: Estimate, done: float, uptime: float) -> dict[str, Quantity | None]:
    tokens = found.run.tokens
    if done > tokens.value:
        raise ImpossibleError("More tokens are done than the run has.", "Say all of its tokens, then `done=`.")
    left = 1 - done / tokens.value
    answer = found.answer
    whole = {"accelerator_hours": answer["accelerator_hours"], "wall_clock": answer["wall_clock"]}
    whole["cost"] = answer["total_cost"]
    shares = {name: quantity and _share(quantity, left, uptime) for name, quantity in whole.items()}
    return {"tokens": _share(tokens, left, 1.0), **shares}


def _share(quantity: Quantity, left: float, uptime: float) -> Quantity:
    origin = Assumed("what is left of the run, at the observed speed")
    return Quantity(quantity.name, quantity.value * left, origin, quantity.low * left, quantity.high * left / uptime)
