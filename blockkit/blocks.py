"""Answer to Block Kit: the private message and the shared one, within Slack's limits by construction."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from blockkit.kit import (
    OPTION_VALUE,
    Block,
    Element,
    actions,
    button,
    context,
    header,
    overflow,
    section,
)
from blockkit.message import Message
from blockkit.neutral import code, neutral, unbroken
from blockkit.table import Align, Cell, table
from estimator.render.answer import ShownAnswer, shown
from estimator.render.bars import FAINT, SHADED, bars
from estimator.render.beside import ShownPrice
from estimator.render.figures import figure
from estimator.render.json import VERSION
from estimator.render.page import FITS, PRICE
from service.answers import KEPT_ANSWERS, Answer

QUESTIONS = (("sensitivity", "What moves the cost"), ("bill", "All that is paid"), ("plan", "Cheapest and fastest"))
ALONE, SHARED = ("own", "Buy or rent"), ("watch", "Watch for changes")
EXPORT = ("export", "Export …")
EVENT_TYPE = "llmcost_estimate"
HEADINGS = ("Step", "Working", "Result")
ALIGN: tuple[Align, ...] = ("left", "left", "right")
MAXIMUM_WARNINGS = 4
STEPS_ROOM = 4_000
BAR = 12


@lru_cache(maxsize=KEPT_ANSWERS)
def private_message(answer: Answer) -> Message:
    """The answer as the asker alone sees it, with its buttons."""
    return Message(neutral(answer.text), [*_body(answer), _own_buttons(answer)])


def replacing_message(answer: Answer, note: str = "") -> Message:
    """The answer in the place of the one before; with a note, it has been shared and offers that no more."""
    last = [context(note), actions(*_further(answer, ALONE))] if note else [_own_buttons(answer)]
    text = f"{note}\n{neutral(answer.text)}" if note else neutral(answer.text)
    return Message(text, [*_body(answer), *last], replaces=True)


def shared_message(answer: Answer, user: str) -> Message:
    """The answer for all to see: who asked, the exact command, the day of the facts, and the request as metadata."""
    day = answer.estimate.as_of.isoformat()
    asked = f"<@{user}> asked {code(f'/llmcost {answer.typed}')} on facts of {day}"
    blocks = [*_body(answer), context(asked), actions(*_further(answer, SHARED))]
    return Message(f"{asked}\n{neutral(answer.text)}", blocks, metadata=metadata(answer))


def metadata(answer: Answer) -> dict[str, Any]:
    """What the message was made from, so that it explains itself for ever."""
    payload = {"version": VERSION, "text": answer.canonical, "as_of": answer.estimate.as_of.isoformat()}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _own_buttons(answer: Answer) -> Block:
    """What the asker can do with a private answer."""
    return actions(
        button("Share", "share", answer.typed, "primary"),
        button("Share & pin", "share_and_pin", answer.typed),
        *_further(answer, ALONE),
    )


def _further(answer: Answer, fourth: tuple[str, str]) -> list[Element]:
    """What anybody can do with an answer; the menu only where Slack's 150 characters hold the request."""
    short = min((answer.typed, answer.canonical), key=len)
    menu = [(label, f"{word} {short}") for word, label in (*QUESTIONS, fourth, EXPORT)]
    fits = all(len(value) <= OPTION_VALUE for _, value in menu)
    return [
        button("Edit", "edit", answer.typed),
        button("Compare", "compare", answer.typed),
        button("All steps", "explain", answer.typed),
        *([overflow("more", menu)] if fits else []),
    ]


def _body(answer: Answer) -> list[Block]:
    """Headline, warnings, working, and what stands beside it."""
    found = shown(answer.estimate, answer.market)
    return [*_glance(found), *_working(found), context("\n".join(_beside(found))), *_fitting(found)]


def _glance(found: ShownAnswer) -> Iterator[Block]:
    if found.reading:
        yield context(f"Read as {code(found.reading)}")
    yield from (section(f":warning: {neutral(warning)}") for warning in found.warnings[:MAXIMUM_WARNINGS])
    main, *others = found.figures
    yield header(main.told)
    figures = [entry.told for entry in others]
    work = [step.result for step in found.steps[:1]]
    told = neutral(" · ".join([*figures, *work]))
    yield section(f"*{neutral(found.title)}*" + (f"\n{told}" if told else ""))


def _working(found: ShownAnswer) -> list[Block]:
    if not found.steps:
        return []
    rows = [
        [Cell(unbroken(f"{step.number} {step.label}")), Cell(unbroken(step.working, " %")), Cell(unbroken(step.result))]
        for step in found.steps
    ]
    return table(HEADINGS, rows, ALIGN, STEPS_ROOM)


def _fitting(found: ShownAnswer) -> list[Block]:
    """What fits where this does not, to press."""
    offered = enumerate(found.choices)
    buttons = [button(text, f"run_{place}", text) for place, text in offered]
    return [section(f"*{FITS}*"), actions(*buttons)] if buttons else []


def _prices(prices: Sequence[ShownPrice]) -> Iterator[str]:
    """A line for each price: the cost as a bar and in figures, then the price; the one that is used is bold."""
    drawn = bars([price.cost for price in prices], BAR, FAINT)
    yield f"*{PRICE}*{f' {SHADED} is the 80 % range' if any(SHADED in bar for bar in drawn) else ''}"
    for price, bar in zip(prices, drawn, strict=True):
        words = unbroken(f"{figure(price.cost)} at {price.price}") + f" {price.terms}"
        yield f"{bar} *{neutral(words)} · used here*" if price.is_used else f"{bar} {neutral(words)}"


def _beside(found: ShownAnswer) -> Iterator[str]:
    for label, words in found.lines:
        yield f"*{label}* {neutral(words)}" if label != PRICE else "\n".join(_prices(found.prices))
    if not found.sources:
        return
    cited = {step.says: step.source.url for step in found.steps if step.source and step.source.url and step.says}
    links = neutral(found.sources)
    for says, url in cited.items():
        links = links.replace(neutral(says), f"<{url}|{neutral(says).replace('|', '/')}>", 1)
    yield f"*Sources* {links}"
