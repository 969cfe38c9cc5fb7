"""`own h100`: what an hour of one's own accelerator costs, and from which use on that is cheaper than renting."""

import re
from collections.abc import Iterator
from functools import partial

from estimator.calculation.doubt import Doubt
from estimator.errors import ImpossibleError
from estimator.language import read, write
from estimator.language.decisions import without_decision
from estimator.language.sentences import speaks
from estimator.planning.own import BreakEven, OwnedRun, Ownership, own, run_owned
from estimator.planning.own_fleet import OwnedFleet, owned_fleet
from estimator.questions.question import Answered, Asked, Question
from estimator.questions.read_as import reading, with_reading
from estimator.render.bars import Ends
from estimator.render.figures import figure, figure_range, percent, with_range
from estimator.render.json import VERSION, Json, as_figure, as_warning
from estimator.render.names import accelerator_hour
from estimator.render.report import Chart, Report

HEADINGS = ("An hour", "Price", "Owning is cheaper from", "Whose price")
LEFT_OUT = "Staff, the building and the price of capital are not included."


# three times the dearest listing, a B200's share: more is a whole server's price
_DEAREST = 150_000
_PURCHASE = re.compile(
    r"(?<!\w)(?:purchase|purchase_price|capex)\s*=\s*\$?(\d[\d,]*(?:\.\d+)?)(k?)(?![\w.])", re.IGNORECASE
)
# what stands behind the word in `own or rent 64 h100`
_OR_RENT = re.compile(r"^(?:or|vs\.?|versus)\s+(?:rent|lease|buy)(?:ing)?\b\s*:?", re.IGNORECASE)
_USE = re.compile(r"(?<!\w)(?:use|cluster_use|busy)\s*=\s*(\d+(?:\.\d+)?)(%?)(?![\w.])", re.IGNORECASE)


def _answer(asked: Asked) -> Answered:
    bought, used = _PURCHASE.search(asked.text), _USE.search(asked.text)
    said = without_decision("own", " ".join(_USE.sub(" ", _PURCHASE.sub(" ", asked.text)).split()))
    text = _OR_RENT.sub("", said)
    request = read(text, asked.catalogue.names, today=asked.today, is_prose=speaks(asked.text) or None).request
    purchase = bought and float(bought[1].replace(",", "")) * (1e3 if bought[2] else 1)
    use = used and float(used[1]) / (100 if used[2] else 1)
    _check(purchase, use)
    found = own(request, asked.catalogue, asked.today, purchase=purchase, use=use)
    run = run_owned(request, found, asked.catalogue, asked.today)
    fleet = owned_fleet(request, found)
    more = (match[0].strip() for match in (bought, used) if match)
    report = partial(_report, found, run, fleet, write(request) if run else "")
    return Answered(partial(_data, found, run, fleet), with_reading(report, reading(asked, "own", request, *more)))


def _check(purchase: float | None, use: float | None) -> None:
    if use is not None and not 0 < use <= 1:
        raise ImpossibleError("A cluster works more than none and at most all of its hours.", "Say `use=80%`.")
    if purchase is not None and not 1 <= purchase <= _DEAREST:
        raise ImpossibleError(
            f"${purchase:,.0f} is not what one accelerator costs.",
            "Say one with its share of the server, such as an eighth of it: `purchase=$30k`.",
        )


def _data(found: Ownership, run: OwnedRun | None, fleet: OwnedFleet | None) -> Json:
    return {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "question": "own",
        "warnings": [as_warning(doubt) for doubt in _doubts(found)],
        "accelerator": found.accelerator.id,
        "owned_price": as_figure(found.owned_price),
        "break_even": [
            {
                "against": entry.against,
                "price": as_figure(entry.price),
                "basis": entry.basis,
                "utilization": as_figure(entry.use),
            }
            for entry in found.break_even
        ],
        "run": run and {"owned_cost": as_figure(run.owned_cost), "rented_cost": as_figure(run.rented_cost)},
        "fleet": fleet and _fleet_data(fleet),
    }


