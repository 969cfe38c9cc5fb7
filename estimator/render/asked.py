"""The figure that a sentence asks for, where the glance does not have it: yes or no, memory, how many, energy, work."""

from msgspec.structs import replace

from estimator.calculation.numbers import scaled
from estimator.equations.throughput import wall_clock
from estimator.estimate import Estimate
from estimator.language.asks import asks, asks_of_failing
from estimator.memory.layout import Layout, largest_batch
from estimator.render.figures import figure, written
from estimator.render.key_figure import NO, YES, KeyFigure, key_figure
from estimator.render.names import accelerator_name

_GIGABYTE = 1e9


def asked_figure(estimate: Estimate) -> KeyFigure | None:
    """What was asked for; None where the usual figures have it."""
    kind = asks(estimate.request.text)
    writers = {
        "fits": _fits,
        "memory": _memory,
        "count": _count,
        "card": _count,
        "days": _days,
        "speed": _speed,
        "size": _size,
        "batch": _batch,
        "epochs": _epochs,
        "throughput": _throughput,
        "step": _step,
    }
    if kind in writers:
        return writers[kind](estimate)
    plain = {
        "mfu": ("MFU", "mfu"),
        "energy": ("Energy", "energy"),
        "electricity": ("Electricity", "electricity_cost"),
        "emissions": ("CO2e", "emissions"),
        "compute": ("Work", "training_compute"),
    }
    label, name = plain.get(kind or "", ("", ""))
    found = estimate.answer.get(name)
    return key_figure(label, found, "") if found else None


def _fits(estimate: Estimate) -> KeyFigure | None:
    """Yes or no: whether memory, and a time or budget that was said, are enough."""
    found = estimate.fit
    if found is None or (estimate.request.solved and not found.asked):
        return None
    asked, fails = found.asked or 1, asks_of_failing(estimate.request.text)
    least = found.needs_at_least
    if least is None or asked < least or not found.fits:
        return KeyFigure("Answer", YES if fails else NO, "", f"{_needed(estimate)}, not {asked:,}")
    if short := _short_of(estimate):
        return KeyFigure("Answer", NO, "", short)
    layout = found.layout if found.asked else found.smallest
    memory = _filled(layout, estimate) if layout else ""
    return KeyFigure("Answer", NO if fails else YES, "", f"{'it fits: ' if fails else ''}{_in_time(estimate)}{memory}")


def _in_time(estimate: Estimate) -> str:
    days, deadline = estimate.answer["wall_clock"], estimate.request.deadline
    return f"time: {figure(days)} of {deadline:,.3g} days; " if days and deadline else ""


def _short_of(estimate: Estimate) -> str:
    """What of the time or the budget that was said does not do."""
    days, deadline, left = estimate.answer["wall_clock"], estimate.request.deadline, estimate.answer["budget_left"]
    if days and deadline and days.value > deadline and estimate.request.accelerators:
        return f"time: {figure(days)} of {deadline:,.3g} days"
    if left and left.value < 0 and estimate.answer["total_cost"]:
        return f"money: {figure(left).lstrip('−')} is missing"
    return ""


def _needed(estimate: Estimate) -> str:
    least = estimate.fit.needs_at_least if estimate.fit else None
    name = accelerator_name(estimate.accelerator)
    return f"it takes at least {least:,} × {name}" if least else f"no number of {name} holds it"


def _filled(layout: Layout, estimate: Estimate) -> str:
    held, whole = layout.memory.value / _GIGABYTE, estimate.accelerator.memory.value / _GIGABYTE
    return f"{held:,.0f} of {whole:,.0f} GB on each of {layout.accelerators:,} ({layout})"


def _memory(estimate: Estimate) -> KeyFigure | None:
    """The memory in all, on the accelerators that were said or the fewest that hold it."""
    found = estimate.fit
    layout = found and (found.layout if found.asked else found.smallest)
    if not (found and layout):
        return _fits(estimate)
    total = layout.accelerators * layout.memory.value / _GIGABYTE
    which = "" if found.asked else ", the fewest that hold it"
    return KeyFigure("Memory", f"{total:,.0f} GB", "", f"{_filled(layout, estimate)}{which}")


