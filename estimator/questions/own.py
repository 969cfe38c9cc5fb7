"""`own h100`: what an hour of one's own accelerator costs, and from which use on that is cheaper than renting."""

from collections.abc import Iterator
from functools import partial

from estimator.language import read
from estimator.planning.own import BreakEven, Ownership, own
from estimator.questions.question import Answered, Asked, Question
from estimator.render.bars import Ends
from estimator.render.figures import figure, figure_range, percent
from estimator.render.json import VERSION, Json, as_figure
from estimator.render.names import accelerator_hour
from estimator.render.report import Chart, Report

HEADINGS = ("An hour", "Price", "Owning is cheaper from", "Whose price")
LEFT_OUT = "Staff, the building and the price of capital are not included."


def _answer(asked: Asked) -> Answered:
    found = own(read(asked.text, asked.catalogue.names, today=asked.today).request, asked.catalogue, asked.today)
    return Answered(partial(_data, found), partial(_report, found))


def _data(found: Ownership) -> Json:
    return {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "question": "own",
        "warnings": [{"code": "not_included", "message": LEFT_OUT}],
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
    }


def _report(found: Ownership) -> Report:
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
    notes = (f"An owned hour is {made}.", LEFT_OUT)
    return Report(title, HEADINGS, rows, notes, glance=tuple(_glance(found)), chart=chart)


def _glance(found: Ownership) -> Iterator[str]:
    """Against what owning wins, and how sure its price is."""
    owned = found.owned_price
    wins = [entry.against for entry in found.break_even if owned.value < entry.price.value]
    loses = [entry.against for entry in found.break_even if owned.value >= entry.price.value]
    told = [f"{label} {' and '.join(names)}" for label, names in (("beats", wins), ("loses to", loses)) if names]
    if told:
        yield f"Owning {', '.join(told)}."
    yield f"The 80 % range of an owned hour is {figure_range(owned)}."


def _row(entry: BreakEven) -> tuple[str, ...]:
    even = f"{percent(entry.use.value)} use" if entry.can_pay else "never"
    return (entry.against, figure(entry.price), even, entry.basis)


QUESTION = Question(
    "own",
    "What an hour of an accelerator of your own costs by Epoch AI's method, and how busy it must be to beat renting.",
    {
        "own 70B 2T 1024xh100": "own or rent the accelerators of a run",
        "own b200 power=0.12/kWh": "at your price of electricity",
    },
    _answer,
)
