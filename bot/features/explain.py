"""All steps: every number of an estimate with its source, in a modal with a page for each thing that it is about."""

import asyncio

from blockkit.blocks import private_message, shared_message
from blockkit.explanation import MAXIMUM_PAGES, explanation_view
from bot.feature import Feature, Handler, Reply, Then, Turn
from bot.modals import change_modal, open_modal


async def explain(turn: Turn) -> Reply:
    """The answer, and over it all of its steps; where nothing can be opened, the answer's button opens them."""
    answer = turn.answers.answer(turn.text)
    if turn.is_public:
        return shared_message(answer, turn.user)
    shown = private_message(answer)
    return Then(_opening(turn.text), now=shown) if turn.trigger else shown


async def opened(turn: Turn) -> None:
    """Open the first page of what the button carries."""
    await _opening(turn.text)(turn)


def _opening(text: str) -> Handler:
    async def opening(turn: Turn) -> None:
        estimate = await asyncio.to_thread(turn.answers.laid_out, text)
        await open_modal(turn, explanation_view(estimate, text))

    return opening


def _turned(page: int) -> Handler:
    async def turned(turn: Turn) -> None:
        estimate = await asyncio.to_thread(turn.answers.laid_out, turn.text)
        await change_modal(turn, explanation_view(estimate, turn.text, page))

    return turned


FEATURE = Feature(
    words={"explain": explain},
    actions={"explain": opened, **{f"explain_{page}": _turned(page) for page in range(MAXIMUM_PAGES)}},
)