def _count(estimate: Estimate) -> KeyFigure | None:
    """How many: for a deadline, else the fewest that hold the run."""
    found, needed = estimate.fit, estimate.answer["accelerators_needed"]
    name = accelerator_name(estimate.accelerator)
    if needed and not estimate.request.accelerators:
        why = f"the fewest for {estimate.request.deadline:,.4g} days"
        return KeyFigure("Count", f"{estimate.run.count:,}", "", f"× {name}, {why}")
    if found is None or found.smallest is None:
        return None
    fewest = found.smallest
    more = not estimate.run.has_given_count and estimate.run.count > fewest.accelerators
    usual = f"; runs of this size used about {estimate.run.count:,}" if more else ""
    return KeyFigure("Count", f"{fewest.accelerators:,}", "", f"× {name} at least: {_filled(fewest, estimate)}{usual}")


def _speed(estimate: Estimate) -> KeyFigure | None:
    """The tokens a second that one accelerator trains."""
    hours, tokens = estimate.answer["accelerator_hours"], estimate.run.tokens.value
    if hours is None:
        return None
    least, usual, most = (scaled(tokens / 3600 / found) for found in (hours.high, hours.value, hours.low))
    name = accelerator_name(estimate.accelerator)
    return KeyFigure("Speed", usual, f"{least} – {most}", f"tokens a second on each {name}, stops included")


def _throughput(estimate: Estimate) -> KeyFigure | None:
    """The useful FLOP/s of one accelerator."""
    achieved = next((step for step in estimate.steps if step.name == "achieved_throughput"), None)
    return key_figure("Speed", achieved, f"on each {accelerator_name(estimate.accelerator)}") if achieved else None


def _step(estimate: Estimate) -> KeyFigure | None:
    """The time of a step, its share of what stops a run included."""
    hours, run = estimate.answer["accelerator_hours"], estimate.run
    if hours is None:
        return None
    share = 3600 * run.batch_tokens.value / run.tokens.value / run.count
    least, usual, most = (f"{share * found:,.3g}" for found in (hours.low, hours.value, hours.high))
    batch = f"of {scaled(run.batch_tokens.value)} tokens on {run.count:,}, stops included"
    return KeyFigure("Step", f"{usual} s", f"{least} – {most}", batch)


def _epochs(estimate: Estimate) -> KeyFigure | None:
    """How many passes over the data a budget or a time pays for."""
    request, one = estimate.request, estimate.answer["total_cost"]
    limit, unit = request.budget, "USD"
    if limit is None:
        limit, unit, one = request.deadline, "day", estimate.answer["wall_clock"]
    if limit is None or one is None or "tokens" in request.solved:
        return None
    least, usual, most = (f"{limit / cost:,.3g}" for cost in (one.high, one.value, one.low))
    data = scaled(estimate.run.tokens.value)
    return KeyFigure("Epochs", usual, f"{least} – {most}", f"of {data} tokens for {written(limit, unit)}")


def _batch(estimate: Estimate) -> KeyFigure | None:
    """The most sequences that each accelerator holds at once."""
    found = estimate.fit
    layout = found and (found.layout if found.asked else found.smallest)
    degrees = largest_batch(estimate.run, layout) if layout else None
    if degrees is None:
        return _fits(estimate)
    most, copies = degrees.micro_batch, degrees.data
    each = f"on each of {copies:,} copies, {most * copies:,} in all" if copies > 1 else "at once"
    length = figure(estimate.run.sequence_length)
    return KeyFigure("Batch", f"{most:,} sequences", "", f"of {length} {each}; more by accumulation ({degrees})")


def _size(estimate: Estimate) -> KeyFigure | None:
    """What was solved for: the size, the tokens, or both."""
    request, found = estimate.request, []
    if "parameters" in request.solved:
        found.append(f"{scaled(request.parameters or 0)} parameters")
    if "tokens" in request.solved:
        found.append(f"{scaled(estimate.run.tokens.value)} tokens")
    return KeyFigure("Answer", found[0], "", f"on {found[1]}" if found[1:] else "") if found else None


def _days(estimate: Estimate) -> KeyFigure | None:
    """How long on as many as such runs used, where nobody says how many."""
    hours = estimate.answer["accelerator_hours"]
    if estimate.answer["wall_clock"] or not hours:
        return None
    share = 1 / (24 * estimate.run.count)
    days = replace(wall_clock.of(hours, estimate.run.accelerators), low=hours.low * share, high=hours.high * share)
    return key_figure("Time", days, f"on {estimate.run.count:,}, as runs of that size used")
