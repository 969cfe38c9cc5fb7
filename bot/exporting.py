"""An estimate in other forms: files to work on or to forward, or a canvas in the channel."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from blockkit.kit import actions, button, context, section
from blockkit.message import Message
from blockkit.neutral import code
from bot.feature import Reply, Turn
from estimator import Estimate
from estimator.render.csv import as_csv
from estimator.render.html import html
from estimator.render.json import as_json
from estimator.render.markdown import markdown

MAXIMUM_TITLE = 100
FILE = ":page_facing_up:"
CANVAS, PAGE = "export_canvas", "export_page"


def _json(estimate: Estimate) -> str:
    return json.dumps(as_json(estimate), ensure_ascii=False, allow_nan=False, indent=2)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an estimate is sent in: what it is called, how its file ends, and how it is made."""

    name: str
    ending: str
    written: Callable[[Estimate], str]


FORMS: Mapping[str, Form] = {
    "csv": Form("CSV", "csv", as_csv),
    "markdown": Form("Markdown", "md", markdown),
    "json": Form("JSON", "json", _json),
}


def choices(text: str) -> Message:
    """The forms to choose from."""
    said = f"Export {code(text)}:"
    forms = [button(form.name, f"export_{name}", text) for name, form in FORMS.items()]
    more = (button("Page (HTML)", PAGE, text), button("Canvas in this channel", CANVAS, text))
    note = context("Files come as a direct message. The page has everything on it, to forward or to print.")
    return Message(said, [section(said), actions(*forms, *more), note])


async def exported(turn: Turn, name: str, text: str) -> Reply:
    """The estimate in a form, as a file for the asker alone. Raises RequestError, SlackApiError."""
    form, answer = FORMS[name], turn.answers.answer(text)
    return await _sent(turn, f"{form.name} of {code(answer.typed)}", form.ending, form.written(answer.estimate))


async def canvas(turn: Turn) -> Message:
    """The estimate as a canvas with a tab in the channel. Raises RequestError, SlackApiError."""
    answer = turn.answers.answer(turn.text)
    document = {"type": "markdown", "markdown": markdown(answer.estimate)}
    title = f"llmcost {answer.canonical}"[:MAXIMUM_TITLE]
    await turn.client.canvases_create(title=title, document_content=document, channel_id=turn.channel)
    return Message(f":page_facing_up: {code(answer.typed)} is a canvas of this channel now, in a tab of its own.")


async def page(turn: Turn) -> Reply:
    """The estimate and everything behind it as one page, for the asker alone. Raises RequestError, SlackApiError."""
    answer = turn.answers.answer(turn.text)
    laid_out = await asyncio.to_thread(turn.answers.laid_out, turn.text)
    said = f"The page of {code(answer.typed)}: open it in a browser, to forward or to print."
    return await _sent(turn, said, "html", html(laid_out, answer.typed, answer.market))


async def _sent(turn: Turn, said: str, ending: str, content: str) -> Reply:
    message = Message(f"{FILE} {said}")
    await turn.services.delivery.send_file(turn.client, turn.user, message, f"llmcost.{ending}", content)
    return (
        None
        if turn.channel.startswith("D")
        else Message(f"{FILE} `llmcost.{ending}` is in your direct messages with me.")
    )
