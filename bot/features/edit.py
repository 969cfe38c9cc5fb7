"""Edit: the request in a form, filled in; submitting it answers anew in place."""

import dataclasses
from collections.abc import Mapping

from msgspec.structs import replace

from blockkit.blocks import private_message, replacing_message
from blockkit.form import CALLBACK, CONFIG, FIELDS, SIZE, field_of, view, wording
from blockkit.message import FieldErrors
from bot.changing import APPLY, apply, changing
from bot.feature import Feature, Reply, Then, Turn
from bot.form_opening import open_form, preview
from bot.modals import change_modal
from bot.posting import marked, posting
from bot.store.shelf import StoreError
from bot.store.shelves import SHARED, shelf
from estimator.errors import RequestError

LONGEST_LOOK = 0.7


async def edit(turn: Turn) -> None:
    """Open the form; that of a shared message changes the message itself, if the store knows how far it is."""
    if turn.replaceable or not turn.message_ts:
        await open_form(turn)
        return
    try:
        async with turn.services.store.open(LONGEST_LOOK) as store:
            there = await store.latest(shelf(turn, SHARED), turn.message_ts)
    except StoreError:
        await open_form(turn)
        return
    if there is None and not turn.is_estimate:
        await open_form(turn)
        return
    base = str(there.content["text"]) if there and there.content else turn.text
    await open_form(replace(turn, text=base), base=base, seen=there.number if there else 0)


async def submit(turn: Turn) -> Reply:
    """The answer to the form, or each error at its field."""
    try:
        words = wording(_named(turn))
    except RequestError as error:
        return FieldErrors({CONFIG.name: str(error)})
    try:
        answer = turn.answers.answer(words.text)
    except RequestError as error:
        return FieldErrors({field_of(error, words): str(error)})
    answer = dataclasses.replace(turn.answers.answer(answer.canonical), deliver=answer.deliver)
    turn.services.recent.remember(turn.team, turn.channel, turn.user, answer.typed)
    if "seen" in turn.memory:
        return Then(changing(answer, turn.message_ts, str(turn.memory["base"]), int(turn.memory["seen"])))
    shown = replacing_message(answer) if turn.replaceable else private_message(answer)
    if answer.deliver and turn.channel:
        return Then(posting(answer), now=marked(shown, turn.occasion), is_order=True)
    return shown


async def report(turn: Turn) -> None:
    """Show in the form what it would cost as it is filled in by now."""
    words = wording({name: value for name, value in turn.values.items() if name != CONFIG.name})
    await change_modal(turn, view(turn.values, turn.memory, preview(turn, words.text)))


def _named(turn: Turn) -> Mapping[str, str]:
    """The form's fields, with the model of a pasted config.json by name. Raises RequestError when it is none."""
    pasted = turn.values.get(CONFIG.name)
    if not pasted:
        return turn.values
    if turn.values.get(SIZE):
        raise RequestError("Two models are given.", "Empty the first field, or this one.")
    return {**turn.values, SIZE: turn.answers.paste(pasted)}


FEATURE = Feature(
    actions={"edit": edit, APPLY: apply, **{field.name: report for field in FIELDS}}, forms={CALLBACK: submit}
)
