"""What happens to a line that a person types: a command, refused or sent, or a message."""

from workspace.answers import notice
from workspace.directory import BOT, YOU
from workspace.gestures import Gestures
from workspace.manifest import Manifest


async def send(people: Gestures, manifest: Manifest, line: str, channel: str, thread_ts: str | None = None) -> None:
    """Send a line as the person called `you`; the bot's name after an @ becomes a mention."""
    name, _, text = line.strip().partition(" ")
    if not name.startswith("/"):
        spoken = line.strip().replace(f"@{BOT.name}", f"<@{BOT.id}>")
        await people.say(spoken, channel=channel, thread_ts=thread_ts)
    elif thread_ts:
        notice(people.state, f"{name} is not supported in threads. Sorry!", people.state.channel(channel), YOU.id)
    elif not manifest.has_command(name):
        notice(people.state, f"{name} is not a valid command.", people.state.channel(channel), YOU.id)
    else:
        await people.command(name, text.strip(), channel=channel)
