"""What stands below the working: the nearest real run, prices to choose from, what is assumed, what is not in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import measured, scaled
from estimator.calculation.quantity import Assumed, Quantity
from estimator.estimate import Estimate
from estimator.language import write
from estimator.language.sentences import speaks
from estimator.money.prices import PricedRun
from estimator.neighbours import Neighbour
from estimator.render.figures import figure, percent, written
from estimator.render.names import accelerator_hour, accelerator_name
from estimator.request import Request
from estimator.run.own_accelerator import OWN

Line = tuple[str, str]
_TITLE_END = re.compile(r"[,:] | \(")
_SIXTEEN_BIT = frozenset({"bf16", "fp16"})
# a gain that is worth a word
_GAIN = 1.02
# a middle estimate so near to its deadline that it counts as equal to it
_TIGHT = 0.95
# notes that say what a word was taken for, as an assumption is
_READ_INTO = frozenset(
    {
        *("bare_name", "plural_or_name", "slice_size", "machine_size", "node_size", "machine_price"),
        *("mixture_size", "batch_of_sequences", "tokens_per_parameter", "dataset"),
    }
)
# lines that say nothing of a run that its accelerators do not hold
_OF_A_REAL_RUN = frozenset({"Real", "Without"})
# notes that another line tells: prices have their days, the budget says what it buys
_TOLD = frozenset({"accelerator_assumed", "price_stale", "solved_for_budget", "solved_for_time", "tokens_assumed"})


def lines_beside(estimate: Estimate, market: str = "") -> tuple[Line, ...]:
    """Labelled sentences, each where it applies; `market` is what the shell knows of prices now."""
    found = [
        ("In time", deadline_words(estimate)),
        ("Budget", budget_words(estimate)),
        ("Real", real_words(estimate)),
        ("Price", price_words(estimate)),
        ("Market", market.removeprefix("Market now: ")),
        ("Assumed", " · ".join(assumptions(estimate))),
        ("Without", left_out(estimate)),
        ("Note", " ".join(doubt.message for doubt in _notes(estimate) if doubt.code not in _READ_INTO | _TOLD)),
    ]
    idle = _OF_A_REAL_RUN if misfit(estimate) else ()
    return tuple((label, words) for label, words in found if words and label not in idle)


def misfit(estimate: Estimate) -> str:
    """That the accelerators do not hold the run, and by how much; nothing where they do."""
    return next((doubt.message for doubt in estimate.doubts if doubt.code == "does_not_fit"), "")


def what_fits_not(estimate: Estimate) -> tuple[Line, ...]:
    """Why a run does not fit, behind the verdict, and what memory hangs on that nobody said."""
    message = misfit(estimate)
    assumed = (words for words in assumptions(estimate) if "stack=" not in words)
    return (("Why", message.partition(": ")[2] or message), ("Assumed", " · ".join(assumed)))


def reading_words(request: Request) -> str:
    """How a sentence was read, in the language's own form, so that a wrong reading is seen and can be corrected."""
    if not speaks(request.text):
        return ""
    return write(request.unsolved)


def _notes(estimate: Estimate) -> list[Doubt]:
    return [doubt for doubt in estimate.doubts if doubt.level == "note"]


def warnings(estimate: Estimate) -> tuple[str, ...]:
    """What should stop a decision."""
    return tuple(doubt.message for doubt in estimate.doubts if doubt.level == "warning")


def real_words(estimate: Estimate) -> str:
    """The nearest published run, and how far the estimate lies from it."""
    return neighbour_words(estimate.neighbours[0], estimate.run.precision) if estimate.neighbours else ""


def neighbour_words(near: Neighbour, precision: str) -> str:
    """A published run and the difference: of its hours where it is this very run, else of what its MFU would take.

    Its MFU is of the peak in 16 bits, which is said where either is in another precision.
    """
    took = f"{measured(near.run.accelerator_hours)} {accelerator_hour(near.accelerator)}s"
    source = short_source(near)
    if near.is_this_run:
        return f"this very run took {took} ({source}): the estimate is {_off(near.difference)}"
    size = f"{near.run.model} on {scaled(near.run.tokens or 0)} tokens"
    of_peak = "" if {precision, near.run.precision} <= _SIXTEEN_BIT else " of the 16-bit peak"
    if near.run.precision not in {precision, *_SIXTEEN_BIT}:
        of_peak += f", in {near.run.precision.upper()}"
    here = f"at that MFU this would take {measured(near.hours)}: the estimate is {_off(near.difference)}"
    return f"{size} took {took}, MFU {percent(near.mfu)}{of_peak} ({source}); {here}"


def short_source(near: Neighbour) -> str:
    """Where a published run was read, without what follows the first comma, colon or bracket."""
    return _TITLE_END.split(near.run.source.title, maxsplit=1)[0]


def _off(difference: float) -> str:
    if difference >= 1:
        return f"{1 + difference:.1f} times that"
    if round(100 * difference) == 0:
        return "within 1 % of that"
    share = f"{abs(difference):.0%}".replace("%", " %")
    return f"{share} {'above' if difference >= 0 else 'below'}"


class ShownPrice(NamedTuple):
    """A price to choose, with its terms and day, the cost at it, and whether it is the one that is used."""

    price: str
    terms: str
    cost: Quantity
    is_used: bool


