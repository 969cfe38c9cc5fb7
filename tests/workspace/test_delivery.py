"""Each way to the app: signatures over HTTP, envelopes and connections over Socket Mode."""

import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from workspace import DeliveryError, Envelope, HttpDelivery, LocalWorkspace

COMMAND = {"command": "/echo", "text": "70B & 2T", "channel_id": "C0LOCALPLAN", "user_id": "U0LOCALYOU0"}


@pytest.fixture
async def requests_seen() -> list[tuple[Any, str]]:
    return []


@pytest.fixture
async def listener(requests_seen: list[tuple[Any, str]]) -> AsyncIterator[str]:
    """An address that keeps what arrives and acknowledges with the plain text `ok`."""

    async def keep(request: web.Request) -> web.Response:
        requests_seen.append((request.headers, await request.text()))
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_post("/slack/events", keep)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def test_requests_are_signed_as_slack_signs_them(listener: str, requests_seen: list[tuple[Any, str]]):
    delivery = HttpDelivery(listener, "secret")
    assert await delivery.deliver(Envelope("slash_commands", COMMAND)) == "ok"
    await delivery.close()
    headers, body = requests_seen[0]
    assert SignatureVerifier("secret").is_valid_request(body, headers)
    assert not SignatureVerifier("other").is_valid_request(body, headers)
    assert abs(int(headers["X-Slack-Request-Timestamp"]) - time.time()) < 60


async def test_a_repeated_event_says_which_attempt_it_is(listener: str, requests_seen: list[tuple[Any, str]]):
    delivery = HttpDelivery(listener, "secret")
    await delivery.deliver(Envelope("events_api", {"type": "event_callback"}, retry=2, reason="http_timeout"))
    await delivery.close()
    headers, body = requests_seen[0]
    assert (headers["X-Slack-Retry-Num"], headers["X-Slack-Retry-Reason"]) == ("2", "http_timeout")
    assert body == '{"type": "event_callback"}'


@pytest.mark.parametrize(("secret", "seconds_off"), [("wrong", 0), (None, -600)])
async def test_a_wrong_signature_or_an_old_timestamp_is_refused(
    app: AsyncApp, workspace: LocalWorkspace, secret: str | None, seconds_off: int
):
    runner = web.AppRunner(app.web_app(path="/slack/events"))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    workspace.deliver_over(HttpDelivery(address, secret or workspace.signing_secret, seconds_off))
    with pytest.raises(DeliveryError) as refused:
        await workspace.deliver("slash_commands", COMMAND)
    assert refused.value.status == 401
    await runner.cleanup()


async def test_an_app_that_is_not_there_fails_the_dispatch(workspace: LocalWorkspace, unused_tcp_port: int):
    without_connection = await workspace.command("/echo")
    workspace.deliver_over_http(f"http://127.0.0.1:{unused_tcp_port}/slack/events")
    without_listener = await workspace.command("/echo")
    assert without_connection is not None
    assert without_listener is not None
    assert without_connection.text == without_listener.text == '/echo failed with the error "dispatch_failed"'


async def connection(workspace: LocalWorkspace, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    client = AsyncWebClient(workspace.app_token, base_url=workspace.api_url)
    address = (await client.apps_connections_open(app_token=workspace.app_token))["url"]
    return await session.ws_connect(address)


async def test_socket_mode_greets_and_sends_envelopes(workspace: LocalWorkspace):
    async with aiohttp.ClientSession() as session:
        socket = await connection(workspace, session)
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        workspace.delivery.seconds = 0.1
        with pytest.raises(DeliveryError, match="operation_timeout"):
            await workspace.delivery.deliver(Envelope("events_api", {"type": "x"}, retry=1, reason="timeout"))
        envelope = await socket.receive_json()
        assert envelope.pop("envelope_id")
        assert envelope == {
            "type": "events_api",
            "accepts_response_payload": False,
            "payload": {"type": "x"},
            "retry_attempt": 1,
            "retry_reason": "timeout",
        }


async def test_an_eleventh_connection_is_refused(workspace: LocalWorkspace):
    async with aiohttp.ClientSession() as session:
        sockets = [await connection(workspace, session) for _ in range(11)]
        greetings = [await socket.receive_json() for socket in sockets]
    assert [greeting["type"] for greeting in greetings] == ["hello"] * 10 + ["disconnect"]
    assert greetings[10]["reason"] == "too_many_websockets"


async def test_a_connection_address_works_once_and_takes_the_app_token(workspace: LocalWorkspace):
    client = AsyncWebClient(workspace.app_token, base_url=workspace.api_url)
    address = (await client.apps_connections_open(app_token=workspace.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(address)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=workspace.bot_token)


@pytest.mark.parametrize("connected", ["socket"], indirect=True)
@pytest.mark.parametrize("ending", ["refresh", "abort"])
async def test_the_app_comes_back_after_its_connection_ended(connected: LocalWorkspace, ending: str):
    if ending == "refresh":
        await connected.socket.refresh()
    else:
        connected.socket.abort()
    assert connected.socket.connections == []
    await connected.socket.connected(seconds=30)
    answer = await connected.command("/echo", "still here")
    assert answer is not None
    assert answer.text == "You said still here"
