"""Shortcuts: the form from anywhere, and the form filled from a message."""

from bot.feature import Feature, Turn
from bot.form_opening import open_form


async def shortcut(turn: Turn) -> None:
    """Open the form, filled with what the message says, if it was used on one."""
    await open_form(turn)


FEATURE = Feature(shortcuts={"llmcost_open": shortcut, "llmcost_from_message": shortcut})
