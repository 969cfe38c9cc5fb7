"""The Web API over HTTP: tokens, arguments as form or JSON, planned failures, the journal."""

from typing import Any

from aiohttp import web

from workspace.faults import Fault
from workspace.installer import Installer
from workspace.methods import METHODS
from workspace.socket_mode import SocketDelivery
from workspace.state import Call, State
from workspace.wire import Json, SlackError


class WebApi:
    """Answers the app's calls."""

    def __init__(
        self, state: State, socket: SocketDelivery, bot_token: str, app_token: str, installer: Installer
    ) -> None:
        self._state = state
        self._socket = socket
        self._tokens = {"bot": bot_token, "app": app_token}
        self._installer = installer

    async def handle(self, request: web.Request) -> web.Response:
        """One call of a method."""
        method = request.match_info["method"]
        arguments = await read_arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.pop("token", "")
        arguments.pop("token", None)
        fault = self._state.faults.next(method)
        answer = await self._answer(request, token, arguments, fault)
        self._state.journal.append(Call(method, arguments, answer, token))
        status, headers = (fault.status, _headers(fault)) if fault else (200, {})
        return web.json_response(answer, status=status, headers=headers)

    async def _answer(self, request: web.Request, token: str, arguments: Json, fault: Fault | None) -> Json:
        try:
            if fault and not fault.is_late:
                await fault.happen_to(request)
            answer = self._call(request.match_info["method"], token, arguments)
            if fault and fault.is_late:
                await fault.happen_to(request)
        except SlackError as error:
            refusal: Json = {"ok": False, "error": error.code}
            if error.messages:
                refusal["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in error.messages]}
            return refusal
        return {"ok": True, **answer}

    def _call(self, method: str, token: str, arguments: Json) -> Json:
        if method == "oauth.v2.access":
            return self._installer.exchange(token, str(arguments.get("code", "")))
        if token in self._installer.tokens:
            return METHODS[method](self._state, arguments)
        expected = self._tokens["app" if method == "apps.connections.open" else "bot"]
        if not token:
            raise SlackError("not_authed")
        if token != expected:
            raise SlackError("not_allowed_token_type" if token in self._tokens.values() else "invalid_auth")
        if method == "apps.connections.open":
            return self._socket.open_connection(self._state.base_url)
        if method not in METHODS:
            raise SlackError("unknown_method")
        return METHODS[method](self._state, arguments)


def _headers(fault: Fault) -> dict[str, str]:
    return {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a call: the query, then a form or JSON body on top."""
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json() if await request.read() else {}
    elif request.method == "POST":
        arguments |= dict(await request.post())
    return arguments
