"""A minimal Bolt app that runs against the local workspace, over HTTP and over Socket Mode."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from workspace import Command, LocalWorkspace, running_workspace

BUTTONS = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [
        {"type": "button", "action_id": "share", "text": {"type": "plain_text", "text": "Share"}, "value": "v"},
        {"type": "button", "action_id": "edit", "text": {"type": "plain_text", "text": "Edit"}},
        {
            "type": "overflow",
            "action_id": "more",
            "options": [
                {"text": {"type": "plain_text", "text": "Export"}, "value": "csv"},
                {"text": {"type": "plain_text", "text": "Save"}, "value": "save"},
            ],
        },
    ],
}
NUMBER = {
    "type": "input",
    "block_id": "number",
    "label": {"type": "plain_text", "text": "Number"},
    "element": {"type": "plain_text_input", "action_id": "value", "initial_value": "7"},
}
CHOICE = {
    "type": "input",
    "block_id": "choice",
    "optional": True,
    "label": {"type": "plain_text", "text": "Choice"},
    "element": {
        "type": "static_select",
        "action_id": "value",
        "options": [{"text": {"type": "plain_text", "text": "Red"}, "value": "r"}],
    },
}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def modal(title: str = "Form") -> dict[str, Any]:
    words = {name: {"type": "plain_text", "text": text} for name, text in (("title", title), ("submit", "Send"))}
    return {"type": "modal", "callback_id": "form", "notify_on_close": True, **words, "blocks": [NUMBER, CHOICE]}


def register_commands(app: AsyncApp, heard: list[Any]) -> None:
    """Commands that answer at once, later, or never."""

    @app.command("/echo")
    async def echo(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(text=f"You said {command['text']}", blocks=[section(command["text"] or "nothing"), BUTTONS])

    @app.command("/later")
    async def later(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        heard.extend([(await respond(text=f"answer {number}")).status_code for number in range(6)])

    @app.command("/fail")
    async def fail() -> None:
        await app.client.api_test()


def register_actions(app: AsyncApp, heard: list[Any]) -> None:
    """Buttons, a menu and shortcuts."""

    @app.action("share")
    async def share(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        heard.append(body)
        metadata = {"event_type": "shared", "event_payload": {"text": "x"}}
        posted = await client.chat_postMessage(channel=body["channel"]["id"], text="Shared", metadata=metadata)
        await client.pins_add(channel=body["channel"]["id"], timestamp=posted["ts"])

    @app.action("more")
    async def more(ack: AsyncAck, action: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await respond(replace_original=True, text=f"chose {action['selected_option']['value']}")

    @app.action("edit")
    async def edit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.shortcut("explain")
    async def explain(ack: AsyncAck, shortcut: dict[str, Any]) -> None:
        await ack()
        heard.append(shortcut)


def register_modal(app: AsyncApp, heard: list[Any]) -> None:
    """A form that answers in each way that Slack knows, by the number entered."""

    @app.view("form")
    async def form(ack: AsyncAck, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        number = values["number"]["value"]["value"]
        if not number.isdigit():
            await ack(response_action="errors", errors={"number": f"{number} is not a number"})
        elif number == "1":
            await ack(response_action="update", view=modal("Changed"))
        elif number == "2":
            await ack(response_action="push", view=modal("Pushed"))
        elif number == "3":
            await ack(response_action="clear")
        else:
            heard.append(values)
            await ack()

    @app.view_closed("form")
    async def closed(ack: AsyncAck) -> None:
        await ack()
        heard.append("closed")


def register_events(app: AsyncApp, heard: list[Any]) -> None:
    """Mentions, direct messages and the home tab."""

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: AsyncSay) -> None:
        heard.append(event)
        await say(text="At your service", thread_ts=event.get("thread_ts", event["ts"]))

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        heard.append(event)

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Welcome")]})


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    """A workspace without an app."""
    async with running_workspace(commands=[Command("/echo", "Says it again", "anything")]) as running:
        yield running


@pytest.fixture
def heard() -> list[Any]:
    """What the app was told."""
    return []


@pytest.fixture
def app(workspace: LocalWorkspace, heard: list[Any]) -> AsyncApp:
    """The minimal app, not yet listening."""
    client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
    app = AsyncApp(client=client, signing_secret=workspace.signing_secret, process_before_response=True)
    for register in (register_commands, register_actions, register_modal, register_events):
        register(app, heard)
    return app


@pytest.fixture(params=["http", "socket"])
async def connected(
    request: pytest.FixtureRequest, app: AsyncApp, workspace: LocalWorkspace
) -> AsyncIterator[LocalWorkspace]:
    """The workspace with the app listening, over each transport."""
    if request.param == "socket":
        handler = AsyncSocketModeHandler(app, workspace.app_token, web_client=app.client, ping_interval=1)
        await handler.connect_async()
        await workspace.socket.connected()
        yield workspace
        await handler.close_async()
        return
    runner = web.AppRunner(app.web_app(path="/slack/events"))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    workspace.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
    yield workspace
    await runner.cleanup()
