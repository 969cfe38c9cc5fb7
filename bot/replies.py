"""From exception to what the person reads: the only try/except around features."""

import re

from msgspec.structs import replace
from slack_sdk.errors import SlackApiError

from blockkit.kit import actions, button, context, plain_section, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Handler, Reply, Then, Turn
from bot.observability import LOGGER
from bot.refusals import explained
from bot.retrying import UNREACHED, reason
from bot.store.door import AWAY, HINT
from bot.store.shelf import StoreOpeningError
from estimator.errors import EstimatorError, InternalError
from estimator.unforeseen import internal, shown
from service.models import ModelNotFetchedError

APOLOGY = "Something went wrong on my side, and I have noted it. Your request is unharmed: please try it again."
REFERENCE = "If it stays, tell whoever runs llmcost the reference"
SUGGESTION = re.compile(r"Did you mean `?([^?`]+)`?\?")


async def reply_to(handler: Handler, turn: Turn) -> tuple[Reply, str]:
    """The handler's reply, or a sentence in its place when it raises; and how it went: answered, refused or failed."""
    try:
        turn = replace(turn, rules=await turn.services.house.rules(turn))
        return await handler(turn), "answered"
    except ModelNotFetchedError as missing:
        return _fetching(missing.name, handler), "fetching"
    except StoreOpeningError:
        return _opening(handler), "opening"
    except (SlackApiError, *UNREACHED) as error:
        named = reason(error) if isinstance(error, SlackApiError) else type(error).__name__
        LOGGER.warning("Slack refused", extra={"event": turn.word or turn.action, "error": named})
        return Message(explained(error) if turn.client.token else f"{AWAY} {HINT}"), "refused"
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is answered
        told = shown(error)
        if not isinstance(told, InternalError):
            return refusal(told, turn.text, turn.word), "refused"
        return apology(error, "a feature failed", turn.word or turn.action), "failed"


def apology(error: Exception, what: str, event: str) -> Message:
    """What the person reads when something failed that nobody foresaw; the log holds the same reference."""
    reference = internal(error).reference
    LOGGER.error(what, exc_info=error, extra={"event": event, "reference": reference})
    return Message(f"{APOLOGY} {REFERENCE} {code(reference)}.")


def _fetching(name: str, handler: Handler) -> Then:
    """A word now, and the handler's reply once the model that it lacks is here."""

    async def later(turn: Turn) -> Reply:
        await turn.answers.fetch(name)
        return await handler(turn)

    return Then(later, now=Message(f"Fetching the config.json of {code(name)} …"))


def _opening(handler: Handler) -> Then:
    """A word now, and the handler's reply once the store is open."""

    async def later(turn: Turn) -> Reply:
        await turn.services.store.opened()
        return await handler(turn)

    return Then(later, now=Message("One moment: I am still opening my database …"))


def refusal(error: EstimatorError, text: str, word: str = "") -> Message:
    """What was read, what was expected and what to type instead, with a button that corrects what it speaks of.

    `text` is what was typed behind the first word.
    """
    typed = f"{word} {text}".strip()
    blocks = [plain_section(neutral(error.message))]
    if error.hint:
        blocks.append(section(neutral(error.hint)))
    if typed:
        blocks.append(context(f"You typed {code(typed)} · `/llmcost help` shows examples"))
    if corrected := _corrected(error, text):
        name, better = corrected
        buttons = [button(f"Use {name}", "use", f"{word} {better}".strip(), "primary")]
        blocks.append(actions(*buttons, *([] if word else [button("Edit", "edit", better)])))
    elif error.suggestions:
        offered = enumerate(error.suggestions)
        blocks.append(actions(*(button(request, f"use_{place}", request) for place, request in offered)))
    return Message("\n".join([neutral(str(error)), *map(code, error.suggestions)]), blocks)


def _corrected(error: EstimatorError, text: str) -> tuple[str, str] | None:
    """The suggested word, and the text with it in the place of the offending one, where that text is harmless."""
    found = SUGGESTION.search(error.hint)
    if found is None or error.span is None or neutral(text) != text:
        return None
    start, end = error.span
    return found[1], f"{text[:start]}{found[1]}{text[end:]}"
