"""The menu behind an answer: the same estimate as CSV, Markdown or JSON, to copy, and what fits."""

import asyncio
import json
from collections.abc import Callable, Mapping

from bot.feature import Feature, Turn
from bot.slack.kit import Block, context, preformatted, section
from bot.slack.message import Message
from bot.slack.neutral import code, neutral
from estimator import Estimate
from estimator.render import wording
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
    if form == "fit":
        return what_fits(text, await asyncio.to_thread(turn.answers.laid_out, text))
    name, export = FORMS[form]
    content = export(turn.answers.answer(text).estimate)
    return Message(
        f"{name} of {code(text)}:\n{neutral(content)}", [*_pieces(content), _note(name, form, text, content)]
    )


def what_fits(text: str, estimate: Estimate) -> Message:
    """How the run is laid out over its accelerators, and what fills the memory of one, step by step."""
    said = wording.fit_sentence(estimate)
    steps = [
        f"{step.label}: {step.formula} = {step.substituted} = {step.result}" for step in wording.memory_steps(estimate)
    ]
    content = "\n".join(steps)
    return Message(
        f"{neutral(said)}\n{neutral(content)}",
        [section(neutral(said)), *_pieces(content), context(f"What fits: {code(text)}")],
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
