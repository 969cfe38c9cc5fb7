"""`functions.*`: how a step of a workflow ended, which it does once; kept in the journal."""

import json

from workspace.state import State
from workspace.wire import Json, SlackError


def complete_success(state: State, arguments: Json) -> Json:
    """A step gave its outputs."""
    _require(arguments, "function_execution_id")
    if not isinstance(json.loads(arguments.get("outputs") or "null"), dict):
        raise SlackError("parameter_validation_failed")
    _end(state, arguments["function_execution_id"])
    return {}


def complete_error(state: State, arguments: Json) -> Json:
    """A step failed, for a reason in words."""
    _require(arguments, "function_execution_id")
    _require(arguments, "error")
    _end(state, arguments["function_execution_id"])
    return {}


def _end(state: State, execution: str) -> None:
    if execution in state.ended_steps:
        raise SlackError("execution_not_in_running_state")
    state.ended_steps.add(execution)


def _require(arguments: Json, name: str) -> None:
    if not arguments.get(name):
        raise SlackError("invalid_arguments", [f"missing {name}"])
