"""What comes in over HTTP: signatures, limits, and the pages beside Slack's own."""

import aiohttp

from workspace import Envelope, HttpDelivery, LocalWorkspace

WORKED = "70B 2T a100 mfu=0.5"


async def fetched(url: str, method: str = "GET", **arguments: object) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.request(method, url, **arguments) as answer:
        return answer.status, await answer.text()


async def test_wrong_signature_is_refused(over_http_only: LocalWorkspace, address: str) -> None:
    over_http_only.deliver_over(HttpDelivery(f"{address}/slack/events", "another secret"))
    notice = await over_http_only.command("/llmcost", WORKED)
    assert "dispatch_failed" in notice.text
    status, _ = await fetched(f"{address}/slack/events", "POST", data="text=70B")
    assert status == 401


async def test_old_request_is_refused(over_http_only: LocalWorkspace, address: str) -> None:
    for seconds in (-330, 330):
        over_http_only.deliver_over(HttpDelivery(f"{address}/slack/events", over_http_only.signing_secret, seconds))
        assert "dispatch_failed" in (await over_http_only.command("/llmcost", WORKED)).text


async def test_health_and_readiness_are_told(address: str) -> None:
    assert await fetched(f"{address}/healthz") == (200, "ok\n")
    assert await fetched(f"{address}/readyz") == (200, "ready\n")


async def test_metrics_count_what_came_in(over_http_only: LocalWorkspace, address: str) -> None:
    await over_http_only.command("/llmcost", WORKED)
    await over_http_only.command("/llmcost", "70B 2T h10")
    _, text = await fetched(f"{address}/metrics")
    assert 'llmcost_requests_total{kind="command",outcome="answered"} 1' in text
    assert 'llmcost_requests_total{kind="command",outcome="refused"} 1' in text
    assert WORKED not in text


async def test_install_page_says_that_one_workspace_is_served(address: str) -> None:
    for path in ("/slack/install", "/slack/oauth_redirect"):
        status, text = await fetched(f"{address}{path}")
        assert status == 501
        assert "one workspace" in text


async def test_other_paths_methods_and_huge_bodies_are_refused(address: str) -> None:
    assert (await fetched(f"{address}/nothing"))[0] == 404
    assert (await fetched(f"{address}/slack/events"))[0] == 405
    assert (await fetched(f"{address}/slack/events", "POST", data="x" * 1_100_000))[0] == 413


async def test_url_verification_is_answered(over_http_only: LocalWorkspace) -> None:
    answer = await over_http_only.delivery.deliver(
        Envelope("events_api", {"type": "url_verification", "challenge": "c"})
    )
    assert answer == {"challenge": "c"}
