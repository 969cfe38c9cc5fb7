"""Estimate to Block Kit: the private answer and the shared one, within Slack's limits by construction."""

from functools import lru_cache
from typing import Any

from bot.slack.kit import (
    OPTION_VALUE,
    Block,
    Element,
    actions,
    button,
    characters,
    context,
    cut,
    fields,
    header,
    overflow,
    section,
)
from bot.slack.message import MAXIMUM_TEXT, Message
from bot.slack.neutral import code, neutral
from bot.slack.steps import input_lines, step_table
from estimator.estimate import Estimate
from estimator.neighbours import Neighbour
from estimator.render import wording
from estimator.render.figures import figure
from estimator.render.json import VERSION
from service.answers import KEPT_ANSWERS, Answer

MOST_CHARACTERS = 12_900
EXPORTS = (
    ("fit", "What fits: layout and memory"),
    ("csv", "Export as CSV"),
    ("markdown", "Export as Markdown"),
    ("json", "Export as JSON"),
)
EVENT_TYPE = "llmcost_estimate"
MOST_WARNINGS = 6


@lru_cache(maxsize=KEPT_ANSWERS)
def private_message(answer: Answer) -> Message:
    """The answer as the asker alone sees it, with its buttons."""
    return Message(neutral(answer.text), _within_limits(answer, _own_buttons(answer)))


def replacing_message(answer: Answer, note: str = "") -> Message:
    """The answer in the place of the one before; with a note, it has been shared and offers that no more."""
    last = [context(note), actions(*_further(answer))] if note else [_own_buttons(answer)]
    text = f"{note}\n{neutral(answer.text)}" if note else neutral(answer.text)
    return Message(text, _within_limits(answer, *last), replaces=True)


def shared_message(answer: Answer, user: str) -> Message:
    """The answer for all to see: who asked, the exact command, and the request as metadata."""
    asked = f"<@{user}> asked: {code(f'/llmcost {answer.typed}')}"
    blocks = _within_limits(answer, context(asked), actions(*_further(answer)))
    return Message(cut(f"{asked}\n{neutral(answer.text)}", MAXIMUM_TEXT), blocks, metadata=metadata(answer))


def metadata(answer: Answer) -> dict[str, Any]:
    """What the message was made from, so that it explains itself for ever."""
    payload = {"version": VERSION, "text": answer.canonical, "as_of": answer.estimate.as_of.isoformat()}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _own_buttons(answer: Answer) -> Block:
    """What the asker can do with a private answer."""
    return actions(
        button("Share", "share", answer.typed, "primary"),
        button("Share & pin", "share_and_pin", answer.typed),
        *_further(answer),
    )


def _further(answer: Answer) -> list[Element]:
    """What anybody can do with an answer; the menu only where Slack's 150 characters hold the request."""
    short = min((answer.typed, answer.canonical), key=len)
    menu = [(label, f"{form} {short}") for form, label in EXPORTS]
    fits = all(len(value) <= OPTION_VALUE for _, value in menu)
    return [
        button("Edit", "edit", answer.typed),
        button("Compare", "compare", answer.typed),
        *([overflow("more", menu)] if fits else []),
    ]


def _within_limits(answer: Answer, *last: Block) -> list[Block]:
    """The answer and what comes last; the table of steps takes what room the rest leaves it."""
    found = answer.estimate
    opening, closing = _opening(found), [*input_lines(found), *_closing(found, answer.market), *last]
    return [*opening, *step_table(found, MOST_CHARACTERS - characters([*opening, *closing])), *closing]


def _opening(found: Estimate) -> list[Block]:
    """Headline, subject and key figures."""
    hours = found.answer["accelerator_hours"]
    beside = (
        f" · {figure(hours).removesuffix(' h')} accelerator-hours" if hours and found.answer["compute_cost"] else ""
    )
    subject, figures = neutral(wording.subject_line(found)), neutral(wording.key_figures(found))
    return [header(wording.headline(found) + beside), section(f"*{subject}*\n{figures}")]


def _closing(found: Estimate, market: str) -> list[Block]:
    """What comes beside the answer, the nearest published runs, assumptions and warnings."""
    beside = [(label, neutral(text)) for label, text in wording.side_figures(found)]
    basis = [*wording.notes(found, market), f"As of {found.as_of.isoformat()}."]
    notes = [neutral(line) for line in basis]
    runs = [_run(neighbour) for neighbour in found.neighbours]
    warnings = [section(f":warning: {neutral(doubt.message)}") for doubt in found.doubts[:MOST_WARNINGS]]
    evidence = [context("*Published:* " + "\n".join(runs))] if runs else []
    return [*fields(beside), *evidence, context("\n".join(notes)), *warnings]


def _run(neighbour: Neighbour) -> str:
    """A published run, with its source's title as a link."""
    line = neutral(wording.neighbour_line(neighbour))
    source = neighbour.run.source
    title = neutral(source.title)
    return line.replace(f"({title})", f"(<{source.url}|{title.replace('|', '/')}>)") if source.url else line
