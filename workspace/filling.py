"""What Slack checks in a modal by itself, before the app hears of it."""

from workspace.elements import CHOICE_FIELD, is_empty
from workspace.views import View
from workspace.wire import Json

MISSING = "Please complete this required field."


def field_errors(view: View) -> dict[str, str]:
    """A sentence for each field that is empty and must not be, or holds no proper number, by block_id."""
    asked = (block for block in view.blocks if block["type"] == "input")
    found = ((block["block_id"], _problem(view, block)) for block in asked)
    return {block_id: problem for block_id, problem in found if problem}


def _problem(view: View, block: Json) -> str | None:
    element = block["element"]
    entered = view.values[block["block_id"]][element["action_id"]]
    if is_empty(entered):
        return None if block.get("optional") else MISSING
    if element["type"] == "number_input":
        return _number_problem(element, entered[CHOICE_FIELD[element["type"]]])
    return None


def _number_problem(element: Json, text: str) -> str | None:
    try:
        number = float(text) if element["is_decimal_allowed"] else int(text)
    except ValueError:
        return "Must be a valid number." if element["is_decimal_allowed"] else "Must be a valid whole number."
    if number < float(element.get("min_value", "-inf")):
        return f"Must be at least {element['min_value']}."
    if number > float(element.get("max_value", "inf")):
        return f"Must be at most {element['max_value']}."
    return None