def _doubts(found: Ownership) -> Iterator[Doubt]:
    if found.accelerator.board_power is None:
        power = next(step for step in found.steps if step.name == "board_power")
        name, like = found.accelerator.name, "that of accelerators of its time with as many FLOP/s"
        yield Doubt("power_assumed", f"No power of {name} is stated: {like} is taken, {figure_range(power)}.")
    yield Doubt("not_included", LEFT_OUT)


def _fleet_data(fleet: OwnedFleet) -> Json:
    kept = fleet.kept
    return {
        "accelerators": fleet.accelerators.value,
        "purchase": as_figure(fleet.purchase),
        "kept": kept
        and {
            "days": kept.days.value,
            "hours": as_figure(kept.hours),
            "owned_cost": as_figure(kept.owned_cost),
            "rented": [{"against": against, "cost": as_figure(cost)} for against, cost in kept.rented],
        },
    }


def _report(found: Ownership, run: OwnedRun | None, fleet: OwnedFleet | None, rented: str) -> Report:
    """`rented` asks for the same run on accelerators that are rented."""
    steps = {step.name: step for step in found.steps}
    use = percent(steps["cluster_use"].value)
    title = f"An owned {accelerator_hour(found.accelerator)} costs {figure(found.owned_price)[:-2]} at {use} use"
    parts = (("hardware_price", "hardware"), ("network_price", "network"), ("power_price", "electricity"))
    made = ", ".join(f"{label} {figure(steps[name])}" for name, label in parts)
    own = ("owned", figure(found.owned_price), "–", f"Epoch AI's method, at {use} use")
    rows = (own, *map(_row, found.break_even))
    prices = (found.owned_price.value, *(entry.price.value for entry in found.break_even))
    spans = tuple(Ends(price, price, price) for price in prices)
    chart = Chart("Price of an hour", "USD", tuple(row[0] for row in rows), spans)
    yours = "`purchase=$30k`, `use=90%`, `power=0.07/kWh`"
    notes = (f"In an hour: {made}; yours are {yours}.", *(doubt.message for doubt in _doubts(found)))
    glance, choices = tuple(_glance(found, run, fleet)), (rented,) if rented else ()
    return Report(title, HEADINGS, rows, notes, request=rented, glance=glance, chart=chart, choices=choices)


def _glance(found: Ownership, run: OwnedRun | None, fleet: OwnedFleet | None) -> Iterator[str]:
    """What the run or the fleet costs either way, against what owning wins, and how sure its price is."""
    if fleet:
        yield _bought(fleet)
    if run:
        rented = f"; rented, {with_range(run.rented_cost)}" if run.rented_cost else ""
        yield f"This run on your own: {with_range(run.owned_cost)}{rented}."
    owned = found.owned_price
    wins = [entry.against for entry in found.break_even if owned.value < entry.price.value]
    loses = [entry.against for entry in found.break_even if owned.value >= entry.price.value]
    told = [f"{label} {' and '.join(names)}" for label, names in (("beats", wins), ("loses to", loses)) if names]
    if told:
        yield f"Owning {', '.join(told)}."
    yield f"The 80 % range of an owned hour is {figure_range(owned)}."


def _bought(fleet: OwnedFleet) -> str:
    """What buying takes, and what some time of it costs beside renting."""
    count = f"{fleet.accelerators.value:,.0f} to buy, with servers and network"
    bought = f"{count}: {with_range(fleet.purchase)}."
    kept = fleet.kept
    if kept is None:
        return bought
    time = f"In {figure(kept.days)} they work {figure(kept.hours)}"
    rents = ", ".join(f"{figure(cost)} {against}" for against, cost in kept.rented)
    return f"{bought} {time}: owned {with_range(kept.owned_cost)} with their loss in value; rented {rents}."


def _row(entry: BreakEven) -> tuple[str, ...]:
    even = f"{percent(entry.use.value)} use" if entry.can_pay else "never"
    return (entry.against, figure(entry.price), even, entry.basis)


QUESTION = Question(
    "own",
    "What an hour of an accelerator of your own costs by Epoch AI's method, and how busy it must be to beat renting.",
    {
        "own 70B 2T 1024xh100": "own or rent the accelerators of a run",
        "own b200 power=0.12/kWh": "at your price of electricity",
        "own h100 purchase=$28k use=90%": "at your purchase price with the server, and your cluster's use",
    },
    _answer,
)
