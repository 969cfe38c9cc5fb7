"""What is read in five seconds: cost, hours and days, each with its 80 % range."""

from estimator.estimate import Estimate
from estimator.language.asks import asks
from estimator.render.asked import asked_figure
from estimator.render.figures import figure, with_range
from estimator.render.key_figure import KeyFigure, key_figure
from estimator.render.names import accelerator_hour

# what is asked for, where the glance has it anyway
_USUAL = {"cost": "Cost", "hours": "Hours", "days": "Time"}


def key_figures(estimate: Estimate) -> tuple[KeyFigure, ...]:
    """Cost, hours, and where they apply days, behind what was asked for first."""
    usual = _usual_figures(estimate)
    asked = asked_figure(estimate)
    if asked is None:
        first = _USUAL.get(asks(estimate.request.text) or "cost")
        return tuple(sorted(usual, key=lambda found: found.label != first))
    return (asked, *(found for found in usual if found.label != asked.label))


def _usual_figures(estimate: Estimate) -> tuple[KeyFigure, ...]:
    """Cost, hours, and where they apply days, on the accelerators that were named or that a deadline takes."""
    answer, hour = estimate.answer, accelerator_hour(estimate.accelerator)
    cost, price, hours = answer["compute_cost"], answer["price"], answer["accelerator_hours"]
    days, needed = answer["wall_clock"], answer["accelerators_needed"]
    found = []
    if cost and price:
        found.append(key_figure("Cost", cost, f"at {figure(price).removesuffix('/h')} per {hour}"))
    if hours:
        found.append(key_figure("Hours", hours, f"{hour}s" if hours.is_certain else f"{hour}s; ranges hold 80 %"))
    if days:
        solved = needed and not estimate.request.accelerators
        why = f", the fewest for {estimate.request.deadline:,.4g} days" if solved else ""
        found.append(key_figure("Time", days, f"on {estimate.run.count:,}{why}"))
    return tuple(found)


def headline(estimate: Estimate) -> str:
    """The answer in one line: cost with its range; hours where no price is known."""
    main = estimate.answer["compute_cost"] or estimate.answer["accelerator_hours"]
    return with_range(main) if main else ""
