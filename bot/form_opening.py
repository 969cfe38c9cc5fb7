"""Opens the form with what a turn's text asks for."""

from blockkit.form import REST, filled, view
from blockkit.neutral import code, neutral
from bot.feature import Turn
from bot.modals import open_modal
from estimator.errors import RequestError
from estimator.render.figures import figure
from estimator.render.glance import headline
from service.models import ModelNotFetchedError


async def open_form(turn: Turn, **more: object) -> None:
    """Open the form filled with a text's request; words that cannot be read stand in its last field, to be mended.

    What else is given comes back with the form, in its turn's `memory`.
    Raises SlackApiError, mostly `expired_trigger_id`, when Slack will not open it.
    """
    request = turn.answers.readable(turn.text) if turn.text else None
    values = filled(request, turn.answers.written) if request else {REST.name: turn.text}
    memory = {
        "channel": turn.channel,
        "response_url": turn.response_url,
        "message_ts": turn.message_ts,
        "replaceable": turn.replaceable,
        **more,
    }
    so_far = preview(turn, turn.text) if turn.text else ""
    await open_modal(turn, view(values, memory, so_far))


def preview(turn: Turn, text: str) -> str:
    """What a request would cost so far, or what is missing or cannot be read."""
    try:
        estimate = turn.answers.answer(text).estimate
    except RequestError as error:
        return neutral(error.message)
    except ModelNotFetchedError as missing:
        return f"The model {code(missing.name)} is fetched when you send this off."
    figures = [figure(found) for name in ("accelerator_hours", "wall_clock") if (found := estimate.answer[name])]
    return neutral(" · ".join([f"*{headline(estimate)}*", *figures]))
