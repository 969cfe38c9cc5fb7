"""Makes what people typed harmless to echo, and what Slack escaped readable again."""

import re

BROADCAST = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
LEADING_MENTION = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
LINK = re.compile(r"<(?:(?:https?|mailto|tel):)([^|>]*)(?:\|([^>]*))?>")
JOINER = "\u2060"
LONGEST_ECHO = 1_000


def neutral(text: str) -> str:
    """Text that mentions nobody, alerts nobody and links nowhere, wherever Slack shows it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return BROADCAST.sub(f"@{JOINER}", escaped) if "@" in escaped else escaped


def code(text: str) -> str:
    """What somebody typed, as a code span on one line, so that no formatting in it counts."""
    line = " ".join(text.split())[:LONGEST_ECHO].replace("`", "ˋ")
    return f"`{neutral(line)}`" if line else ""


def typed(text: str, bot_user: str = "") -> str:
    """What a person typed into a message, from how Slack delivers it: without the bot's mention, links and escapes.

    A mention that the text begins with is the bot's, whether or not it knows its own name yet.
    """
    plain = LEADING_MENTION.sub("", text)
    if bot_user:
        plain = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", plain)
    plain = LINK.sub(lambda found: found[2] or found[1], plain)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def unbroken(text: str, words: str = " ") -> str:
    """Text that is not folded at its spaces, or not inside these words."""
    return text.replace(words, words.replace(" ", "\u00a0"))
