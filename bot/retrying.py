"""A Web API client with explicit rules for what is tried again, and what Slack's answers say about that."""

from typing import Any

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.observability import LOGGER

LONGEST_WAIT = 20
SECONDS = 10
PAUSE = 0.5
TOO_MANY, BROKEN = 429, 500
NEVER_TWICE = ("chat.postMessage", "canvases.create", "files.completeUploadExternal")
"""What would be there twice, if it was done although its answer was lost."""
UNCERTAIN = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "unknown_error")
"""Refusals after which what was asked for may be done all the same."""
UNREACHED = (ClientError, ConnectionError, TimeoutError, SlackRequestError)
"""What a connection raises that Slack does not answer, or that does not take a file."""


class CarefulRetryHandler(AsyncConnectionErrorRetryHandler):
    """Tries again when a connection breaks or Slack is out of order, but nothing that would then be there twice."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        broken = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        failed = response is not None and response.status_code >= BROKEN
        return (broken or failed) and not request.url.endswith(NEVER_TWICE)


class PatientRetryHandler(AsyncRateLimitErrorRetryHandler):
    """Waits once when Slack asks for it, if that is soon enough for somebody who watches."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return limited and response is not None and retry_after(response.headers) <= LONGEST_WAIT


def web_client(token: str | None, address: str, session: ClientSession) -> AsyncWebClient:
    """A Web API client that shares one session, which also says how long a call may take."""
    careful = CarefulRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(PAUSE))
    handlers: list[AsyncRetryHandler] = [careful, PatientRetryHandler(max_retry_count=1)]
    return AsyncWebClient(token=token, base_url=address, session=session, retry_handlers=handlers, logger=LOGGER)


def retry_after(headers: dict[str, Any]) -> float:
    """The seconds that Slack asks to wait; 1 when it does not say."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            return float(value[0] if isinstance(value, list) else value)
    return 1.0


def reason(error: SlackApiError) -> str:
    """Slack's code for what went wrong, such as `not_in_channel` or `ratelimited`."""
    answer = error.response
    if getattr(answer, "status_code", 200) == TOO_MANY:
        return "ratelimited"
    data = getattr(answer, "data", answer)
    return str(data.get("error", "unknown_error")) if isinstance(data, dict) else "unknown_error"


def is_uncertain(error: Exception) -> bool:
    """Whether Slack may have done what it answered with an error, or did not answer."""
    if not isinstance(error, SlackApiError):
        return True
    return reason(error) in UNCERTAIN or getattr(error.response, "status_code", 200) >= BROKEN
