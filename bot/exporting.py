"""An estimate in other forms: text to copy, a page to forward, or a canvas in the channel."""

import asyncio
import json
from collections.abc import Callable, Mapping

from blockkit.kit import Block, actions, button, context, preformatted, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Turn
from estimator import Estimate
from estimator.render.csv import as_csv
from estimator.render.html import html
from estimator.render.json import as_json
from estimator.render.markdown import markdown

MAXIMUM_CHARACTERS = 12_000
PIECE = 3_000
MAXIMUM_TITLE = 100
CANVAS, PAGE = "export_canvas", "export_page"


def _json(estimate: Estimate) -> str:
    return json.dumps(as_json(estimate), ensure_ascii=False, allow_nan=False)


FORMS: Mapping[str, tuple[str, Callable[[Estimate], str]]] = {
    "csv": ("CSV", as_csv),
    "markdown": ("Markdown", markdown),
    "json": ("JSON", _json),
}


def choices(text: str) -> Message:
    """The forms to choose from."""
    said = f"Export {code(text)}:"
    forms = [button(name, f"export_{form}", text) for form, (name, _) in FORMS.items()]
    files = (button("Page (HTML)", PAGE, text), button("Canvas in this channel", CANVAS, text))
    note = context("The page has everything on it, to forward or to print; it comes as a direct message.")
    return Message(said, [section(said), actions(*forms, *files), note])


def exported(turn: Turn, form: str, text: str) -> Message:
    """The estimate in a form, as text to copy. Raises RequestError."""
    name, export = FORMS[form]
    content = export(turn.answers.answer(text).estimate)
    return Message(
        f"{name} of {code(text)}:\n{neutral(content)}", [*_pieces(content), _note(name, form, text, content)]
    )


async def canvas(turn: Turn) -> Message:
    """The estimate as a canvas with a tab in the channel. Raises RequestError, SlackApiError."""
    answer = turn.answers.answer(turn.text)
    document = {"type": "markdown", "markdown": markdown(answer.estimate)}
    title = f"llmcost {answer.canonical}"[:MAXIMUM_TITLE]
    await turn.client.canvases_create(title=title, document_content=document, channel_id=turn.channel)
    return Message(f":page_facing_up: {code(answer.typed)} is a canvas of this channel now, in a tab of its own.")


async def page(turn: Turn) -> Message:
    """The estimate and everything behind it as one file, for the asker alone. Raises RequestError, SlackApiError."""
    answer = turn.answers.answer(turn.text)
    laid_out = await asyncio.to_thread(turn.answers.laid_out, turn.text)
    said = f":page_facing_up: The page of {code(answer.typed)}: open it in a browser, to forward or to print."
    content = html(laid_out, answer.typed, answer.market)
    await turn.services.delivery.send_file(turn.client, turn.user, Message(said), "llmcost.html", content)
    return Message("The page is in your direct messages with me.")


def _pieces(content: str) -> list[Block]:
    shown = content[:MAXIMUM_CHARACTERS]
    return [preformatted(shown[i : i + PIECE]) for i in range(0, len(shown), PIECE)]


def _note(name: str, form: str, text: str, content: str) -> Block:
    if len(content) <= MAXIMUM_CHARACTERS:
        return context(f"{name} of {code(text)}")
    command = f"llmcost --{form} {text}"
    return context(f"{name} cut at {MAXIMUM_CHARACTERS:,} characters; in a terminal {code(command)} prints all of it.")
