"""What is kept of an estimate that somebody saves, and how they call it."""

import re
from typing import Any

from estimator import Estimate
from estimator.errors import RequestError
from estimator.language import write
from estimator.render.glance import headline
from estimator.render.json import VERSION
from service.forecast import forecast

NAME = re.compile(r"[^\W_][\w.-]{0,63}")


def name_and_rest(text: str, word: str) -> tuple[str, str]:
    """The name that a text begins with, in lower case, and what comes after it. Raises RequestError."""
    name, _, rest = text.strip().partition(" ")
    if not name:
        raise RequestError(f"`{word}` needs a name.", f"Try `{word} llama-run`; `list` shows the names there are.")
    if not NAME.fullmatch(name):
        raise RequestError(
            f'"{name}" cannot be a name.', "A name is one word of at most 64 letters, digits, dots and dashes."
        )
    return name.lower(), rest.strip()


def only_name(text: str, word: str) -> str:
    """The name that a text is. Raises RequestError when there is more."""
    name, rest = name_and_rest(text, word)
    if rest:
        raise RequestError(f'`{word}` takes one name, and "{rest}" is more.', f"Try `{word} {name}`.")
    return name


def kept(estimate: Estimate) -> dict[str, Any]:
    """What is written down of an estimate: enough to ask for it again, and to say what it was."""
    return {
        "text": write(estimate.request),
        "as_of": estimate.as_of.isoformat(),
        "version": VERSION,
        "headline": headline(estimate),
        "forecast": forecast(estimate),
    }


def unknown_name(name: str, names: list[str]) -> RequestError:
    """That nothing is saved under a name, with those that there are."""
    there = ", ".join(f"`{one}`" for one in names[:10])
    return RequestError(f"Nothing is saved here as `{name}`.", f"There is {there}." if there else "`save NAME` saves.")
