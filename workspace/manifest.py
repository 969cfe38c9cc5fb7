"""What Slack knows of an app before it ever talks to it: its commands and shortcuts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A slash command that the composer offers."""

    name: str
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A shortcut that the composer's menu or a message's menu offers."""

    name: str
    callback_id: str
    on_messages: bool = False


@dataclass(frozen=True)
class Manifest:
    """The part of an app's manifest that people see."""

    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()

    def has_command(self, name: str) -> bool:
        """Whether the app answers a command; without any on record it is asked about all."""
        return not self.commands or name in (command.name for command in self.commands)
