"""`own h100`: what an hour of one's own accelerator costs, and from which use on that is cheaper than renting."""

from functools import partial

from estimator.language import read
from estimator.planning.own import BreakEven, Ownership, own
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure, figure_range, percent
from estimator.render.json import VERSION, Json, as_figure
from estimator.render.report import Report

HEADINGS = ("Rented", "Price", "Owning is cheaper from")
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
            {"against": entry.against, "price": as_figure(entry.price), "utilization": as_figure(entry.use)}
            for entry in found.break_even
        ],
    }


def _report(found: Ownership) -> Report:
    steps = {step.name: step for step in found.steps}
    owned = f"{figure(found.owned_price)} ({figure_range(found.owned_price)})"
    title = f"{found.accelerator.name}: an owned hour costs {owned} at {percent(steps['cluster_use'].value)} use"
    parts = (("hardware_price", "hardware"), ("network_price", "network"), ("power_price", "electricity"))
    made = ", ".join(f"{label} {figure(steps[name])}" for name, label in parts)
    return Report(title, HEADINGS, tuple(map(_row, found.break_even)), (f"In an hour: {made}.", LEFT_OUT))


def _row(entry: BreakEven) -> tuple[str, ...]:
    even = f"{percent(entry.use.value)} of its hours" if entry.can_pay else "never"
    return (entry.against, figure(entry.price), even)


QUESTION = Question(
    "own",
    "What an hour of an accelerator of your own costs by Epoch AI's method, and how busy it must be to beat renting.",
    {
        "own 70B 2T 1024xh100": "own or rent the accelerators of a run",
        "own b200 power=0.12/kWh": "at your price of electricity",
    },
    _answer,
)
