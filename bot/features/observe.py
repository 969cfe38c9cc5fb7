"""`observe … save`: a measured run is kept, and the channel's estimates lean on it."""

import json
from collections.abc import Sequence
from dataclasses import replace

from blockkit.kit import actions, button, context, section
from blockkit.message import Message
from blockkit.neutral import code, neutral
from blockkit.report import report_message, shared_report
from bot.feature import Feature, Turn
from bot.house import RUNS, shelves
from bot.observed import FORGET
from bot.permission import allowed_name
from bot.store.shelf import OutdatedError, StoreError
from bot.store.shelves import saved
from estimator.questions.observe import observed
from estimator.questions.question import Asked
from service.evidence import evidence, told, wanted
from service.forecast import forecasts

LONGEST_LOOK = 0.5


async def observe(turn: Turn) -> Message:
    """What the measured run achieves; with `save` it is kept too."""
    asked = wanted(turn.text)
    text = f"observe {asked.text}".strip()
    report = turn.answers.ask(text).report()
    is_public, today = turn.is_public, turn.answers.today
    message = shared_report(report, text, turn.user, today) if is_public else report_message(report, text)
    if lines := await _forecasts(turn, asked.text):
        message = replace(
            message, text="\n".join([*lines, message.text]), blocks=[*message.blocks, *map(section, lines)]
        )
    if not asked.is_kept:
        return message
    if asked.is_everywhere:
        await allowed_name(turn, is_everywhere=True)
    key, content = evidence(asked.text, turn.answers.catalogue, turn.answers.today)
    where = shelves(turn, RUNS)[not asked.is_everywhere]
    try:
        async with turn.services.store.open() as store:
            there = await store.latest(where, key)
            kept = await store.add(where, key, content, turn.user, after=there.number if there else 0)
    except OutdatedError:
        raise StoreError("Somebody else has just saved that run.", "`settings` shows what is kept.") from None
    turn.services.house.forget()
    place = "the whole workspace" if asked.is_everywhere else turn.whom
    said = f":floppy_disk: Kept for {place}: {code(told(content))}. Estimates lean on it from now on."
    value = json.dumps({"name": key, "number": kept.number, "everywhere": asked.is_everywhere})
    note = context("`settings` lists the runs that are kept; `stack=typical` leaves them out of an estimate.")
    more = [section(said), note, actions(button("Forget", FORGET, value))]
    return replace(message, text=f"{said}\n{message.text}", blocks=[*message.blocks, *more])


async def _forecasts(turn: Turn, text: str) -> Sequence[str]:
    """How the channel's saved estimates of this run did; nothing where they cannot be looked up."""
    try:
        async with turn.services.store.open(LONGEST_LOOK) as store:
            kept = await store.everything(saved(turn))
    except StoreError:
        return ()
    answers = turn.answers
    found = observed(Asked(text, answers.catalogue, answers.today)).estimate
    lines = forecasts(((one.name, one.content or {}) for one in kept), found, lambda said: answers.read(said).request)
    return [f":dart: {neutral(line)}" for line in lines]


async def forget(turn: Turn) -> Message:
    """Lean on a run no more; its history stays."""
    run = json.loads(turn.text)
    if run["everywhere"]:
        await allowed_name(turn, is_everywhere=True)
    try:
        async with turn.services.store.open() as store:
            await store.add(
                shelves(turn, RUNS)[not run["everywhere"]], run["name"], None, turn.user, after=run["number"]
            )
    except OutdatedError:
        return Message("That run was changed or forgotten meanwhile: `settings` shows what is kept.")
    turn.services.house.forget()
    return Message("Forgotten: estimates lean on that run no more.")


FEATURE = Feature(words={"observe": observe}, actions={FORGET: forget})
