"""`set price h100=2.10`, `set grid=france`, `settings`: what a team takes where nothing is said."""

from blockkit.kit import context, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from bot.feature import Feature, Turn
from bot.groups import group_rule
from bot.house import RUNS, shelves
from bot.observed import run_section
from bot.permission import allowed_name
from bot.store.shelf import OutdatedError, Revision, StoreError
from estimator.errors import RequestError
from service.house_rules import EXAMPLES, GROUP, rule_of, written

MAXIMUM_RUNS = 20
EVERYWHERE = "`set workspace …` holds in every channel."
NOTHING = f"Nothing is set here: estimates take my defaults. {EXAMPLES} {EVERYWHERE}"


async def set_rule(turn: Turn) -> Message:
    """Keep a default for the channel or the workspace, or drop it."""
    today = turn.answers.today
    rule = await group_rule(turn, today) or rule_of(turn.text, turn.answers.read, today)
    by = await allowed_name(turn, is_everywhere=rule.is_everywhere, for_admins=rule.key == GROUP)
    content = rule.content and {**rule.content, "by": by}
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
    place = "the whole workspace" if rule.is_everywhere else turn.whom
    done = f"Unset {code(rule.key)}" if content is None else f"Set {code(written(content))}"
    return Message(f":white_check_mark: {done} for {place}. `settings` lists all that is set.")


async def settings(turn: Turn) -> Message:
    """What is set for the workspace and for this channel, by whom and since when."""
    if turn.text:
        raise RequestError(f'`settings` takes no words, and "{turn.text[:100]}" is some.', EXAMPLES)
    async with turn.services.store.open() as store:
        everywhere, here = [await store.everything(where) for where in shelves(turn)]
        runs_everywhere, runs_here = [await store.everything(where) for where in shelves(turn, RUNS)]
    lines = [
        *(_line(one, "this channel", turn) for one in here),
        *(_line(one, "the whole workspace", turn) for one in everywhere),
    ]
    runs = [*(run_section(one) for one in runs_here), *(run_section(one, everywhere=True) for one in runs_everywhere)]
    if not (lines or runs):
        return Message(NOTHING)
    note = f"What a request says itself is stronger, and this channel is stronger than the workspace. {EVERYWHERE}"
    text = "\n".join([*lines, *(str(run["text"]["text"]) for run in runs)])
    return Message(text, [*map(section, lines), *runs[:MAXIMUM_RUNS], context(note)])


def _line(one: Revision, where: str, turn: Turn) -> str:
    content = one.content or {}
    until = str(content["until"])
    ended = " · *ended*" if until and until < turn.answers.today.isoformat() else ""
    said = code(neutral(written(content)))
    return f"{said} · {where} · <@{one.author}>, {content['since']}, version {one.number}{ended}"


FEATURE = Feature(words={"set": set_rule, "settings": settings})
