"""`bill 70B 2T 1024xh100`: the run and all that is paid beside it, item by item."""

import re
from functools import partial

from estimator.ask import ask
from estimator.errors import RequestError
from estimator.planning.bill import KINDS, NOT_INCLUDED, Bill, Said, bill
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure, figure_range
from estimator.render.json import Json, as_figure, as_json
from estimator.render.report import Report

HEADINGS = ("Item", "Cost", "Range", "Why")


_OUT = r"(?P<out>0%?|off|none|no)(?![\w.%])"
_AMOUNT = r"(?P<money>\$)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[kmb])?(?P<share>%)?(?![\w.])"
_WORDS = "|".join(kind.word for kind in KINDS if kind.word != "overhead")
_SAID = re.compile(rf"(?<!\w)(?P<word>{_WORDS})\s*=\s*(?:{_OUT}|{_AMOUNT})", re.IGNORECASE)
_WITHOUT = re.compile(rf"(?<!\w)(?:no|without)\s+(?P<word>{_WORDS})(?!\w)", re.IGNORECASE)
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_SHARES = {kind.word for kind in KINDS if kind.share}
_MOST_STAFF = 0.95


def _answer(asked: Asked) -> Answered:
    said = {match["word"].lower(): _said(match) for match in _SAID.finditer(asked.text)}
    said |= {match["word"].lower(): Said(is_out=True) for match in _WITHOUT.finditer(asked.text)}
    text = " ".join(_WITHOUT.sub(" ", _SAID.sub(" ", asked.text)).split())
    found = bill(ask(text, asked.catalogue, asked.today), asked.catalogue, said)
    return Answered(partial(_data, found), partial(_report, found))


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
    rows = [(item.name, figure(item.cost), figure_range(item.cost), item.why) for item in found.items]
    rows.append(("Total", figure(found.total_cost), figure_range(found.total_cost), "the sum of all items"))
    title = f"The whole bill: {figure(found.total_cost)} ({figure_range(found.total_cost)})"
    notes = (
        f"Not included: {_not_included(found)}.",
        "Yours: `staff=$2M`, `experiments=30%`, `spares=5%`, `overhead=10%`, `storage=off`, `no egress`.",
    )
    return Report(title, HEADINGS, tuple(rows), notes, request=found.estimate.request.text)


def _not_included(found: Bill) -> str:
    return ", ".join((*found.left_out, NOT_INCLUDED))


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
