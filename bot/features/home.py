"""The home tab: what the bot is for, the form, and three examples that run at a press, and the topics of the help."""

from blockkit.kit import Block, Element, actions, button, context, header, section
from bot.feature import Feature, Turn
from estimator.questions.table import TOPICS
from estimator.questions.topics import Topic

_FEW = 3


async def opened(turn: Turn) -> None:
    """Show the tab."""
    await turn.client.views_publish(user_id=turn.user, view=tab())


def tab() -> Element:
    """The tab: the same for everybody."""
    topics = actions(*(button(topic.name.capitalize(), f"help_{topic.name}", topic.name) for topic in TOPICS))
    return {"type": "home", "blocks": [*_opening(), *_examples(TOPICS[0]), context("More examples, by topic:"), topics]}


def _opening() -> list[Block]:
    return [
        header("What will it cost to train this model?"),
        section("Type `/llmcost 70B 2T a100` in a channel, mention me in a thread, or fill in the form."),
        actions(button("Open the form", "edit", "", "primary")),
    ]


def _examples(topic: Topic) -> list[Block]:
    examples = [
        section(f"`/llmcost {example}`\n{meaning}") | {"accessory": button("Run", "run", example)}
        for example, meaning in list(topic.examples.items())[:_FEW]
    ]
    return [{"type": "divider"}, context(topic.about), *examples]


FEATURE = Feature(events={"app_home_opened": opened})
