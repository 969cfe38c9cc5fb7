"""The Web API refuses what Slack refuses, with Slack's codes."""

import asyncio
from collections.abc import Awaitable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from workspace import LocalWorkspace


@pytest.fixture
def client(workspace: LocalWorkspace) -> AsyncWebClient:
    return AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


async def refusal(call: Awaitable[object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_tokens_are_checked(workspace: LocalWorkspace):
    def speaking(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=workspace.api_url)

    assert await refusal(speaking("xoxb-other").auth_test()) == "invalid_auth"
    assert await refusal(speaking(None).auth_test()) == "not_authed"
    assert await refusal(speaking(workspace.app_token).auth_test()) == "not_allowed_token_type"
    assert (await speaking(workspace.bot_token).auth_test())["user"] == "llmcost"


async def test_channels_that_the_bot_cannot_post_to(client: AsyncWebClient):
    assert await refusal(client.chat_postMessage(channel="random", text="x")) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel="budget", text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    await client.conversations_join(channel="C0LOCALRAND")
    assert (await client.chat_postMessage(channel="random", text="x"))["ok"]


@pytest.mark.filterwarnings("ignore:The top-level `text`")
async def test_content_that_is_refused(client: AsyncWebClient, workspace: LocalWorkspace):
    nonsense = [{"type": "nonsense"}]
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2_800}}] * 5
    assert await refusal(client.chat_postMessage(channel="planning", text="")) == "no_text"
    assert await refusal(client.chat_postMessage(channel="planning", text="x", blocks=nonsense)) == "invalid_blocks"
    assert await refusal(client.chat_postMessage(channel="planning", text="x", blocks=long)) == "msg_blocks_too_long"
    assert workspace.messages() == []
    assert "a message cannot hold a block of type 'nonsense'" in workspace.errors[0]


@pytest.mark.filterwarnings("ignore:The top-level `text`")
async def test_blocks_without_text_are_shown_and_complained_about(client: AsyncWebClient, workspace: LocalWorkspace):
    await client.chat_postMessage(channel="planning", blocks=[{"type": "divider"}])
    assert len(workspace.messages()) == 1
    assert workspace.errors == [
        "A message has blocks and no text: notifications and screen readers would be empty.",
    ]


async def test_a_message_can_be_changed_and_deleted_by_the_bot_alone(client: AsyncWebClient, workspace: LocalWorkspace):
    posted = await client.chat_postMessage(channel="planning", text="one")
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    assert [message.text for message in workspace.messages()] == ["two"]
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert workspace.messages() == []
    theirs = await workspace.say("mine", channel="planning", user="maya")
    changing = client.chat_update(channel=theirs.channel, ts=theirs.ts, text="two")
    assert await refusal(changing) == "cant_update_message"


async def test_an_update_without_content_keeps_it_and_text_alone_removes_the_blocks(
    client: AsyncWebClient, workspace: LocalWorkspace
):
    posted = await client.chat_postMessage(channel="planning", text="one", blocks=[{"type": "divider"}])
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.api_call("chat.update", json={**place, "metadata": {"event_type": "x", "event_payload": {}}})
    (message,) = workspace.messages()
    assert (message.text, len(message.blocks), message.metadata) == ("one", 1, {"event_type": "x", "event_payload": {}})
    await client.api_call("chat.update", json={**place, "text": "two"})
    assert (message.text, message.blocks, message.is_edited) == ("two", [], True)


async def test_most_methods_take_no_channel_names(client: AsyncWebClient, workspace: LocalWorkspace):
    message = await workspace.say("x", channel="planning")
    assert await refusal(client.pins_add(channel="planning", timestamp=message.ts)) == "channel_not_found"
    assert await refusal(client.conversations_info(channel="#planning")) == "channel_not_found"


async def test_an_ephemeral_message_can_be_neither_pinned_nor_read(client: AsyncWebClient, workspace: LocalWorkspace):
    await client.chat_postEphemeral(channel="planning", user="U0LOCALYOU0", text="psst")
    (message,) = workspace.messages()
    assert await refusal(client.pins_add(channel="C0LOCALPLAN", timestamp=message.ts)) == "message_not_found"
    assert (await client.conversations_history(channel="C0LOCALPLAN"))["messages"] == []
    stranger = client.chat_postEphemeral(channel="planning", user="U404", text="psst")
    assert await refusal(stranger) == "user_not_in_channel"


async def test_pins_are_unique_and_at_most_a_hundred(client: AsyncWebClient, workspace: LocalWorkspace):
    posted = [await workspace.say(str(number), channel="planning") for number in range(101)]
    for message in posted[:100]:
        await client.pins_add(channel="C0LOCALPLAN", timestamp=message.ts)
    assert await refusal(client.pins_add(channel="C0LOCALPLAN", timestamp=posted[0].ts)) == "already_pinned"
    assert await refusal(client.pins_add(channel="C0LOCALPLAN", timestamp=posted[100].ts)) == "too_many_pins"
    await client.pins_remove(channel="C0LOCALPLAN", timestamp=posted[0].ts)
    assert await refusal(client.pins_remove(channel="C0LOCALPLAN", timestamp=posted[0].ts)) == "no_pin"
    assert len((await client.pins_list(channel="C0LOCALPLAN"))["items"]) == 99


