"""The sentences of an answer, shared by every form it takes."""

from dataclasses import dataclass
from functools import lru_cache

from estimator.calculation.numbers import per_cent, scaled
from estimator.calculation.quantity import Assumed, Derived, Fact, Given, Quantity, Source, derivation
from estimator.calculation.vocabulary import term
from estimator.estimate import Estimate
from estimator.neighbours import Neighbour
from estimator.render.figures import exact, figure, figure_range, percent

DRIVERS_SHOWN = 2
_NOTABLE_SHARE = 0.05
_DRIVERS = {"mfu_spread": "how runs differ, software above all", "mfu": "MFU", "pue": "PUE"}
# an answer takes several forms at once, one after another
_RECENT = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One line of working: what, by which formula, with which numbers, giving what, and who says so."""

    label: str
    formula: str
    substituted: str
    result: str
    says: str
    source: Source | None = None


def subject_line(estimate: Estimate) -> str:
    """What is trained on what: `70B parameters on 2T tokens, NVIDIA A100 SXM 80GB`."""
    return f"{model_words(estimate)} on {_tokens(estimate)}, {accelerator_words(estimate)}"


def model_words(estimate: Estimate) -> str:
    """The model by name, or by size: `Llama 2 70B`, `671B parameters (37B active)`."""
    request = estimate.request
    if estimate.run.model and not request.parameters:
        return estimate.run.model.name
    total = f"{scaled(request.parameters or 0)} parameters"
    if request.active_parameters and request.active_parameters != request.parameters:
        return f"{total} ({scaled(request.active_parameters)} active)"
    return total


def accelerator_words(estimate: Estimate) -> str:
    """The accelerator, with how many where that was said."""
    count = f"{estimate.request.accelerators:,} × " if estimate.request.accelerators else ""
    return f"{count}{estimate.accelerator.name}"


def headline(estimate: Estimate) -> str:
    """The answer in one line: cost with its range; hours where no price is known."""
    main = estimate.answer["compute_cost"] or estimate.answer["accelerator_hours"]
    return with_range(main) if main else ""


def key_figures(estimate: Estimate) -> str:
    """Hours, work, utilization and, where they apply, days: `1.50M accelerator-hours · 8.40e23 FLOP · MFU 50 %`."""
    hours, compute, mfu = (estimate.answer[name] for name in ("accelerator_hours", "training_compute", "mfu"))
    parts = []
    if hours and compute and mfu:
        parts = [f"{with_range(hours).replace(' h', '')} accelerator-hours", figure(compute), f"MFU {with_range(mfu)}"]
    if wall_clock := estimate.answer["wall_clock"]:
        parts.append(with_range(wall_clock))
    if (needed := estimate.answer["accelerators_needed"]) and not estimate.request.accelerators:
        parts.append(f"{with_range(needed)} accelerators")
    if total := estimate.answer["total_cost"]:
        parts.append(f"{figure(total)} with overheads")
    return " · ".join(parts)


def with_range(quantity: Quantity) -> str:
    """A figure and, where it is uncertain, its 80 % range in brackets."""
    span = figure_range(quantity)
    return f"{figure(quantity)} ({span})" if span else figure(quantity)


@lru_cache(maxsize=_RECENT)
def working(estimate: Estimate) -> tuple[Step, ...]:
    """The steps that an equation made, in order."""
    return tuple(
        Step(
            label=step.term.label,
            formula=f"{step.term.symbol} = {step.origin.formula}",
            substituted=step.origin.substituted,
            result=exact(step),
            says=step.origin.source.title,
            source=step.origin.source,
        )
        for step in estimate.steps
        if isinstance(step.origin, Derived)
    )


@lru_cache(maxsize=_RECENT)
def inputs(estimate: Estimate) -> tuple[Step, ...]:
    """The numbers that went in and who says each."""
    return tuple(
        Step(step.term.label, step.term.symbol, "", with_range(step), who(step)) for step in given_inputs(estimate)
    )


def given_inputs(estimate: Estimate) -> list[Quantity]:
    """The numbers that went in; constants of a formula are in the formula already."""
    constants = {
        name
        for step in estimate.steps
        if isinstance(step.origin, Derived)
        for name in getattr(step.origin.equation, "constants", ())
    }
    return [step for step in estimate.steps if not isinstance(step.origin, Derived) and step.name not in constants]


def who(quantity: Quantity) -> str:
    """Who says so: you, a source with its date, or we with our reason."""
    match quantity.origin:
        case Given():
            return "you"
        case Fact(source=source, verified=verified):
            return cited(source) + ("" if verified else " (unverified)")
        case Assumed(reason=reason, source=source):
            return f"assumed: {reason}" + (f" ({cited(source)})" if source else "")
        case Derived(equation=equation):
            return cited(equation.source)


def cited(source: Source | None) -> str:
    """A source in brackets' worth of words: title and day."""
    if source is None:
        return ""
    return f"{source.title}, {source.retrieved.isoformat()}" if source.retrieved else source.title


