"""The home tab: what the bot is for, the form, and examples that run at a press."""

from bot.feature import Feature, Turn
from bot.slack.kit import Block, Element, actions, button, context, header, section
from estimator.questions.table import TOPICS
from estimator.questions.topics import Topic


async def opened(turn: Turn) -> None:
    """Show the tab."""
    await turn.client.views_publish(user_id=turn.user, view=tab())


def tab() -> Element:
    """The tab: the same for everybody."""
    return {"type": "home", "blocks": [*_opening(), *(block for topic in TOPICS for block in _examples(topic))]}


def _opening() -> list[Block]:
    return [
        header("What will it cost to train this model?"),
        section("Type `/llmcost 70B 2T a100` in a channel, mention me in a thread, or fill in the form."),
        actions(button("Open the form", "edit", "", "primary")),
    ]


def _examples(topic: Topic) -> list[Block]:
    examples = [
        section(f"`/llmcost {example}`\n{meaning}") | {"accessory": button("Run", "run", example)}
        for example, meaning in topic.examples.items()
    ]
    return [{"type": "divider"}, context(f"*{topic.name.capitalize()}* · {topic.about}"), *examples]


FEATURE = Feature(events={"app_home_opened": opened})
