"""Signed slash commands, written once so that sending them costs the client little."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from urllib.parse import urlencode

SECRET = "bench-signing-secret"
SAME = "70B 2T a100 mfu=0.5"


def same(count: int) -> list[bytes]:
    """The same command over and over."""
    return [_request(SAME)] * count


def distinct(count: int) -> list[bytes]:
    """Commands of which no two are alike."""
    return [_request(text) for text in _texts(count)]


def _texts(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"{1 + number / 1000:.3f}B {300 + number % 700}B h100 mfu=0.4"


def _request(text: str) -> bytes:
    form = {
        "token": "bench",
        "team_id": "T0BENCH",
        "team_domain": "bench",
        "channel_id": "C0BENCH",
        "channel_name": "planning",
        "user_id": "U0BENCH",
        "user_name": "bench",
        "command": "/llmcost",
        "text": text,
        "api_app_id": "A0BENCH",
        "response_url": "https://hooks.slack.com/commands/T0BENCH/1/abc",
        "trigger_id": "1.2.abc",
    }
    body = urlencode(form)
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: bench\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()