async def test_a_trigger_opens_one_modal_within_three_seconds(client: AsyncWebClient, workspace: LocalWorkspace):
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "divider"}]}
    once, late = (workspace.state.triggers.issue("U0LOCALYOU0") for _ in range(2))
    await client.views_open(trigger_id=once, view=view)
    assert await refusal(client.views_open(trigger_id=once, view=view)) == "exchanged_trigger_id"
    assert await refusal(client.views_open(trigger_id="made up", view=view)) == "invalid_trigger_id"
    workspace.clock.advance(3.1)
    assert await refusal(client.views_open(trigger_id=late, view=view)) == "expired_trigger_id"


async def test_a_bad_modal_is_refused_with_its_reasons(client: AsyncWebClient, workspace: LocalWorkspace):
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": [{"type": "divider"}]}
    opening = client.views_open(trigger_id=workspace.state.triggers.issue("U0LOCALYOU0"), view=view)
    with pytest.raises(SlackApiError) as caught:
        await opening
    assert caught.value.response["error"] == "invalid_arguments"
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] view/title: 25 characters, more than 24",
    ]


async def test_a_changed_view_refuses_an_old_hash(client: AsyncWebClient, workspace: LocalWorkspace):
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "divider"}]}
    opened = (await client.views_open(trigger_id=workspace.state.triggers.issue("U0LOCALYOU0"), view=view))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=view)
    assert await refusal(client.views_update(view_id=opened["id"], hash=opened["hash"], view=view)) == "hash_conflict"
    assert await refusal(client.views_update(view_id="V404", view=view)) == "not_found"


async def test_planned_failures_happen_once_and_do_nothing_else(client: AsyncWebClient, workspace: LocalWorkspace):
    method = "chat.postMessage"
    workspace.faults.refuse(method, "restricted_action")
    workspace.faults.limit_rate(method, retry_after=7)
    workspace.faults.break_down(method, 503)
    workspace.faults.drop(method)
    assert await refusal(client.chat_postMessage(channel="planning", text="1")) == "restricted_action"
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="planning", text="2")
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    with pytest.raises(SlackApiError) as broken:
        await client.chat_postMessage(channel="planning", text="3")
    assert broken.value.response.status_code == 503
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="planning", text="4")
    await client.chat_postMessage(channel="planning", text="5")
    assert [message.text for message in workspace.messages()] == ["5"]


async def test_a_response_url_ends_after_thirty_minutes(workspace: LocalWorkspace):
    path = workspace.state.response_urls.issue("C0LOCALPLAN", "U0LOCALYOU0")
    async with aiohttp.ClientSession() as session:
        first = await session.post(workspace.state.base_url + path, json={"text": "in time"})
        workspace.clock.advance(30 * 60 + 1)
        late = await session.post(workspace.state.base_url + path, json={"text": "late"})
    assert (first.status, late.status, await late.json()) == (200, 404, {"ok": False, "error": "expired_url"})


async def test_a_thread_is_read_through_its_first_message(client: AsyncWebClient, workspace: LocalWorkspace):
    parent = await workspace.say("question", channel="planning")
    await client.chat_postMessage(channel="planning", text="answer", thread_ts=parent.ts)
    read = await client.conversations_replies(channel="C0LOCALPLAN", ts=parent.ts)
    assert [message["text"] for message in read["messages"]] == ["question", "answer"]
    assert len((await client.conversations_history(channel="C0LOCALPLAN"))["messages"]) == 1


async def test_other_web_sites_cannot_speak_to_the_workspace(workspace: LocalWorkspace):
    body = {"text": "/echo", "channel": "planning"}
    async with aiohttp.ClientSession() as session:
        foreign = await session.post(
            f"{workspace.page_url}page/say", json=body, headers={"Origin": "https://elsewhere.example"}
        )
        renamed = await session.get(workspace.page_url, headers={"Host": "elsewhere.example"})
    assert (foreign.status, renamed.status) == (403, 403)


async def test_a_delayed_call_is_still_carried_out(client: AsyncWebClient, workspace: LocalWorkspace):
    workspace.faults.slow_down("chat.postMessage", 0.1)
    calling = asyncio.create_task(client.chat_postMessage(channel="planning", text="late"))
    await asyncio.sleep(0.02)
    assert workspace.messages() == []
    await calling
    assert [message.text for message in workspace.messages()] == ["late"]


async def test_file_is_posted_when_it_was_uploaded(workspace: LocalWorkspace, client: AsyncWebClient):
    missing = client.files_completeUploadExternal(files=[{"id": "F404"}], channel_id="C0LOCALPLAN")
    assert await refusal(missing) == "file_not_found"
    assert await refusal(client.files_getUploadURLExternal(filename="", length=1)) == "invalid_arguments"
    await client.files_upload_v2(channel="C0LOCALPLAN", filename="a.html", title="a.html", content="<p>")
    [(name, content)] = workspace.state.files.items()
    assert content == b"<p>"
    assert name in workspace.messages()[-1].text
    address = workspace.messages()[-1].text.partition("|")[0].removeprefix("<")
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert await answer.read() == b"<p>"
        assert answer.headers["Content-Disposition"] == "attachment"
