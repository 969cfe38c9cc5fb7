"""The workspace as an HTTP server on the loopback address."""

from http import HTTPStatus

from aiohttp import web

from workspace.answers import respond
from workspace.page_routes import PageRoutes
from workspace.socket_mode import SocketDelivery
from workspace.state import Call, State
from workspace.web_api import WebApi
from workspace.wire import Json, SlackError

LOOPBACK = "127.0.0.1"
REFUSALS = dict.fromkeys(("used_url", "expired_url", "invalid_url"), HTTPStatus.NOT_FOUND)


class Server:
    """Listens for the app (Web API, Socket Mode, response URLs) and for the page."""

    def __init__(self, state: State, web_api: WebApi, socket: SocketDelivery, page: PageRoutes) -> None:
        self._state = state
        application = web.Application(middlewares=[page.guard])
        application.router.add_route("*", "/api/{method}", web_api.handle)
        application.router.add_get("/link", socket.serve)
        application.router.add_post("/response/{secret}", self._response)
        application.router.add_post("/upload/{name}", self._upload)
        application.router.add_get("/files/{name}", self._file)
        page.add_to(application.router)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)

    async def start(self, port: int) -> str:
        """The address of the server, once it listens; port 0 takes a free one.

        Raises:
            OSError: The port is taken.
        """
        await self._runner.setup()
        site = web.TCPSite(self._runner, LOOPBACK, port)
        await site.start()
        host, actual = self._runner.addresses[0][:2]
        return f"http://{host}:{actual}"

    async def stop(self) -> None:
        """Stop listening and end all connections."""
        await self._runner.cleanup()

    async def _upload(self, request: web.Request) -> web.Response:
        self._state.files[request.match_info["name"]] = await request.read()
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        """What was uploaded, to keep: it is not shown under the page's own address."""
        content = self._state.files.get(request.match_info["name"])
        if content is None:
            raise web.HTTPNotFound
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)

    async def _response(self, request: web.Request) -> web.Response:
        body = await request.json()
        fault = self._state.faults.next("response_url")
        answer: Json = {"ok": True}
        status = HTTPStatus.OK
        try:
            if fault:
                await fault.happen_to(request)
            respond(self._state, self._state.response_urls.use(request.match_info["secret"]), body)
        except SlackError as error:
            answer = {"ok": False, "error": error.code}
            status = HTTPStatus(fault.status) if fault else REFUSALS.get(error.code, HTTPStatus.BAD_REQUEST)
        self._state.journal.append(Call("response_url", body, answer))
        return web.json_response(answer, status=status)
