"""What is read in five seconds: cost, hours and days, each with its 80 % range."""

from dataclasses import dataclass

from estimator.calculation.quantity import Quantity
from estimator.estimate import Estimate
from estimator.render.figures import figure, figure_range, with_range
from estimator.render.names import accelerator_hour

_TO = " – "


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One line of the glance: what it is, its value, its range where it has one, and in which terms."""

    label: str
    value: str
    range: str
    terms: str


def key_figures(estimate: Estimate) -> tuple[KeyFigure, ...]:
    """Cost, hours, and where they apply days, on the accelerators that were named or that a deadline takes."""
    answer, hour = estimate.answer, accelerator_hour(estimate.accelerator)
    cost, price, hours = answer["compute_cost"], answer["price"], answer["accelerator_hours"]
    days, needed = answer["wall_clock"], answer["accelerators_needed"]
    found = []
    if cost and price:
        found.append(_figure("Cost", cost, f"at {figure(price).removesuffix('/h')} per {hour}"))
    if hours:
        found.append(_figure("Hours", hours, f"{hour}s" if hours.is_certain else f"{hour}s; ranges hold 80 %"))
    if days:
        solved = needed and not estimate.request.accelerators
        why = f", the fewest for {estimate.request.deadline:,.4g} days" if solved else ""
        found.append(_figure("Time", days, f"on {estimate.run.count:,}{why}"))
    return tuple(found)


def headline(estimate: Estimate) -> str:
    """The answer in one line: cost with its range; hours where no price is known."""
    main = estimate.answer["compute_cost"] or estimate.answer["accelerator_hours"]
    return with_range(main) if main else ""


def _figure(label: str, quantity: Quantity, terms: str) -> KeyFigure:
    """A figure, and its range without the unit where all three have the same."""
    value, ends = figure(quantity), figure_range(quantity).split(_TO)
    unit = value.partition(" ")[2]
    if unit and all(end.endswith(f" {unit}") for end in ends):
        ends = [end.removesuffix(f" {unit}") for end in ends]
    return KeyFigure(label, value.removesuffix(" h"), _TO.join(ends), terms)
