"""`plan 70B 2T deadline=45d budget=$4M`: which accelerators, how many and on whose terms."""

from functools import partial

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Quantity
from estimator.language import read
from estimator.planning.fleets import MAXIMUM_FLEET
from estimator.planning.plan import Option, Plan, plan
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure
from estimator.render.json import VERSION, Json, as_figure, as_warning
from estimator.render.report import Report

HEADINGS = ("Option", "Cost", "Time", "Price", "Type this")
GRID = (
    f"Tried are two fleet sizes to a doubling up to {MAXIMUM_FLEET:,} accelerators, and to the node where a limit, the "
    "memory or recomputation changes. Costs include overheads, as a budget does. No offer says how many it has."
)
_SHOWN = 8
_RULED_OUT_SHOWN = 6


def _answer(asked: Asked) -> Answered:
    reading = read(asked.text, asked.catalogue.names, today=asked.today)
    found = plan(reading.request, asked.catalogue, asked.today)
    doubts = (*reading.doubts, *_doubts(found))
    return Answered(partial(_data, found, doubts), partial(_report, found, doubts))


def _doubts(found: Plan) -> tuple[Doubt, ...]:
    """What a reader must know of the prices that win."""
    best = [option for option in (found.cheapest, found.fastest) if option]
    doubts = [Doubt("plan_grid", GRID)]
    if any(not option.term.is_offered for option in best):
        message = "Nobody was seen to ask the price shown: it is a usual ratio to a price on demand."
        doubts.append(Doubt("price_not_offered", f"{message} `provider=` or `billing=on-demand` narrows the plan."))
    if any((option.term.billing or "").startswith("reserved") for option in best):
        message = "A reserved price is that of a term of a year or more; only the run's own hours are counted here."
        doubts.append(Doubt("commitment", f"{message} `billing=on-demand` leaves reservations out."))
    return tuple(doubts)


def _data(found: Plan, doubts: tuple[Doubt, ...]) -> Json:
    return {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "question": "plan",
        "warnings": [as_warning(doubt) for doubt in doubts],
        "cheapest": _option(found.cheapest),
        "fastest": _option(found.fastest),
        "front": [_option(option) for option in found.front],
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


def _report(found: Plan, doubts: tuple[Doubt, ...]) -> Report:
    notes = (*_ruled_out(found), *(doubt.message for doubt in doubts))
    if not (found.cheapest and found.fastest):
        return Report("Nothing in the catalogue can do that within these limits", notes=notes)
    cheap, fast = found.cheapest, found.fastest
    title = f"Cheapest: {_summary(cheap)}. Fastest: {_summary(fast)}. {found.considered:,} options considered"
    rows = tuple(map(_row, _thinned(found.front)))
    return Report(title, HEADINGS, rows, notes, request=cheap.estimate.request.text)


def _thinned(front: tuple[Option, ...]) -> list[Option]:
    """At most so many options as are shown, evenly spread, the ends among them."""
    last = len(front) - 1
    places = sorted({round(place * last / (_SHOWN - 1)) for place in range(_SHOWN)})
    return [front[place] for place in places]


def _summary(option: Option) -> str:
    return f"{_fleet(option)}, {_figure(option, 'total_cost')}, {_figure(option, 'wall_clock')}"


def _row(option: Option) -> tuple[str, ...]:
    figures = [_figure(option, name) for name in ("total_cost", "wall_clock", "price")]
    return (_fleet(option), *figures, option.estimate.request.text)


def _fleet(option: Option) -> str:
    return f"{option.estimate.run.count:,} × {option.estimate.accelerator.name}"


def _figure(option: Option, name: str) -> str:
    quantity: Quantity | None = option.estimate.answer[name]
    return figure(quantity) if quantity else "unknown"


def _ruled_out(found: Plan) -> tuple[str, ...]:
    if not found.ruled_out:
        return ()
    shown = "; ".join(f"{one.accelerator}: {one.why}" for one in found.ruled_out[:_RULED_OUT_SHOWN])
    more = len(found.ruled_out) - _RULED_OUT_SHOWN
    return (f"Ruled out: {shown}{f'; and {more} more' if more > 0 else ''}.",)


QUESTION = Question(
    "plan",
    "Over every accelerator, fleet size and term to rent it: the cheapest, the fastest, and what no other option "
    "beats in both cost and time.",
    {
        "plan 70B 2T deadline=45d budget=$4M": "what makes a deadline within a budget",
        "plan 70B 2T h100 billing=on-demand deadline=30d": "one accelerator, without commitment",
    },
    _answer,
)