def shown_prices(estimate: Estimate) -> tuple[ShownPrice, ...]:
    """The prices to choose from, lowest first."""
    return tuple(ShownPrice(_price(priced), _terms(priced), priced.cost, priced.is_used) for priced in estimate.prices)


def price_words(estimate: Estimate) -> str:
    """The prices to choose from, lowest first, with the cost at each; the one that is used in brackets."""
    return " · ".join(priced_words(priced) for priced in estimate.prices)


def priced_words(priced: PricedRun) -> str:
    """A price with its terms and day, and the cost at it."""
    words = f"{_price(priced)} {_terms(priced)}: {figure(priced.cost)}"
    return f"[{words}]" if priced.is_used else words


def _price(priced: PricedRun) -> str:
    return figure(priced.asked.price).removesuffix("/h")


def _terms(priced: PricedRun) -> str:
    day = f" ({priced.asked.as_of})" if priced.asked.as_of else ""
    return f"{priced.asked.label}{day}"


def assumptions(estimate: Estimate) -> tuple[str, ...]:
    """What nobody said and the hours hang on, each with the word that changes it."""
    read = (doubt.message.rstrip(".") for doubt in _notes(estimate) if doubt.code in _READ_INTO)
    return (*read, *_assumed(estimate))


def _assumed(estimate: Estimate) -> Iterator[str]:
    run, request = estimate.run, estimate.request
    if request.tokens is None and isinstance(run.tokens.origin, Assumed):
        yield f"{scaled(run.tokens.value)} tokens (tokens=…)"
    if request.accelerator is None and run.accelerator.id != OWN:
        yield f"{accelerator_name(run.accelerator)} (a100, …)"
    if request.mfu is None and request.stack is None:
        leans = any(doubt.code == "own_runs" for doubt in estimate.doubts)
        yield (
            "your own runs' stack (stack=typical)"
            if leans
            else f"a typical team's stack (stack=tuned{_if_tuned(estimate)})"
        )
    if request.precision is None:
        faster = next((name for name in ("fp8", "fp4") if name in run.accelerator.peak and name != run.precision), "")
        yield f"{run.precision.upper()} (precision={faster})" if faster else run.precision.upper()
    if isinstance(run.sequence_length.origin, Assumed):
        yield f"{run.sequence_length.value:,.0f}-token sequences (seq=8k)"
    if isinstance(run.accelerators.origin, Assumed) and request.mfu is None and request.deadline is None:
        yield f"{run.count:,} accelerators (gpus=…)"


def _if_tuned(estimate: Estimate) -> str:
    """What a tuned stack would reach and cost, where that is better: `: 41 %, $79.0M`."""
    tuned, mfu = estimate.tuned(), estimate.answer["mfu"]
    if not (tuned and mfu and tuned.mfu > mfu.value * _GAIN):
        return ""
    cost = written(tuned.compute_cost, "USD") if tuned.compute_cost else written(tuned.accelerator_hours, "hour")
    return f": {percent(tuned.mfu)}, {cost}"


def left_out(estimate: Estimate) -> str:
    """What the cost does not hold, and the cost with what usually comes on top."""
    total, overhead = estimate.answer["total_cost"], _overhead(estimate)
    if total is None or overhead is None:
        return ""
    if estimate.request.overhead is not None:
        return f"failed experiments, staff, data; with your {overhead} for storage and network: {figure(total)}"
    return f"storage and network (+{overhead}: {figure(total)}), failed experiments, staff, data"


def _overhead(estimate: Estimate) -> str | None:
    found = estimate.ranged.get("overhead")
    return percent(found.value) if found else None


def deadline_words(estimate: Estimate) -> str:
    """How many runs are late, how many accelerators make it in nine of ten, and what a week more or less takes."""
    time, deadline = estimate.answer["wall_clock"], estimate.request.deadline
    if not (time and deadline):
        return ""
    parts = []
    if time.value <= deadline < time.high and estimate.nine_in_ten:
        late = "half of such runs come" if time.value > _TIGHT * deadline else "such a run may come"
        parts = [f"{late} late; {estimate.nine_in_ten:,} do it in 9 of 10"]
    if estimate.moved:
        others = (f"{other.days:,.4g} take {other.accelerators:,}" for other in estimate.moved)
        parts.append(", ".join(others).replace(" take", " days take", 1))
    return " · ".join(parts)


def budget_words(estimate: Estimate) -> str:
    """Whether the budget holds, and by how much."""
    left, total, budget = estimate.answer["budget_left"], estimate.answer["total_cost"], estimate.request.budget
    if not (left and total and budget):
        return ""
    asked = f"${scaled(budget)}"
    if solved := estimate.request.solved:
        run = estimate.run
        bought = {
            "parameters": f"{scaled(run.parameters.value)} parameters",
            "tokens": f"{scaled(run.tokens.value)} tokens",
        }
        return f"{asked} with overheads buys {' on '.join(text for name, text in bought.items() if name in solved)}"
    if left.value >= 0:
        return f"{asked} is enough for {figure(total)} with overheads; {figure(left)} is left"
    return f"{asked} is not enough: {figure(total)} with overheads, {figure(left).lstrip('−')} is missing"
