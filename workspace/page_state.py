"""The workspace as one person sees it, for the page and the terminal."""

from dataclasses import asdict

from workspace.directory import BOT, TEAM_NAME
from workspace.manifest import Manifest
from workspace.messages import Message
from workspace.state import State
from workspace.wire import Json

MAXIMUM_MESSAGES = 300


def page_state(state: State, user: str, manifest: Manifest) -> Json:
    """Everything on one person's screen."""
    channels = [channel for channel in state.channels.values() if user in channel.members]
    home = state.homes.get(user)
    return {
        "team": TEAM_NAME,
        "you": user,
        "bot": BOT.id,
        "people": {person.id: {**asdict(person)} for person in state.people.values()},
        "channels": [
            {
                "id": channel.id,
                "name": BOT.name if channel.is_direct else channel.name,
                "topic": channel.topic,
                "is_private": channel.is_private,
                "is_direct": channel.is_direct,
                "has_bot": BOT.id in channel.members,
                "members": len(channel.members - {BOT.id}),
                "pins": channel.pins,
            }
            for channel in channels
        ],
        "messages": [_shown(message) for message in seen_by(state, user)[-MAXIMUM_MESSAGES:]],
        "views": [{**view.as_wire(), "errors": view.errors} for view in state.stack(user)],
        "home": home.as_wire() if home else None,
        "commands": [asdict(command) for command in manifest.commands],
        "shortcuts": [asdict(shortcut) for shortcut in manifest.shortcuts],
    }


def seen_by(state: State, user: str) -> list[Message]:
    """The messages that a person sees, oldest first."""
    return [
        message
        for message in state.messages
        if user in state.channels[message.channel].members and message.visible_to in (None, user)
    ]


def _shown(message: Message) -> Json:
    flags = {"is_ephemeral": message.is_ephemeral, "is_notice": message.is_notice, "is_edited": message.is_edited}
    return {**message.as_wire(), **flags, "channel": message.channel, "reactions": message.reactions}
