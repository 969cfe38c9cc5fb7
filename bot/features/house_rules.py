"""`set price h100=2.10`, `set grid=france`, `settings`: what a team takes where nothing is said."""

import asyncio

from slack_sdk.errors import SlackApiError

from blockkit.kit import context, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Feature, Turn
from bot.house import shelves
from bot.store.shelf import OutdatedError, Revision, StoreError
from estimator.errors import RequestError
from service.house_rules import EXAMPLES, Rule, rule_of, written

SECONDS_FOR_SLACK = 1.5
NOTHING = f"Nothing is set here: estimates take my defaults. {EXAMPLES}"


async def set_rule(turn: Turn) -> Message:
    """Keep a default for the channel or the workspace, or drop it."""
    rule = rule_of(turn.text, turn.answers.read, turn.answers.today)
    content = rule.content and {**rule.content, "by": await _allowed(turn, rule)}
    if content is None:
        await _allowed(turn, rule)
    everywhere, here = shelves(turn)
    where = everywhere if rule.is_everywhere else here
    try:
        async with turn.services.store.open() as store:
            there = await store.latest(where, rule.key)
            if content is None and (there is None or there.content is None):
                raise RequestError(f"{rule.key} is not set here.", "`settings` lists what is.")
            await store.add(where, rule.key, content, turn.user, after=there.number if there else 0)
    except OutdatedError:
        raise StoreError("Somebody else has just set that.", "`settings` shows what it is now.") from None
    turn.services.house.forget()
    place = "the whole workspace" if rule.is_everywhere else "this channel"
    done = f"Unset {code(rule.key)}" if content is None else f"Set {code(written(content))}"
    return Message(f":white_check_mark: {done} for {place}. `settings` lists all that is set.")


async def settings(turn: Turn) -> Message:
    """What is set for the workspace and for this channel, by whom and since when."""
    if turn.text:
        raise RequestError(f'`settings` takes no words, and "{turn.text[:100]}" is some.', EXAMPLES)
    async with turn.services.store.open() as store:
        everywhere, here = [await store.everything(where) for where in shelves(turn)]
    lines = [
        *(_line(one, "this channel", turn) for one in here),
        *(_line(one, "the whole workspace", turn) for one in everywhere),
    ]
    if not lines:
        return Message(NOTHING)
    note = "What a request says itself is stronger, and this channel is stronger than the workspace."
    return Message("\n".join(lines), [*map(section, lines), context(note)])


async def _allowed(turn: Turn, rule: Rule) -> str:
    """The name of the person, who may set that. Raises RequestError when they may not, or Slack does not say."""
    try:
        async with asyncio.timeout(SECONDS_FOR_SLACK):
            person = (await turn.client.users_info(user=turn.user))["user"]
    except (TimeoutError, SlackApiError):
        raise RequestError(
            "Slack did not tell me whether you may set that.",
            "I need the permission `users:read`; please try again, or ask who installed me.",
        ) from None
    is_their_own = turn.channel.startswith("D") and not rule.is_everywhere
    if not (is_their_own or person.get("is_admin") or person.get("is_owner")):
        raise RequestError(
            "Only admins and owners of this workspace set defaults.",
            "In a direct message with me you can set your own; `settings` shows what is set here.",
        )
    return str(person.get("name") or turn.user)


def _line(one: Revision, where: str, turn: Turn) -> str:
    content = one.content or {}
    until = str(content["until"])
    ended = " · *ended*" if until and until < turn.answers.today.isoformat() else ""
    said = code(neutral(written(content)))
    return f"{said} · {where} · <@{one.author}>, {content['since']}, version {one.number}{ended}"


FEATURE = Feature(words={"set": set_rule, "settings": settings})
