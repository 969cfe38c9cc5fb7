"""The form of a request: its fields, how a request fills them, and how they read as words again."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from blockkit.kit import Block, Element, context, cut, option, plain_text
from estimator import Request
from estimator.errors import RequestError

CALLBACK = "estimate_form"
PREVIEW = "preview"
MAXIMUM_TYPED = 1_000
MAXIMUM_PASTED = 3_000
HINT = 150
KEY = re.compile(r"^[a-z_]+=")
NUMBER_AND_UNIT = re.compile(r"[\d.,]+\s+[^\W\d]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label, the request's fields that it holds, the key that its words carry, and an example."""

    name: str
    label: str
    holds: tuple[str, ...]
    key: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


SIZE = "size"
FIELDS = (
    Field(
        SIZE, "Model, or parameters", ("model", "parameters", "active_parameters"), "", "70B, 671B-A37B, llama-3-70b"
    ),
    Field("tokens", "Tokens", ("tokens", "epochs"), "tokens", "2T"),
    Field("accelerators", "How many accelerators", ("accelerators",), "gpus", "1024"),
    Field("accelerator", "Which accelerator", ("accelerator",), "", "a100, h100, tpu-v5p"),
    Field("mfu", "MFU", ("mfu",), "mfu", "50%, or empty for what published runs achieve"),
    Field("price", "Price for an accelerator-hour", ("price",), "price", "1.80"),
    Field("precision", "Precision", ("precision",), "precision", "", ("bf16", "fp16", "fp8", "fp4", "tf32", "fp32")),
    Field("sequence", "Sequence length", ("sequence_length",), "seq", "4k"),
    Field("deadline", "Deadline", ("deadline",), "deadline", "30d"),
    Field("budget", "Budget", ("budget",), "budget", "$3M"),
    Field("stack", "Practice", ("stack",), "stack", "", ("typical", "tuned", "ours")),
)
REST = Field("rest", "Anything else", (), "", "provider=aws billing=spot pue=1.1 grid=france")
CONFIG = Field("config", "Your own model: paste its config.json", (), "", "The config.json of a Hugging Face model")
ELSEWHERE = frozenset(name for field in FIELDS for name in field.holds) | {"text"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a form, and from where to where in them each field's words stand."""

    text: str
    spans: Mapping[str, tuple[int, int]]


def wording(values: Mapping[str, str]) -> Wording:
    """A form's fields as one text in the language."""
    text, spans = "", {}
    for field in (*FIELDS, REST):
        words = _words(field, values.get(field.name, ""))
        if words:
            start = len(text) + bool(text)
            text = f"{text} {words}".strip()
            spans[field.name] = (start, len(text))
    return Wording(text, spans)


def _words(field: Field, value: str) -> str:
    """What was entered in a field, with its key where it lacks one."""
    if not (value and field.key) or "=" in value:
        return value
    if NUMBER_AND_UNIT.fullmatch(value):
        value = "".join(value.split())
    return f"{field.key}={value}" if " " not in value else value


def field_of(error: RequestError, words: Wording) -> str:
    """The form's field in which an error belongs: where the word stands, else what it is about."""
    if error.span:
        for name, (start, end) in words.spans.items():
            if start <= error.span[0] < end:
                return name
    named = [field.name for field in FIELDS if error.field in field.holds]
    return named[0] if named else REST.name


def filled(request: Request, written: Callable[[Request], str]) -> dict[str, str]:
    """What each field shows for a request that `written` puts into words."""
    fields = {field.name: field for field in (*FIELDS, REST)}
    words = {name: written(part) for name, part in _parts(request).items()}
    return {name: KEY.sub("", text) if fields[name].key else text for name, text in words.items()}


def _parts(request: Request) -> dict[str, Request]:
    """The request taken apart: for each field of the form the request that says only that."""
    said = request.model_dump(exclude_none=True)
    parts = {field.name: {name: said[name] for name in field.holds if name in said} for field in FIELDS}
    parts[REST.name] = {name: value for name, value in said.items() if name not in ELSEWHERE}
    return {name: Request(**part) for name, part in parts.items() if part}


def view(values: Mapping[str, str], memory: Mapping[str, object], preview: str = "") -> Element:
    """The form as a modal, filled in; above the fields what it would cost so far."""
    shown = [context(preview) | {"block_id": PREVIEW}] if preview else []
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text("Training cost", 24),
        "submit": plain_text("Estimate", 24),
        "close": plain_text("Cancel", 24),
        "private_metadata": json.dumps(memory),
        "blocks": [*shown, *(_input(field, values.get(field.name, "")) for field in (*FIELDS, REST, CONFIG))],
    }


def _input(field: Field, value: str) -> Block:
    return {
        "type": "input",
        "block_id": field.name,
        "optional": True,
        **({"dispatch_action": True} if field in FIELDS else {}),
        "label": plain_text(field.label, 2_000),
        "element": _select(field, value) if field.choices else _entry(field, value),
    }


def _entry(field: Field, value: str) -> Element:
    most = MAXIMUM_PASTED if field is CONFIG else MAXIMUM_TYPED
    filled = {"initial_value": cut(value, most)} if value else {}
    example = {"placeholder": plain_text(field.example, HINT)}
    at_once = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}} if field in FIELDS else {}
    return {
        "type": "plain_text_input",
        **at_once,
        "action_id": field.name,
        "max_length": most,
        "multiline": field in (REST, CONFIG),
        **example,
        **filled,
    }


def _select(field: Field, value: str) -> Element:
    options = {choice: option(choice, choice) for choice in field.choices}
    filled = {"initial_option": options[value]} if value in options else {}
    return {"type": "static_select", "action_id": field.name, "options": list(options.values()), **filled}
