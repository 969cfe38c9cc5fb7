"""The parts of a message or modal that a person can act on: finding them, and what acting on one sends."""

from collections.abc import Iterator
from typing import Any

from workspace.wire import Json, identifier

CHOICE_FIELD = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "overflow": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
}
INITIAL_FIELD = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "value": "initial_value",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_user": "initial_user",
    "selected_channel": "initial_channel",
    "selected_conversation": "initial_conversation",
}


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each element that can be acted on, with the block that holds it; missing action_ids are filled in."""
    for block in blocks:
        held = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in held:
            if element and (element.get("type") in CHOICE_FIELD or element.get("type") == "button"):
                element.setdefault("action_id", identifier("", 5))
                yield block, element


def label_of(element: Json) -> str:
    """What a person would call an element: the words on it."""
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text", ""))


def find(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """The element with this action_id or label, with its block.

    Raises:
        LookupError: There is none; the error names those that there are.
    """
    there = list(elements_of(blocks))
    for block, element in there:
        if name in (element["action_id"], label_of(element)):
            return block, element
    names = ", ".join(f"{element['action_id']} ({label_of(element)})" for _, element in there) or "nothing"
    raise LookupError(f"There is no button, menu or field named {name!r} here; there is {names}.")


def options_of(element: Json) -> list[Json]:
    """The choices that an element offers, groups flattened."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def option_named(element: Json, name: str) -> Json:
    """The choice with this value or text.

    Raises:
        LookupError: There is none; the error names those that there are.
    """
    for option in options_of(element):
        if name in (option.get("value"), option["text"]["text"]):
            return option
    names = ", ".join(option["text"]["text"] for option in options_of(element))
    raise LookupError(f"{element['action_id']} has no choice {name!r}; it has {names}.")


def entry(element: Json, value: Any) -> Json:  # noqa: ANN401 — text, a number, a list or nothing, as the element wants
    """What a field holds after a person entered a value: options by value or text, lists for several."""
    field = CHOICE_FIELD[element["type"]]
    if field == "selected_options":
        value = [option_named(element, name) for name in value or []]
    elif field == "selected_option" and value is not None:
        value = option_named(element, value)
    elif field == "value":
        value = None if value in (None, "") else str(value)
    return {"type": element["type"], field: value}


def initial_entry(element: Json) -> Json | None:
    """What a field holds at first; nothing for elements that hold no state."""
    field = CHOICE_FIELD.get(element["type"])
    if field is None or element["type"] == "overflow":
        return None
    value = element.get(INITIAL_FIELD[field], [] if field == "selected_options" else None)
    return {"type": element["type"], field: value}


def text_of_entry(entered: Json) -> str:
    """What a field holds, as a person would read it."""
    value = entered[CHOICE_FIELD[entered["type"]]]
    held = value if isinstance(value, list) else [value]
    return ", ".join(str(one["text"]["text"]) if isinstance(one, dict) else str(one) for one in held)


def is_empty(entered: Json) -> bool:
    """Whether a field was left without a value."""
    return entered[CHOICE_FIELD[entered["type"]]] in (None, "", [])
