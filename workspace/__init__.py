"""The local workspace: a stand-in for Slack with a page, for running without tokens and for tests."""

from workspace.delivery import DeliveryError, Envelope, HttpDelivery
from workspace.faults import Fault
from workspace.manifest import Command, Shortcut
from workspace.messages import Message
from workspace.socket_mode import SocketDelivery
from workspace.views import View
from workspace.workspace import LocalWorkspace, running_workspace

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
