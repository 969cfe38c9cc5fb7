"""A plan as JSON and as a table: the cheapest, the fastest, the options between, and what was ruled out."""

from collections.abc import Iterator
from functools import partial

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Quantity
from estimator.planning.deals import Published
from estimator.planning.plan import Option, Plan, plan
from estimator.planning.search import NOT_OFFERED
from estimator.questions.plan_request import plan_request
from estimator.questions.question import Answered, Asked
from estimator.questions.read_as import reading, with_reading
from estimator.render.figures import figure, figure_range, written
from estimator.render.json import VERSION, Json, as_figure, as_warning
from estimator.render.names import accelerator_name
from estimator.render.report import Chart, Report

HEADINGS = ("Option", "Cost", "Time", "Price", "Terms")
_SHOWN = 8
_RULED_OUT_SHOWN = 4
_DEALS = (
    "As fleets are let: what a cloud lists for up to 512 accelerators, though whether a small one has so many is not "
    "known; for more the usual price, where several clouds or a large one let them; spot and marketplaces for one "
    "node. `front` in `--json` takes any price of the last year."
)


def planned(asked: Asked) -> Answered:
    """The answer to a plan: what can be done, and what was assumed for it."""
    catalogue, today = asked.catalogue, asked.today
    request, noted, choice, named = plan_request(asked)
    found = plan(request, catalogue, today, choice)
    each = tuple(plan(request.model_copy(update={"accelerator": name}), catalogue, today) for name in named)
    doubts = (*noted, *_doubts(found))
    read_as = reading(asked, "plan", request, *(f"vs {name}" for name in named))
    return Answered(partial(_data, found, doubts), with_reading(partial(_report, found, doubts, each), read_as))


def _doubts(found: Plan) -> Iterator[Doubt]:
    """What was assumed, and what a reader must know of the prices that win."""
    request, known = found.request, found.published
    if request.deadline is None:
        message = (
            f"You said no deadline: within {known.days.value:,.0f} days, as long as the longest published run took"
        )
        yield Doubt("plan_deadline", f"{message} ({known.days.run}). `deadline=45d` changes that.")
    if not (request.price or request.provider or request.billing or request.region):
        yield Doubt("plan_deals", _DEALS)
    if request.accelerators is None:
        yield Doubt("plan_fleets", _fleets(known))
    if any((option.term.billing or "").startswith("reserved") for option in _best(found)):
        message = "A reserved price is that of a term of a year or more; only the run's own hours are counted here."
        yield Doubt("commitment", f"{message} `billing=on-demand` leaves reservations out.")
    if any(not option.is_let for option in (found.cheapest, found.fastest) if option):
        message = "Nobody is seen to let so many at the prices of `cheapest` and `fastest`, spot or a usual ratio;"
        yield Doubt("price_not_offered", f"{message} `let` has those that are.")


def _best(found: Plan) -> tuple[Option, ...]:
    """What is shown: options as such fleets are let, where there are none at any price."""
    return found.let or found.front


def _fleets(known: Published) -> str:
    times, most = known.times_usual, known.accelerators
    tried = (
        f"Tried: all numbers of whole nodes up to {times.value:.0f} times what published runs of that much work took"
    )
    more = "and where none of those will do, up to as many times the fewest that will"
    most_of_all = f"at most {most.value:,.0f} ({most.run})"
    yours = "`gpus=32768` asks for a number of your own."
    return f"{tried}, the most that any did ({times.run}), {more}, {most_of_all}. {yours}"


def _data(found: Plan, doubts: tuple[Doubt, ...]) -> Json:
    return {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "question": "plan",
        "warnings": [as_warning(doubt) for doubt in doubts],
        "cheapest": _option(found.cheapest),
        "fastest": _option(found.fastest),
        "front": [_option(option) for option in found.front],
        "let": [_option(option) for option in found.let],
        "ruled_out": [{"accelerator": one.accelerator, "why": one.why} for one in found.ruled_out],
        "considered": found.considered,
    }


def _option(option: Option | None) -> Json | None:
    if option is None:
        return None
    answer, run = option.estimate.answer, option.estimate.run
    return {
        "text": option.estimate.request.text,
        "accelerator": run.accelerator.id,
        "accelerators": run.count,
        **option.term.words,
        "layout": option.layout,
        "price": as_figure(answer["price"]),
        "accelerator_hours": as_figure(answer["accelerator_hours"]),
        "wall_clock": as_figure(answer["wall_clock"]),
        "cost": as_figure(answer["total_cost"]),
    }


