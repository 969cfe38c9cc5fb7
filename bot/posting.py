"""What `share` and `pin` ask for, as words or as buttons: the answer posted to the channel, and pinned."""

from dataclasses import replace

from slack_sdk.errors import SlackApiError

from blockkit.blocks import shared_message
from blockkit.message import Message
from bot.feature import Handler, Reply, Turn
from bot.pins import crowded
from bot.refusals import explained
from bot.retrying import reason
from bot.sharing import order_of
from bot.store.shelf import Order
from service.answers import Answer


def posting(answer: Answer) -> Handler:
    """The work of posting an answer as its words ask; only a refusal is told."""

    async def post(turn: Turn) -> Reply:
        pin = "pin" in answer.deliver
        return (await share(turn, shared_message(answer, turn.user), pin=pin))[1]

    return post


async def share(turn: Turn, message: Message, *, pin: bool) -> tuple[Order, Message | None]:
    """Post an answer for all to see, or find the post that this occasion made, and pin it if asked to.

    Returns the post, and why it is not pinned. Raises SlackApiError when Slack refuses to post.
    """
    sharing = turn.services.sharing
    wanted = order_of(message, team=turn.team, channel=turn.channel, user=turn.user, occasion=turn.occasion, pin=pin)
    order = await sharing.share(turn.client, wanted, turn.written)
    if not pin:
        return order, None
    try:
        await sharing.pin(turn.client, order)
    except SlackApiError as error:
        return order, await _not_pinned(turn, order, error)
    return order, None


async def _not_pinned(turn: Turn, order: Order, error: SlackApiError) -> Message:
    shared = f"{linked('The answer is shared', order)}, but not pinned."
    if reason(error) == "too_many_pins":
        return await crowded(turn.client, order, shared)
    return Message(f"{shared} {explained(error)}")


def linked(label: str, order: Order) -> str:
    """Words that lead to a post, where Slack said how."""
    return f"<{order.link}|{label}>" if order.link else label


def marked(message: Message, occasion: str) -> Message:
    """A message whose last buttons remember the occasion, so that pressing them does nothing twice."""
    *others, last = message.blocks
    return replace(message, blocks=[*others, {**last, "block_id": occasion}])
