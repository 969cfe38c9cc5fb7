"""The home tab: what the bot is for, the form, what the person asked and saved, what the team takes, and examples."""

from collections.abc import Sequence
from dataclasses import dataclass

from blockkit.kit import Block, Element, actions, button, context, cut, header, section
from blockkit.neutral import code, neutral
from bot.feature import Feature, Turn
from bot.modals import change_home
from bot.recent import Asked
from bot.saved import saved_line
from bot.store.shelf import Revision, StoreError
from bot.store.shelves import saved
from estimator.catalogue.team import TeamDefault
from estimator.questions.table import TOPICS
from estimator.questions.topics import Topic

_FEW = 3
_MANY = 10
_SAID = 300
_FIRST_VISIT = (
    "1. Type `/llmcost 70B 2T a100` in any channel: the answer is for you alone.",
    "2. Press **Share & pin** to put it where your team sees it; in its thread `@llmcost on h100?` asks what changes.",
    "3. `save NAME` keeps it, `watch NAME` tells when prices move, `help` shows all that can be asked.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person's tab shows of theirs: what they asked last, what they saved alone, what their team takes."""

    asked: Sequence[Asked] = ()
    saved: Sequence[Revision] = ()
    rules: Sequence[TeamDefault] = ()


async def opened(turn: Turn) -> None:
    """Show the tab."""
    await change_home(turn, tab(await _kept(turn)))


def tab(kept: Kept | None = None) -> Element:
    """The tab of a person; without anything of theirs it says in three lines how to begin."""
    kept = kept or Kept()
    theirs = [*_asked(kept.asked), *_saved(kept.saved), *_rules(kept.rules)] if kept.asked or kept.saved else []
    first = [] if theirs else [section("\n".join(_FIRST_VISIT).replace("**", "*"))]
    topics = actions(*(button(topic.name.capitalize(), f"help_{topic.name}", topic.name) for topic in TOPICS))
    last = [*_examples(TOPICS[0]), context("More examples, by topic:"), topics]
    return {"type": "home", "blocks": [*_opening(), *first, *theirs, *last]}


async def _kept(turn: Turn) -> Kept:
    """What is known of a person here; what was asked since the start where the store is away."""
    recent, rules = turn.services.recent, turn.rules.defaults
    try:
        await recent.recall(turn.services.store, turn.team, turn.user)
        async with turn.services.store.open() as store:
            kept = await store.everything(saved(turn))
    except StoreError:
        kept = []
    return Kept(recent.all_of(turn.team, turn.user), kept, rules)


def _opening() -> list[Block]:
    return [header("What will it cost to train this model?"), actions(button("Open the form", "edit", "", "primary"))]


def _asked(asked: Sequence[Asked]) -> list[Block]:
    texts = list(dict.fromkeys(one.text for one in asked))
    lines = [
        section(code(f"/llmcost {cut(text, _SAID)}")) | {"accessory": button("Run", "run", text)} for text in texts
    ]
    return [header("You asked last"), *lines] if lines else []


def _saved(kept: Sequence[Revision]) -> list[Block]:
    lines = [
        section(f"*{neutral(one.name)}* · {saved_line(one)}")
        | {"accessory": button("Run", "run", str((one.content or {})["text"]))}
        for one in kept[:_MANY]
    ]
    return (
        [header("You saved"), *lines, context("What is saved in a channel is listed there: `list`.")] if lines else []
    )


def _rules(rules: Sequence[TeamDefault]) -> list[Block]:
    lines = [
        f"• {code(f'{one.name} {one.accelerator}'.strip() + f'={one.value}')} {neutral(one.said)}" for one in rules
    ]
    return [header("Your team takes"), section("\n".join(lines[:_MANY]))] if lines else []


def _examples(topic: Topic) -> list[Block]:
    examples = [
        section(f"`/llmcost {example}`\n{meaning}") | {"accessory": button("Run", "run", example)}
        for example, meaning in list(topic.examples.items())[:_FEW]
    ]
    return [{"type": "divider"}, context(topic.about), *examples]


FEATURE = Feature(events={"app_home_opened": opened})
