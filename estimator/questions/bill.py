"""`bill 70B 2T 1024xh100`: the run and all that is paid beside it, item by item."""

import re
from functools import partial

from estimator.ask import ask
from estimator.calculation.numbers import per_cent
from estimator.errors import RequestError
from estimator.planning.bill import FAILURES, KINDS, NOT_INCLUDED, Bill, Said, bill
from estimator.questions.question import Answered, Asked, Question
from estimator.questions.read_as import reading, with_reading
from estimator.render.figures import figure, figure_range, with_range
from estimator.render.json import Json, as_figure, as_json
from estimator.render.names import title
from estimator.render.report import Chart, Report

HEADINGS = ("Item", "Cost", "80 % range", "Share")
_LARGEST = 3
# a part below this share is no bar to look at
_VISIBLE = 0.01


_OUT = r"(?P<out>0%?|off|none|no)(?![\w.%])"
_AMOUNT = r"(?P<money>\$)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[kmb])?(?P<share>%)?(?![\w.])"
_WORDS = "|".join((FAILURES, *(kind.word for kind in KINDS if kind.word != "overhead")))
_SAID = re.compile(rf"(?<!\w)(?P<word>{_WORDS})\s*=\s*(?:{_OUT}|{_AMOUNT})", re.IGNORECASE)
_WITHOUT = re.compile(rf"(?<!\w)(?:no|without)\s+(?P<word>{_WORDS})(?!\w)", re.IGNORECASE)
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_SHARES = {kind.word for kind in KINDS if kind.share}
_MOST_STAFF = 0.95


def _answer(asked: Asked) -> Answered:
    said = {match["word"].lower(): _said(match) for match in _SAID.finditer(asked.text)}
    said |= {match["word"].lower(): Said(is_out=True) for match in _WITHOUT.finditer(asked.text)}
    text = " ".join(_WITHOUT.sub(" ", _SAID.sub(" ", asked.text)).split())
    found = bill(ask(text, asked.catalogue, asked.today, layout=asked.layout), asked.catalogue, said)
    more = [match[0] for pattern in (_SAID, _WITHOUT) for match in pattern.finditer(asked.text)]
    report = with_reading(partial(_report, found), reading(asked, "bill", found.estimate.request, *more))
    return Answered(partial(_data, found), report)


def _said(match: re.Match[str]) -> Said:
    """What is said of an item. Raises RequestError for a share of what is none, or a staff that is all there is."""
    word = match["word"].lower()
    if match["out"]:
        return Said(is_out=True)
    amount = float(match["number"].replace(",", "")) * _SCALES[(match["scale"] or "").lower()]
    if match["money"] or match["scale"]:
        return Said(cost=amount)
    share = amount / 100 if match["share"] else amount
    if word not in _SHARES:
        raise RequestError(f"`{match[0]}` says no amount of money.", f"Type `{word}=$20k`, or `{word}=off`.")
    if share > (_MOST_STAFF if word == "staff" else 10):
        raise RequestError(f"`{match[0]}` is too large a share.", f"Type `{word}=30%`, or an amount: `{word}=$500k`.")
    return Said(share=share)


def _data(found: Bill) -> Json:
    run = as_json(found.estimate)
    items = [
        {"name": item.name, "cost": as_figure(item.cost), "why": item.why, "word": item.word or None}
        for item in found.items
    ]
    answer = run["answer"] | {"total_cost": as_figure(found.total_cost)}
    return run | {"question": "bill", "items": items, "answer": answer, "not_included": _not_included(found)}


def _report(found: Bill) -> Report:
    total = found.total_cost
    parts = [(item.name, item.cost) for item in found.items]
    rows = [
        (name, figure(cost), figure_range(cost), per_cent(cost.value / total.value))
        for name, cost in (*parts, ("Total", total))
    ]
    drawn = [(name, cost) for name, cost in parts if cost.value > _VISIBLE * total.value]
    return Report(
        f"The whole bill: {with_range(found.total_cost)}",
        HEADINGS,
        tuple(rows),
        (
            f"Not included: {_not_included(found)}.",
            "Yours: `staff=$2M`, `experiments=30%`, `spares=5%`, `overhead=10%`, `failures=off`, `no egress`.",
            "`explain bill …` says what each item pays for.",
        ),
        request=found.estimate.request.text,
        glance=(_largest(found),),
        chart=Chart("Cost", "USD", tuple(name for name, _ in drawn), tuple(cost for _, cost in drawn)),
        details=tuple(f"{item.name}: {item.why}." for item in found.items),
    )


def _not_included(found: Bill) -> str:
    return ", ".join((*found.left_out, NOT_INCLUDED))


def _largest(found: Bill) -> str:
    """The items that most of the money goes to, with their share."""
    items = sorted(found.items, key=lambda item: -item.cost.value)[:_LARGEST]
    shares = (f"{item.name.lower()} {per_cent(item.cost.value / found.total_cost.value)}" for item in items)
    return f"{title(found.estimate.run)}. Most of it: {', '.join(shares)}."


QUESTION = Question(
    "bill",
    "The run and all that is paid beside it: restarts, spare nodes, storage, egress, experiments before the run, "
    "staff. Each can be said or left out.",
    {
        "bill 70B 2T 1024xh100": "the whole bill of a run",
        "bill 70B 2T 1024xh100 staff=$2M experiments=30% spares=5%": "with your own staff, and shares of the run",
        "bill 70B 2T 1024xh100 no staff storage=off": "without these",
    },
    _answer,
)
