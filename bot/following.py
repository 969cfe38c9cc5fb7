"""A few words in the thread of an estimate: the same run with those words changed, and what that moves."""

from blockkit.blocks import shared_message
from blockkit.message import Message
from bot.changes import changes, moved_message
from bot.feature import Turn
from bot.store.shelves import about_thread
from estimator import Request
from estimator.errors import RequestError

BELONGS = {
    "accelerator": ("price", "provider", "region", "billing", "peak_throughput"),
    "accelerators": ("deadline",),
    "deadline": ("accelerators",),
    "provider": ("price", "region"),
    "price": ("provider", "region", "billing"),
    "model": ("parameters", "active_parameters", "tokens", "epochs"),
    "parameters": ("model", "active_parameters"),
    "tokens": ("epochs",),
}
"""What goes, unless it is said anew, when something that it belonged to is changed."""


async def follow_up(turn: Turn) -> Message | None:
    """The answer to a change of the thread's estimate; nothing when there is none, or the words say a whole run.

    Raises RequestError when the changed run cannot be answered, StoreError when nobody knows what the thread is about.
    """
    said = _said(turn)
    if not said or not turn.thread:
        return None
    async with turn.services.store.open() as store:
        about = await about_thread(store, turn, turn.thread)
    if about is None or not about.content:
        return None
    before = turn.answers.answer(str(about.content["text"]))
    request = changed(turn.answers.read(before.canonical).request, said)
    after = turn.answers.answer(turn.answers.written(request))
    told = changes(before.estimate.request, after.estimate.request, turn.answers.written)
    return moved_message(shared_message(after, turn.user), told, before.estimate, after.estimate)


def changed(base: Request, said: dict[str, object]) -> Request:
    """A request with some of it said anew, and without what belonged to the old."""
    gone = {name for key in said for name in BELONGS.get(key, ()) if name not in said}
    return base.model_copy(update={**dict.fromkeys(gone), **said, "text": None})


def _said(turn: Turn) -> dict[str, object]:
    """What the words say; nothing when that is a whole run or cannot be read."""
    try:
        request = turn.answers.read(turn.text).request
    except RequestError:
        return {}
    is_whole = (request.model or (request.parameters and request.tokens)) and request.accelerator
    return {} if is_whole else request.model_dump(exclude_none=True, exclude={"text"})
