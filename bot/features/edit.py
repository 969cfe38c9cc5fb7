"""Edit: the request in a form, filled in; submitting it answers anew in place."""

from collections.abc import Mapping

from bot.feature import Feature, Reply, Then, Turn
from bot.posting import marked, posting
from bot.slack.blocks import private_message, replacing_message
from bot.slack.form import CALLBACK, CONFIG, SIZE, field_of, wording
from bot.slack.form_opening import open_form
from bot.slack.message import FieldErrors
from estimator.errors import RequestError


async def edit(turn: Turn) -> None:
    """Open the form."""
    await open_form(turn)


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
    turn.services.recent.remember(turn.team, turn.channel, turn.user, answer.typed)
    shown = replacing_message(answer) if turn.replaceable else private_message(answer)
    if answer.deliver and turn.channel:
        return Then(posting(answer), now=marked(shown, turn.occasion))
    return shown


def _named(turn: Turn) -> Mapping[str, str]:
    """The form's fields, with the model of a pasted config.json by name. Raises RequestError when it is none."""
    pasted = turn.values.get(CONFIG.name)
    if not pasted:
        return turn.values
    if turn.values.get(SIZE):
        raise RequestError("Two models are given.", "Empty the first field, or this one.")
    return {**turn.values, SIZE: turn.answers.paste(pasted)}


FEATURE = Feature(actions={"edit": edit}, forms={CALLBACK: submit})
