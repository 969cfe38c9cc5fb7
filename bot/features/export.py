"""The menu behind an answer: the same estimate as CSV, Markdown or JSON, to copy."""

import json
from collections.abc import Callable, Mapping

from blockkit.kit import Block, context, preformatted
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Feature, Turn
from estimator import Estimate
from estimator.render.csv import as_csv
from estimator.render.json import as_json
from estimator.render.markdown import markdown

MAXIMUM_CHARACTERS = 12_000
PIECE = 3_000


def _json(estimate: Estimate) -> str:
    return json.dumps(as_json(estimate), ensure_ascii=False, allow_nan=False)


FORMS: Mapping[str, tuple[str, Callable[[Estimate], str]]] = {
    "csv": ("CSV", as_csv),
    "markdown": ("Markdown", markdown),
    "json": ("JSON", _json),
}


async def more(turn: Turn) -> Message:
    """The estimate in the chosen form, as text to copy."""
    form, _, text = turn.text.partition(" ")
    name, export = FORMS[form]
    content = export(turn.answers.answer(text).estimate)
    return Message(
        f"{name} of {code(text)}:\n{neutral(content)}", [*_pieces(content), _note(name, form, text, content)]
    )


def _pieces(content: str) -> list[Block]:
    shown = content[:MAXIMUM_CHARACTERS]
    return [preformatted(shown[i : i + PIECE]) for i in range(0, len(shown), PIECE)]


def _note(name: str, form: str, text: str, content: str) -> Block:
    if len(content) <= MAXIMUM_CHARACTERS:
        return context(f"{name} of {code(text)}")
    command = f"llmcost --{form} {text}"
    return context(f"{name} cut at {MAXIMUM_CHARACTERS:,} characters; in a terminal {code(command)} prints all of it.")


FEATURE = Feature(actions={"more": more})
