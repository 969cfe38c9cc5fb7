"""Opening and changing what stays on the screen: the form, the pages of all steps, the home tab."""

from collections.abc import Awaitable

from slack_sdk.errors import SlackApiError

from blockkit.kit import Element
from bot.feature import Turn
from bot.observability import LOGGER
from bot.retrying import UNREACHED, reason

OPEN_ALREADY = "exchanged_trigger_id"


async def open_modal(turn: Turn, view: Element) -> None:
    """Open a modal. Raises SlackApiError, mostly `expired_trigger_id`.

    A trigger that is used up is no error: it opened the modal at a first try whose answer was lost.
    """
    try:
        await turn.client.views_open(trigger_id=turn.trigger, view=view)
    except SlackApiError as error:
        if reason(error) != OPEN_ALREADY:
            raise


async def change_modal(turn: Turn, view: Element) -> None:
    """Change the modal of a turn, if it is still open."""
    await _seen(turn, turn.client.views_update(view_id=turn.view, view=view))


async def change_home(turn: Turn, view: Element) -> None:
    """Show a home tab to the person of a turn."""
    await _seen(turn, turn.client.views_publish(user_id=turn.user, view=view))


async def _seen(turn: Turn, changing: Awaitable[object]) -> None:
    """Change something; what somebody can see not happening is not told them elsewhere."""
    try:
        await changing
    except (SlackApiError, *UNREACHED) as error:
        named = reason(error) if isinstance(error, SlackApiError) else type(error).__name__
        LOGGER.warning("a view stays as it is", extra={"event": turn.action, "error": named})
