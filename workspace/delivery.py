"""How what a person does reaches the app: one interface, and signed HTTP requests as one way."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

import aiohttp

from workspace.wire import Json

ACKNOWLEDGEMENT_SECONDS = 3.0

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Envelope:
    """Something that happened, on its way to the app; `retry` counts earlier attempts."""

    kind: Kind
    payload: Json
    retry: int = 0
    reason: str = ""


class DeliveryError(Exception):
    """The app did not take what happened: `operation_timeout` or `dispatch_failed`, with the HTTP status if any."""

    def __init__(self, code: str, status: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class Delivery(Protocol):
    """A way to the app."""

    seconds: float

    async def deliver(self, envelope: Envelope) -> Any:  # noqa: ANN401 — the app acknowledges with any JSON, or text
        """What the app acknowledged with; None for an empty acknowledgement.

        Raises:
            DeliveryError: No acknowledgement within `seconds`, or a refusal.
        """

    async def close(self) -> None:
        """Give back what the way holds."""


class HttpDelivery:
    """Signed POST requests to the app's address, as Slack sends them without Socket Mode.

    A wrong `signing_secret` or `seconds_off` other than zero makes requests that an app has to refuse.
    """

    def __init__(self, app_url: str, signing_secret: str, seconds_off: float = 0) -> None:
        self.app_url = app_url
        self.seconds = ACKNOWLEDGEMENT_SECONDS
        self._secret = signing_secret
        self._seconds_off = seconds_off
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, envelope: Envelope) -> Any:  # noqa: ANN401 — see Delivery
        """What the app acknowledged with; see `Delivery.deliver`."""
        content_type, body = encoded(envelope)
        headers = {"Content-Type": content_type, **self._signature(body), **_retry_headers(envelope)}
        try:
            return await self._post(body, headers)
        except TimeoutError as error:
            raise DeliveryError("operation_timeout") from error
        except aiohttp.ClientError as error:
            raise DeliveryError("dispatch_failed") from error

    async def _post(self, body: str, headers: dict[str, str]) -> Any:  # noqa: ANN401 — see Delivery
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with asyncio.timeout(self.seconds), self._session.post(self.app_url, data=body, headers=headers) as reply:
            text = await reply.text()
            if reply.status != HTTPStatus.OK:
                raise DeliveryError("dispatch_failed", reply.status)
            return decoded_acknowledgement(text, reply.content_type)

    def _signature(self, body: str) -> dict[str, str]:
        timestamp = str(int(time.time() + self._seconds_off))
        digest = hmac.new(self._secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def encoded(envelope: Envelope) -> tuple[str, str]:
    """The content type and body of a request: commands and interactions are forms, events are JSON."""
    form = "application/x-www-form-urlencoded"
    if envelope.kind == "slash_commands":
        return form, urlencode(envelope.payload)
    if envelope.kind == "interactive":
        return form, urlencode({"payload": json.dumps(envelope.payload)})
    return "application/json", json.dumps(envelope.payload)


def decoded_acknowledgement(text: str, content_type: str) -> Any:  # noqa: ANN401 — see Delivery
    """What an acknowledgement says: JSON, plain text, or nothing."""
    if not text.strip():
        return None
    return json.loads(text) if content_type == "application/json" else text


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.retry:
        return {}
    return {"X-Slack-Retry-Num": str(envelope.retry), "X-Slack-Retry-Reason": envelope.reason}
