"""The local workspace: a stand-in for Slack with a page, for running without tokens and for tests."""

from bot.local.delivery import DeliveryError, Envelope, HttpDelivery
from bot.local.faults import Fault
from bot.local.manifest import Command, Shortcut
from bot.local.messages import Message
from bot.local.socket_mode import SocketDelivery
from bot.local.views import View
from bot.local.workspace import LocalWorkspace, running_workspace

__all__ = [
    "Command",
    "DeliveryError",
    "Envelope",
    "Fault",
    "HttpDelivery",
    "LocalWorkspace",
    "Message",
    "Shortcut",
    "SocketDelivery",
    "View",
    "running_workspace",
]
