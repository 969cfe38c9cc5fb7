"""A conversation that makes an empty workspace look like a planning channel."""

from workspace.directory import JONAS, MAYA, PRIYA
from workspace.messages import Message
from workspace.state import State

CHANNEL = "planning"
CONVERSATION = (
    (MAYA, 46, "Morning all. The board wants a number for the next pre-training run by Thursday."),
    (JONAS, 41, "We keep saying _70B on 2T tokens_, but nobody has written down what that costs on the A100s."),
    (PRIYA, 38, "Whatever we say, I need to see where each figure comes from. And please pin it this time :pushpin:"),
)


def furnish(state: State) -> None:
    """Add the conversation, some minutes old; the app hears nothing of it."""
    channel = state.channel(CHANNEL)
    for person, minutes_ago, text in CONVERSATION:
        ts = f"{state.clock.now() - 60 * minutes_ago:.6f}"
        state.add(Message(channel.id, ts, person.id, text))
