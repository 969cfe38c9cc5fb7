"""A modal as questions in a terminal, one for each field."""

from collections.abc import Awaitable, Callable

from workspace.elements import is_empty, options_of, text_of_entry
from workspace.interactions import Interactions
from workspace.views import View
from workspace.wire import Json

Ask = Callable[[str], Awaitable[str]]
Tell = Callable[[str], None]

MANY = ("checkboxes", "multi_static_select")


async def fill(people: Interactions, view: View, ask: Ask, tell: Tell) -> None:
    """Ask for each field and send the modal off, or close it when the person says so."""
    tell(f"\n{view.body['title']['text']} (Enter keeps a value, - empties it, cancel closes the form)")
    for problem in view.errors.values():
        tell(f"⚠ {problem}")
    for block in view.blocks:
        if block["type"] == "input" and not await _fill_in(people, view, block, ask, tell):
            await people.close_view(view)
            return
    if view.body.get("submit"):
        await people.submit(view)
    else:
        await people.close_view(view)


async def _fill_in(people: Interactions, view: View, block: Json, ask: Ask, tell: Tell) -> bool:
    while (answer := (await ask(_question(view, block))).strip()) != "cancel":
        try:
            if answer:
                people.enter(view, block["block_id"], block["element"]["action_id"], _value(block, answer))
        except LookupError as error:
            tell(str(error))
        else:
            return True
    return False


def _question(view: View, block: Json) -> str:
    element = block["element"]
    entered = view.values[block["block_id"]][element["action_id"]]
    offered = ", ".join(option["text"]["text"] for option in options_of(element))
    held = "" if is_empty(entered) else f" [{text_of_entry(entered)}]"
    return f"{block['label']['text']}{f' ({offered})' if offered else ''}{held}: "


def _value(block: Json, answer: str) -> str | list[str] | None:
    if block["element"]["type"] in MANY:
        return [] if answer == "-" else [part.strip() for part in answer.split(",")]
    return None if answer == "-" else answer
