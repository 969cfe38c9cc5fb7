"""`functions.*`: how a step of a workflow ended; kept in the journal alone."""

import json

from workspace.state import State
from workspace.wire import Json, SlackError


def complete_success(_state: State, arguments: Json) -> Json:
    """A step gave its outputs."""
    _require(arguments, "function_execution_id")
    if not isinstance(json.loads(arguments.get("outputs") or "null"), dict):
        raise SlackError("parameter_validation_failed")
    return {}


def complete_error(_state: State, arguments: Json) -> Json:
    """A step failed, for a reason in words."""
    _require(arguments, "function_execution_id")
    _require(arguments, "error")
    return {}


def _require(arguments: Json, name: str) -> None:
    if not arguments.get(name):
        raise SlackError("invalid_arguments", [f"missing {name}"])
