"""What is read in thirty seconds: the four to six steps from FLOPs to dollars, each with its numbers and its result."""

from collections.abc import Iterator

from msgspec import Struct

from estimator.calculation.numbers import compact, measured, scaled
from estimator.calculation.quantity import Assumed, Derived, Given, Quantity, Source
from estimator.calculation.vocabulary import term
from estimator.estimate import Estimate
from estimator.render.figures import figure, percent

_FACTORS_SHOWN = 5
_SPREAD = "mfu_spread"
# a factor above this share loses too little to be worth a word
_ALL = 0.997


class Step(Struct, frozen=True):
    """One line of working: number, what it is, its numbers, its result, and who says so where no other line does."""

    number: int
    label: str
    working: str
    result: str
    says: str
    source: Source | None = None


def working_steps(estimate: Estimate) -> tuple[Step, ...]:
    """Compute, MFU, throughput, hours, and where they apply days and cost."""
    rows = [*_training(estimate), *_spending(estimate)]
    return tuple(Step(number, *row) for number, row in enumerate(rows, 1))


_Row = tuple[str, str, str, str, Source | None]


def _training(estimate: Estimate) -> Iterator[_Row]:
    answer, known = estimate.answer, estimate.ranged
    compute, mfu, hours = answer["training_compute"], answer["mfu"], answer["accelerator_hours"]
    peak, achieved = known.quantity("peak_throughput"), known.quantity("achieved_throughput")
    if not (compute and mfu and hours):
        return
    yield "Compute", _work(estimate, compute), figure(compute), *_said(compute)
    yield "MFU", mfu_words(estimate, mfu), figure(mfu), *_said(mfu)
    yield "Throughput", f"{figure(peak)} × {figure(mfu)}", figure(achieved), *_said(peak)
    kept = f" / {figure(goodput)} goodput" if (goodput := known.get("goodput")) else ""
    sampled = f" + {measured(sampling.value)} sampling" if (sampling := known.get("sampling_hours")) else ""
    numbers = f"{_flop(compute)} / ({compact(achieved.value, 3)} × 3600){kept}{sampled}"
    yield "Hours", numbers, measured(hours.value), *_said(hours)


def _spending(estimate: Estimate) -> Iterator[_Row]:
    answer, count = estimate.answer, estimate.run.count
    days, cost, price = answer["wall_clock"], answer["compute_cost"], answer["price"]
    hours = answer["accelerator_hours"]
    if days and hours:
        shown = figure(days)
        numbers = f"{count:,}" if shown.endswith("hours") else f"({count:,} × 24)"
        yield "Time", f"{measured(hours.value)} / {numbers}", shown, *_said(days)
    if cost and price and hours:
        numbers = f"{measured(hours.value)} × {figure(price).removesuffix('/h')}"
        yield "Cost", numbers, figure(cost), "", _source(price)


def mfu_words(estimate: Estimate, mfu: Quantity) -> str:
    """The MFU as a product of what each cause leaves: `kernels 58 % × network 91 %`, or that it was given."""
    if not isinstance(mfu.origin, Derived):
        return "as your team set it" if isinstance(mfu.origin, Assumed) else "as you gave it"
    names = [name for name in mfu.origin.equation.parameters if name != _SPREAD]
    factors = {name: value for name in names if (value := estimate.ranged.value(name)) < _ALL}
    telling = sorted(factors, key=lambda name: -abs(factors[name] - 1))[:_FACTORS_SHOWN]
    shown = [f"{factor_name(name)} {percent(factors[name])}" for name in factors if name in telling]
    return " × ".join([*shown, "…"] if len(factors) > len(shown) else shown)


def factor_name(name: str) -> str:
    """A factor of the MFU without the word MFU: `kernels`."""
    return term(name).label.removeprefix("MFU ")


def _work(estimate: Estimate, compute: Quantity) -> str:
    """The formula of the work with its numbers: 6·N·D where that is the count, or how far the exact count lies off."""
    simple = estimate.answer["simple_compute"]
    if simple and isinstance(simple.origin, Derived):
        gap = compute.value / simple.value - 1
        return f"6·N·D = {_in_numbers(simple.origin)}, {gap:+.1%} counted layer by layer".replace("%", " %")
    if isinstance(compute.origin, Derived):
        return f"{_short(compute.origin.formula)} = {_in_numbers(compute.origin)}"
    return ""


def _in_numbers(origin: Derived) -> str:
    return origin.equation.written({quantity.name: _number(quantity) for quantity in origin.inputs})


def _number(quantity: Quantity) -> str:
    """A number of the work: 70B, 2T; what is no count of parameters or tokens as in a formula."""
    return scaled(quantity.value) if term(quantity.name).unit in ("parameter", "token") else compact(quantity.value, 3)


def _short(formula: str) -> str:
    return formula.replace(" × ", "·") if len(formula) < len("6 × N_active × D ") else formula


def _flop(compute: Quantity) -> str:
    return figure(compute).removesuffix(" FLOP")


def _said(quantity: Quantity) -> tuple[str, Source | None]:
    """Who says so, in a word or two, and where to read it."""
    source = _source(quantity)
    return (short_title(source) if source else ""), source


def _source(quantity: Quantity) -> Source | None:
    return None if isinstance(quantity.origin, Given) else quantity.origin.source


def short_title(source: Source) -> str:
    """What a source's title begins with: `Kaplan et al. 2020`, `By definition`."""
    return source.title.split(",", 1)[0].split(":", 1)[0]
