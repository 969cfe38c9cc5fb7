"""Block Kit's blocks and elements, each within Slack's limits by construction."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
Element: TypeAlias = dict[str, Any]

HEADER, SECTION, FIELD, CONTEXT, BUTTON, VALUE, OPTION_VALUE, LABEL = 150, 3_000, 2_000, 2_000, 75, 2_000, 150, 75
MAXIMUM_FIELDS, MAXIMUM_CONTEXT, MAXIMUM_OPTIONS = 10, 10, 5


def cut(text: str, limit: int) -> str:
    """The text, or its beginning with an ellipsis when it is longer than the limit."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def plain_text(text: str, limit: int) -> Element:
    """Text without formatting; a space where there is none, since Slack refuses empty text."""
    return {"type": "plain_text", "text": cut(text, limit) or " ", "emoji": False}


def markdown(text: str, limit: int = SECTION) -> Element:
    """Text with Slack's formatting."""
    return {"type": "mrkdwn", "text": cut(text, limit) or " "}


def header(text: str) -> Block:
    """A headline."""
    return {"type": "header", "text": plain_text(text, HEADER)}


def section(text: str) -> Block:
    """A paragraph with formatting."""
    return {"type": "section", "text": markdown(text)}


def plain_section(text: str) -> Block:
    """A paragraph in which no formatting counts."""
    return {"type": "section", "text": plain_text(text, SECTION)}


def fields(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Label and text pairs in two columns, in as many sections as they need."""
    texts = [markdown(f"*{label}*\n{text}", FIELD) for label, text in pairs]
    return [{"type": "section", "fields": texts[i : i + MAXIMUM_FIELDS]} for i in range(0, len(texts), MAXIMUM_FIELDS)]


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [markdown(text, CONTEXT) for text in texts[:MAXIMUM_CONTEXT]]}


def button(label: str, action_id: str, value: str, style: str = "") -> Element:
    """A button that carries a value of at most 2,000 characters."""
    look = {"style": style} if style else {}
    return {
        "type": "button",
        "text": plain_text(label, BUTTON),
        "action_id": action_id,
        "value": value[:VALUE] or " ",
        **look,
    }


def option(label: str, value: str) -> Element:
    """A choice in a menu."""
    return {"text": plain_text(label, LABEL), "value": value[:OPTION_VALUE]}


def overflow(action_id: str, options: Iterable[tuple[str, str]]) -> Element:
    """The menu behind the three dots."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [option(*choice) for choice in options][:MAXIMUM_OPTIONS],
    }


def actions(*elements: Element) -> Block:
    """Buttons and menus in a row."""
    return {"type": "actions", "elements": list(elements)}


def preformatted(text: str) -> Block:
    """Text in a fixed font, exactly as it is."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or " "}]}],
    }


def characters(value: object) -> int:
    """How many characters of text there are anywhere below a value, as Slack's limits count them."""
    if isinstance(value, str):
        return len(value)
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum([len(item) if isinstance(item, str) else characters(item) for item in below])
