"""The step of Workflow Builder: an estimate of its inputs, given to the next step."""

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.feature import Feature, Turn
from bot.observability import LOGGER
from bot.retrying import is_uncertain, reason
from bot.step import asked, outputs
from estimator.errors import EstimatorError
from estimator.unforeseen import internal


async def run(turn: Turn) -> None:
    """Complete the step, or say why it cannot be; a step that has ended already is left alone.

    Raises SlackApiError when Slack has not taken it and may be asked again.
    """
    execution, ending = str(turn.memory["execution"]), _ending(turn)
    try:
        if "outputs" in ending:
            await turn.client.functions_completeSuccess(function_execution_id=execution, **ending)
        else:
            await turn.client.functions_completeError(function_execution_id=execution, **ending)
    except SlackApiError as error:
        if is_uncertain(error) or reason(error) == "ratelimited":
            raise
        LOGGER.warning("a step's end was refused", extra={"event": "step", "error": reason(error)})


def _ending(turn: Turn) -> dict[str, Any]:
    """What the step gives, or why it gives nothing: a workflow must not wait for a step that has failed."""
    try:
        return {"outputs": outputs(turn.answers.answer(asked(turn.memory["inputs"])))}
    except EstimatorError as error:
        return {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever it is, the workflow is told
        told = internal(error)
        LOGGER.error("a step failed", exc_info=error, extra={"event": "step", "reference": told.reference})
        return {"error": str(told)}


FEATURE = Feature(steps={"function_executed": run})