def _report(found: Plan, doubts: tuple[Doubt, ...], each: tuple[Plan, ...]) -> Report:
    details = (*_ruled_out(found), *(doubt.message for doubt in doubts))
    days = found.limits.days
    within = f"{days:,.0f} days" if days >= 1 else written(days, "day")
    within += f" and {written(found.limits.budget, 'USD')}" if found.limits.budget else ""
    if not found.cheapest:
        return Report(f"Nothing that can be rented does that in {within}", notes=details)
    cheap, fast, shown = _best(found)[0], _best(found)[-1], _thinned(_best(found))
    costs = [option.estimate.answer["total_cost"] for option in shown]
    texts = dict.fromkeys(option.estimate.request.text for option in (cheap, fast, found.cheapest))
    return Report(
        f"Cheapest in {within}: {_summary(cheap)}",
        HEADINGS,
        tuple(map(_row, shown)),
        ("Costs include overheads. `explain plan …` says what was tried, on which prices, and what was ruled out.",),
        request=cheap.estimate.request.text,
        glance=(*_glance(found, cheap, fast), *_each(each)),
        chart=Chart("Cost", "USD", tuple(map(_fleet, shown)), tuple(cost for cost in costs if cost)),
        choices=tuple(texts),
        details=details,
    )


def _glance(found: Plan, cheap: Option, fast: Option) -> Iterator[str]:
    """The fastest, how sure the cheapest is, and what is cheaper at a price that no such fleet is seen to have."""
    if fast is not cheap:
        yield f"Fastest: {_summary(fast)}."
    cost, time = cheap.estimate.answer["total_cost"], cheap.estimate.answer["wall_clock"]
    if cost and time and not time.is_certain:
        late = ", which may be too late" if time.high > found.limits.days else ""
        yield f"The cheapest takes {figure_range(cost)} and {figure_range(time)} in 80 % of runs{late}."
    if not found.let:
        yield "Nobody is seen to let so many at this price."
    elif found.cheapest and found.cheapest.fleet.request != cheap.fleet.request:
        other = f"{_summary(found.cheapest)} ({_terms(found.cheapest)})"
        yield f"At any price of the last year: {other}; nobody is seen to let so many on these terms."


def _each(plans: tuple[Plan, ...]) -> Iterator[str]:
    """The cheapest of each accelerator that was named."""
    if best := [_summary(_best(one)[0]) for one in plans if one.cheapest]:
        yield f"Each at its cheapest: {'; '.join(best)}."


def _thinned(front: tuple[Option, ...]) -> list[Option]:
    """At most so many options as are shown, evenly spread, the ends among them."""
    last = len(front) - 1
    places = sorted({round(place * last / (_SHOWN - 1)) for place in range(_SHOWN)})
    return [front[place] for place in places]


def _summary(option: Option) -> str:
    return f"{_fleet(option)}, {_figure(option, 'total_cost')}, {_figure(option, 'wall_clock')}"


def _row(option: Option) -> tuple[str, ...]:
    figures = [_figure(option, name) for name in ("total_cost", "wall_clock", "price")]
    return (_fleet(option), *figures, _terms(option))


def _terms(option: Option) -> str:
    """Whose price it is and on which terms, as an answer says it, and the region where that chooses the price."""
    used = next(priced.asked.label for priced in option.estimate.prices if priced.is_used)
    return f"{used}, {option.term.region}" if option.term.region else used


def _fleet(option: Option) -> str:
    return f"{option.estimate.run.count:,} × {accelerator_name(option.estimate.accelerator)}"


def _figure(option: Option, name: str) -> str:
    quantity: Quantity | None = option.estimate.answer[name]
    return figure(quantity) if quantity else "unknown"


def _ruled_out(found: Plan) -> tuple[str, ...]:
    """Why the accelerators that are rented will not do, then how many are not offered at all."""
    rented = [one for one in found.ruled_out if not one.why.startswith(NOT_OFFERED)]
    parts = [f"{one.accelerator}: {one.why}" for one in rented[:_RULED_OUT_SHOWN]]
    parts += [f"{len(rented) - _RULED_OUT_SHOWN} more"] if len(rented) > _RULED_OUT_SHOWN else []
    rest = [one for one in found.ruled_out if one not in rented]
    parts += [rest[0].why] if len(rest) == 1 else [f"{len(rest)} not offered"] if rest else []
    return (f"Ruled out: {'; '.join(parts)}.",) if parts else ()