def neighbour_line(neighbour: Neighbour) -> str:
    """What a published run took: `LLaMA 65B: 1.02M A100-hours, MFU 45.0 %`."""
    run = neighbour.run
    return (
        f"{run.model}: {scaled(run.parameters)} on {scaled(run.tokens or 0)} tokens took "
        f"{run.accelerator_hours:,.0f} hours of {neighbour.accelerator.name}, MFU {percent(neighbour.mfu)} "
        f"({run.source.title})"
    )


def notes(estimate: Estimate, market: str = "") -> list[str]:
    """What a reader should know beside the numbers, a sentence or two each: only what there is to say.

    `market` is what the shell knows of prices now; it stands below the price.
    """
    lines = (
        short_cut_line(estimate),
        price_line(estimate),
        market,
        budget_line(estimate),
        drivers_line(estimate),
        layout_line(estimate),
    )
    return [line for line in lines if line]


def price_line(estimate: Estimate) -> str:
    """Whose price it is, on which terms and from when."""
    price = estimate.answer["price"]
    return f"Price {with_range(price)}: {estimate.price_basis}." if price else ""


def budget_line(estimate: Estimate) -> str:
    """Whether the budget holds, with and without overheads, and by how much."""
    left, cost, total = (estimate.answer[name] for name in ("budget_left", "compute_cost", "total_cost"))
    budget = estimate.request.budget
    if not (left and cost and total and budget):
        return ""
    verdict = "holds, with" if left.value >= 0 else "does not hold: it lacks"
    rest = " left" if left.value >= 0 else ""
    return (
        f"The budget of {figure(_like(cost, budget))} {verdict} {figure(_like(left, abs(left.value)))}{rest} "
        f"after {figure(total)} with overheads ({figure(cost)} without)."
    )


def layout_line(estimate: Estimate) -> str:
    """How the run is laid out over its accelerators, how full they are, and how many it needs at least."""
    told = any(doubt.code == "does_not_fit" for doubt in estimate.doubts)
    return "" if told else fit_sentence(estimate)


def fit_sentence(estimate: Estimate) -> str:
    """What fits, where that was searched: the fewest accelerators, the layout, how full they are."""
    return estimate.fit.sentence(_model_noun(estimate)) if estimate.fit else ""


def memory_steps(estimate: Estimate) -> list[Step]:
    """The steps behind the memory of one accelerator."""
    memory = estimate.answer["memory_per_accelerator"]
    behind = {quantity.term.label for quantity in derivation(memory)} if memory else set()
    return [step for step in working(estimate) if step.label in behind]


def short_cut_line(estimate: Estimate) -> str:
    """How far the usual short-cut lies from the exact count, and why."""
    exact_count, simple = estimate.answer["training_compute"], estimate.answer["simple_compute"]
    if not (exact_count and simple):
        return ""
    gap = simple.value / exact_count.value - 1
    return (
        f"6·N·D would give {figure(simple)} ({gap:+.1%}): it leaves out attention between tokens, and counts the "
        "embedding look-up."
    )


def drivers_line(estimate: Estimate) -> str:
    """Which inputs make the range wide."""
    notable = [(name, share) for name, share in estimate.drivers[:DRIVERS_SHOWN] if share >= _NOTABLE_SHARE]
    if not notable:
        return ""
    shares = ", ".join(
        f"{_DRIVERS.get(name) or term(name).label.lower()} ({per_cent(share)})" for name, share in notable
    )
    return f"The range is an 80 % range; what makes it wide: {shares}."


def side_figures(estimate: Estimate) -> list[tuple[str, str]]:
    """What comes beside the main answer: overheads, speed, energy, emissions, memory."""
    names = ("total_cost", "accelerators_needed", "token_throughput", "energy", "emissions", "electricity_cost")
    named = [(name, estimate.answer[name]) for name in (*names, "memory_per_accelerator")]
    return [(quantity.term.label, with_range(quantity)) for _, quantity in named if quantity]


def _model_noun(estimate: Estimate) -> str:
    named = estimate.run.model and not estimate.request.parameters
    return model_words(estimate) if named else f"A model of {model_words(estimate)}"


def _tokens(estimate: Estimate) -> str:
    tokens = next(step for step in estimate.steps if step.name == "tokens")
    return f"{scaled(tokens.value)} tokens"


def _like(quantity: Quantity, value: float) -> Quantity:
    return Quantity(quantity.name, value, Given())
