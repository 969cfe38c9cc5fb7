"""The app's manifests, from one source: over HTTP or Socket Mode, with a step of Workflow Builder or without.

A step bars an app from public distribution, so the manifests without one are for whoever installs it from a link.
"""

from typing import Any

from bot.step import CALLBACK, INPUTS, OUTPUTS, Parameter

ADDRESS = "https://example.com/slack/events"
REDIRECT = "https://example.com/slack/oauth_redirect"
SCOPES = (
    "commands",
    "chat:write",
    "chat:write.public",
    "pins:read",
    "pins:write",
    "app_mentions:read",
    "channels:history",
    "groups:history",
    "im:history",
    "users:read",
    "usergroups:read",
    "canvases:write",
    "files:write",
)
EVENTS = ("app_home_opened", "app_mention", "message.im", "app_uninstalled", "tokens_revoked")
DESCRIPTION = (
    "Answers /llmcost 70B 2T a100 with the floating-point operations, accelerator-hours and dollars of training a "
    "large language model, step by step, each number with its origin, an honest 80 % range and the nearest published "
    "run. An answer is private until it is shared, and a shared answer can be pinned: it holds the request that it was "
    "made from, so that whoever reads it later can check it."
)
SHORTCUTS = (
    ("Estimate training cost", "global", "llmcost_open", "Open the form"),
    ("Estimate from message", "message", "llmcost_from_message", "Read a message into the form"),
)
NAMES = {
    "manifest.yml": (False, False),
    "manifest.socket.yml": (True, False),
    "manifest.workflow.yml": (False, True),
    "manifest.workflow.socket.yml": (True, True),
}
"""Each file, whether it is for Socket Mode, and whether it has the step."""


def manifest(*, over_socket: bool, with_step: bool) -> dict[str, Any]:
    """A manifest as Slack takes it."""
    address = {} if over_socket else {"request_url": ADDRESS}
    redirect = {} if over_socket else {"redirect_urls": [REDIRECT]}
    step: dict[str, Any] = {"functions": {CALLBACK: _step()}} if with_step else {}
    runtime = {"function_runtime": "remote"} if with_step else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "llmcost",
            "description": "What will it cost to train this model?",
            "long_description": DESCRIPTION,
            "background_color": "#1f2937",
        },
        "features": _features({} if over_socket else {"url": ADDRESS}),
        "oauth_config": {**redirect, "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": with_step,
            "socket_mode_enabled": over_socket,
            "token_rotation_enabled": False,
            **runtime,
        },
        **step,
    }


def _features(url: dict[str, str]) -> dict[str, Any]:
    command = {
        "command": "/llmcost",
        **url,
        "description": "FLOPs, hours and dollars of a training run",
        "usage_hint": "70B 2T a100 mfu=0.5",
        "should_escape": False,
    }
    keys = ("name", "type", "callback_id", "description")
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "llmcost", "always_online": True},
        "shortcuts": [dict(zip(keys, shortcut, strict=True)) for shortcut in SHORTCUTS],
        "slash_commands": [command],
    }


def _step() -> dict[str, Any]:
    return {
        "title": "Estimate a training cost",
        "description": "FLOPs, hours and dollars of a training run",
        "input_parameters": {one.name: _parameter(one) for one in INPUTS},
        "output_parameters": {one.name: _parameter(one) for one in OUTPUTS},
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "type": one.kind,
        "name": one.name,
        "title": one.title,
        "description": one.description,
        "is_required": one.is_required,
    }
