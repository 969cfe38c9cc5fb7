"""The step of Workflow Builder: an estimate of its inputs, given to the next step."""

from bot.feature import Feature, Turn
from bot.observability import LOGGER
from bot.step import asked, outputs
from estimator.errors import EstimatorError
from estimator.unforeseen import internal


async def run(turn: Turn) -> None:
    """Complete the step, or say why it cannot be. Raises SlackApiError."""
    execution = str(turn.memory["execution"])
    try:
        given = outputs(turn.answers.answer(asked(turn.memory["inputs"])))
    except EstimatorError as error:
        await turn.client.functions_completeError(function_execution_id=execution, error=str(error))
    except Exception as error:  # noqa: BLE001 - a workflow must not wait for a step that has failed
        told = internal(error)
        LOGGER.error("a step failed", exc_info=error, extra={"event": "step", "reference": told.reference})
        await turn.client.functions_completeError(function_execution_id=execution, error=str(told))
    else:
        await turn.client.functions_completeSuccess(function_execution_id=execution, outputs=given)


FEATURE = Feature(events={"function_executed": run})
